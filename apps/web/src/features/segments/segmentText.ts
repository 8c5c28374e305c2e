import { type Effect, type Segment, Segment as SegmentSchema } from "@firebreak/incident";
import { formatValue, harmOf, type SignalDefinition, type SignalId } from "@firebreak/signals";

/** What a bad record of a proportion signal is called: in the table's head, and in a sentence. */
export interface HarmSignal {
  readonly id: SignalId;
  readonly head: string;
  readonly bad: string;
}
const KNOWN: readonly HarmSignal[] = [
  { id: "ungrounded-rate", head: "Ungrounded", bad: "ungrounded answers" },
  { id: "task-success", head: "Failed tasks", bad: "failed tasks" },
  { id: "override-rate", head: "Overridden", bad: "overridden answers" },
  { id: "retrieval-hit-rate", head: "No document", bad: "answers without a document" },
];

/** Until the catalogue was read, and for a service that sent nothing yet. */
const FALLBACK: SignalId = "ungrounded-rate";

/** Of a service's catalogue the proportions, and what has an agreed limit: their bad events can be counted in a segment and outside of it. */
export const harmSignals = (definitions: Iterable<SignalDefinition>): readonly HarmSignal[] =>
  [...definitions].filter((one) => one.kind === "proportion" || (one.limit !== null && harmOf(one) !== null)).map(harmSignal);

type Named = Pick<SignalDefinition, "id" | "title" | "badDirection"> & Partial<Pick<SignalDefinition, "kind" | "limit" | "unit">>;

/** A signal that nobody found words for is called by its title: high where up is bad, low where down is; beyond its limit where it is no share. */
export function harmSignal({ id, title, badDirection, kind, limit, unit }: Named): HarmSignal {
  const known = KNOWN.find((one) => one.id === id);
  if (known) return known;
  if (kind !== undefined && kind !== "proportion" && limit && unit) {
    const beyond = `${limit.op === "≤" ? "above" : "below"} ${formatValue(unit, limit.value)}`;
    const what = title.replace(/\s+(?:p\d+|mean|median)$/i, "");
    return { id, head: `${what} ${beyond}`, bad: `requests with ${what.toLowerCase()} ${beyond}` };
  }
  const lower = /^[A-Z][a-z]/.test(title) ? `${title.charAt(0).toLowerCase()}${title.slice(1)}` : title;
  return badDirection === "down"
    ? { id, head: `Without: ${title}`, bad: `records without ${lower}` }
    : { id, head: title, bad: lower };
}

/** What gave the incident away, where segments can be compared by it; else the first that can. */
export function harmSignalOf(
  detectedBy: { readonly kind: string; readonly ref: string } | null,
  choices: readonly HarmSignal[],
): SignalId {
  const named = detectedBy?.kind === "signal" ? choices.find(({ id }) => id === detectedBy.ref) : null;
  return (named ?? choices.find(({ id }) => id === FALLBACK) ?? choices[0])?.id ?? FALLBACK;
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** `38.2 % → 3.1 %, 95 % interval −41.0 to −29.6 points`: minus where the rate fell. */
export function effectText(effect: Effect): { readonly change: string; readonly interval: string } {
  const rate = ({ bad, total }: { bad: number; total: number }) => (total === 0 ? "–" : percent(bad / total));
  const points = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value * 100).toFixed(1)}`;
  return {
    change: `${rate(effect.segmentBefore)} → ${rate(effect.segmentAfter)}`,
    interval: `${points(effect.difference)} points (95 %: ${points(effect.low)} to ${points(effect.high)})`,
  };
}

export type EffectTone = "verified" | "harm";
/** Green is only for what was verified; the two others are said loudly. */
export const VERDICTS: Readonly<
  Record<Effect["verdict"], { readonly label: string; readonly short: string; readonly tone: EffectTone }>
> = {
  effective: { label: "verified effective", short: "verified", tone: "verified" },
  "no-effect": { label: "no effect", short: "no effect", tone: "harm" },
  worse: { label: "got worse", short: "got worse", tone: "harm" },
};

/** What a hand-made choice of dimensions amounts to; null while nothing, or something impossible, is chosen. */
export function pickedSegment(picks: Readonly<Record<string, string>>): Segment | null {
  const conditions = Object.entries(picks)
    .filter(([, value]) => value !== "")
    .map(([dimension, value]) => ({ dimension, value }));
  const parsed = SegmentSchema.safeParse({ conditions });
  return parsed.success ? parsed.data : null;
}
