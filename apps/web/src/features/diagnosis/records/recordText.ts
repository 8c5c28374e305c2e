import type { InferenceRecord } from "@firebreak/signals";
import { messagesIn } from "./content.ts";

type Facts = Pick<InferenceRecord, "outcomes" | "measures" | "finishReason">;
export interface RecordChip {
  readonly text: string;
  /** harm: something that was measured to be wrong. */
  readonly tone: "harm" | "plain";
}

/** What is worth a glance in a list: only what is not as it should be. */
export function chipsOf({ outcomes, measures, finishReason }: Facts, bad: boolean | null): readonly RecordChip[] {
  const harm = (when: boolean, text: string): RecordChip[] => (when ? [{ text, tone: "harm" }] : []);
  const plain = (when: boolean, text: string): RecordChip[] => (when ? [{ text, tone: "plain" }] : []);
  const { toolDenials, policyViolations } = measures;
  return [
    ...harm(bad === true, "bad"),
    ...harm(outcomes.error, "error"),
    ...harm((policyViolations ?? 0) > 0, countOf(policyViolations ?? 0, "policy violation")),
    ...harm(outcomes.malformed === true, "malformed"),
    ...plain((toolDenials ?? 0) > 0, countOf(toolDenials ?? 0, "tool denial")),
    ...plain(outcomes.overridden === true, "overridden"),
    ...plain(outcomes.refused === true, "refused"),
    ...plain(outcomes.fallback === true, "fallback"),
    ...plain(outcomes.success === false, "task failed"),
    ...plain(finishReason !== "" && finishReason !== "stop", `ended: ${finishReason}`),
  ];
}
const countOf = (count: number, what: string): string => (count === 1 ? what : `${count} ${what}s`);

/** The beginning of a content as a line: the last text of its messages where the JSON can be read, else its bare words. */
export function startText(json: string): string {
  const content = messagesIn(json);
  if (content.kind === "read") {
    const texts = content.items.flatMap(({ parts }) => parts.flatMap((part) => (part.kind === "text" ? [part.text] : [])));
    return oneLine(texts.at(-1) ?? "");
  }
  // Cut in the middle of its JSON: what a person wrote stands after the last key that holds words.
  const written = [...json.matchAll(/"(?:content|text)"\s*:\s*"((?:[^"\\]|\\.)*)/g)].at(-1)?.[1];
  return oneLine(written === undefined ? json : unescaped(written));
}
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
function unescaped(text: string): string {
  try {
    return JSON.parse(`"${text.replace(/\\(?:u[\da-f]{0,3})?$/i, "")}"`) as string;
  } catch {
    return text;
  }
}

export interface FactRow {
  readonly name: string;
  readonly value: string;
  readonly harm?: boolean;
}
const SECOND = 1000;
export const latencyText = (ms: number): string => (ms < SECOND ? `${Math.round(ms)} ms` : `${(ms / SECOND).toFixed(2)} s`);

/** What was measured of one record; what the service did not send is left out. */
export function measureRows({ measures }: Pick<InferenceRecord, "measures">): readonly FactRow[] {
  const row = (name: string, value: number | null, text: (value: number) => string = String, harm = false): FactRow[] =>
    value === null ? [] : [{ name, value: text(value), harm: harm && value > 0 }];
  const { documentsFound, documentsRequested } = measures;
  return [
    ...row("Latency", measures.latencyMs, latencyText),
    ...row("Queue", measures.queueMs, latencyText),
    ...row("Tokens in", measures.inputTokens),
    ...row("Tokens out", measures.outputTokens),
    ...row("Cost", measures.costUsd, (usd) => `$${usd.toFixed(4)}`),
    ...row("Documents", documentsFound, (found) =>
      documentsRequested === null ? `${found}` : `${found} of ${documentsRequested}`,
    ),
    ...row("Confidence", measures.confidence, (share) => share.toFixed(2)),
    ...row("Tool calls", measures.toolCalls),
    ...row("Tool denials", measures.toolDenials, String, true),
    ...row("Policy violations", measures.policyViolations, String, true),
  ];
}

const OUTCOMES = [
  ["success", "Task succeeded"],
  ["overridden", "Overridden"],
  ["fallback", "Fallback"],
  ["refused", "Refused"],
  ["malformed", "Malformed"],
  ["clicked", "Acted on"],
] as const;
export function outcomeRows({ outcomes, finishReason }: Pick<InferenceRecord, "outcomes" | "finishReason">): readonly FactRow[] {
  const known = OUTCOMES.flatMap(([key, name]): FactRow[] => {
    const said = outcomes[key];
    return said === null ? [] : [{ name, value: said ? "yes" : "no" }];
  });
  return [
    { name: "Error", value: outcomes.error ? "yes" : "no", harm: outcomes.error },
    ...known,
    ...(finishReason === "" ? [] : [{ name: "Ended", value: finishReason }]),
  ];
}

/** Missing values first: they are what usually went wrong. */
export function featureRows(features: Readonly<Record<string, number | string | null>>): readonly FactRow[] {
  return Object.entries(features)
    .toSorted(([a, x], [b, y]) => Number(x !== null) - Number(y !== null) || (a < b ? -1 : 1))
    .map(([name, value]) => ({
      name,
      value: value === null ? "missing" : typeof value === "number" ? String(Number(value.toPrecision(6))) : value,
      harm: value === null,
    }));
}

/** How a proof names a record: its request id, and the span where there may be several. */
export const recordRef = ({ requestId, spanId }: { readonly requestId: string; readonly spanId: string }): string =>
  spanId === "" ? requestId : `${requestId}#${spanId}`;
