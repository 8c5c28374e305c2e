import { type LogChip, type Of, plain, strong, type Told } from "./log-parts.ts";

const SPELLED_OUT = 5;

export function tellAlerts({ suspicionId, alerts }: Of<"AlertsAttached">): Told {
  const told = alerts.slice(0, SPELLED_OUT);
  const others = alerts.length - told.length;
  const rest = others > 0 ? [`And ${others} more.`] : [];
  return {
    kind: "measured",
    parts: [plain("attached "), strong(alerts.length === 1 ? "1 alert" : `${alerts.length} alerts`), plain(` of ${suspicionId}`)],
    body: [...told.map(sentenceOf), ...rest].join(" "),
    chips: told.flatMap(chipOf),
    tone: "attention",
  };
}

/** A detector's sentence begins with the title already. */
const sentenceOf = ({ title, sentence }: Of<"AlertsAttached">["alerts"][number]): string =>
  sentence.startsWith(`${title} `) ? sentence : `${title}: ${sentence}`;

/** An alert of another system has no signal here to lead to. */
function chipOf({ signal, title }: Of<"AlertsAttached">["alerts"][number]): readonly LogChip[] {
  if (signal === null) return [];
  const label = title.slice(0, 160);
  return [{ label, tone: "proof", proof: { kind: "signal", label, ref: signal } }];
}
