import { type DeclaredIncident, TriageQuestion } from "@firebreak/incident";

/** Runbook C1: fifteen minutes, four answers. */
const TRIAGE_MS = 15 * 60_000;
const SHORT_MS = 5 * 60_000;

export const QUESTIONS: Readonly<Record<TriageQuestion, string>> = {
  "what-changed": "What changed?",
  when: "When did it change?",
  "who-is-impacted": "Who is impacted?",
  "how-bad": "How bad is it?",
};
export const QUESTION_ORDER = TriageQuestion.options;

export type TriageClock =
  | { readonly kind: "done"; readonly answered: 4; readonly tookMs: number }
  | { readonly kind: "running"; readonly answered: number; readonly elapsedMs: number; readonly short: boolean }
  | { readonly kind: "over"; readonly answered: number; readonly overMs: number };

/** Counts from the declaration; short in its last five minutes. A first answer that was later written over keeps its place. */
export function triageClock(state: Pick<DeclaredIncident, "triage" | "declaredAt">, now: number): TriageClock {
  const answers = QUESTION_ORDER.flatMap((question) => state.triage[question] ?? []);
  const declared = Date.parse(state.declaredAt);
  if (answers.length === 4) {
    return { kind: "done", answered: 4, tookMs: Math.max(0, ...answers.map((answer) => Date.parse(answer.at) - declared)) };
  }
  const elapsedMs = Math.max(0, now - declared);
  return elapsedMs > TRIAGE_MS
    ? { kind: "over", answered: answers.length, overMs: elapsedMs - TRIAGE_MS }
    : { kind: "running", answered: answers.length, elapsedMs, short: elapsedMs >= TRIAGE_MS - SHORT_MS };
}
