import { useLayoutEffect, useRef, useState } from "react";
import { classes } from "../../../ui/index.ts";
import css from "./Trace.module.css";

interface Props {
  readonly text: string;
  /** So many lines are shown before it is folded. */
  readonly lines: number;
  readonly mono?: boolean;
}

/** Untrusted text, with its line breaks and nothing else; long text is folded until somebody wants it. */
export function FoldedText({ text, lines, mono = false }: Props) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const [isLong, setLong] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text, or more lines, may fit or not
  useLayoutEffect(() => {
    const element = box.current;
    if (element && !open) setLong(element.scrollHeight > element.clientHeight + 1);
  }, [text, lines, open]);
  return (
    <div>
      <div
        ref={box}
        dir="auto"
        className={classes(css.text, mono && "mono", !open && css.clamped)}
        style={open ? undefined : { WebkitLineClamp: lines }}
      >
        {text}
      </div>
      {isLong ? (
        <button type="button" className={css.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Fold" : `Show all ${text.length.toLocaleString("en")} characters`}
        </button>
      ) : null}
    </div>
  );
}
