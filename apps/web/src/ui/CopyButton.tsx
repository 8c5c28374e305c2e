import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonLook } from "./Button.tsx";

export function CopyButton({
  text,
  label = "Copy",
  name,
  size = "small",
}: {
  text: string;
  label?: string;
  name?: string;
  size?: ButtonLook["size"];
}) {
  const [outcome, setOutcome] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (outcome === "idle") return;
    const timer = setTimeout(() => setOutcome("idle"), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () =>
    writeClipboard(text).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  const words = outcome === "copied" ? "Copied" : outcome === "failed" ? "Select and copy" : label;
  return (
    <Button
      size={size}
      icon={outcome === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      onClick={() => void copy()}
      aria-label={name && outcome === "idle" ? `${label}: ${name}` : undefined}
    >
      <span aria-live="polite">{words}</span>
    </Button>
  );
}

/** The clipboard API exists on https and localhost only; a war room on a plain address in the house has the old way. */
async function writeClipboard(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  if (!done) throw new Error("the browser did not copy");
}
