import type { IncidentEvent } from "../event.ts";
import { segmentKey } from "../segment.ts";
import type { IncidentState } from "../state.ts";
import type { Proof, Segment } from "../vocabulary.ts";

export type LogTone = "proof" | "plain" | "verified" | "harm";

/** `strong` is a name or a verdict, `segment` and `mono` are set in the monospaced face. */
export interface LogPart {
  readonly kind: "plain" | "strong" | "segment" | "mono";
  readonly text: string;
}
export interface LogChip {
  readonly label: string;
  readonly tone: LogTone;
  readonly proof?: Proof;
}
/** A row of the log as a person reads it. `title` is `parts` without their faces; who did it stands in `actor`, not in the title. */
export interface LogLine {
  readonly kind: "decision" | "note" | "measured" | "update" | "system";
  /** null where Firebreak itself wrote the row. */
  readonly actor: string | null;
  readonly title: string;
  readonly parts: readonly LogPart[];
  readonly body: string;
  readonly chips: readonly LogChip[];
  readonly tone: "plain" | "verified" | "harm" | "attention";
}

/** What a kind of event has to say; the rest of the line is the same for all. */
export type Told = Pick<LogLine, "kind" | "parts"> & Partial<Pick<LogLine, "body" | "chips" | "tone">>;
export type Of<T extends IncidentEvent["type"]> = Extract<IncidentEvent, { type: T }>;

/** What the ids in a row stand for, as far as the state beside it knows. */
export interface Names {
  readonly segment: (containmentId: string) => Segment | undefined;
  readonly statement: (hypothesisId: string) => string | undefined;
  readonly question: (questionId: string) => string | undefined;
}

export function namesIn(state: IncidentState | undefined): Names {
  const facts = state === undefined || state.situation === "undeclared" ? undefined : state;
  return {
    segment: (id) => facts?.containments.find((one) => one.containmentId === id)?.segment,
    statement: (id) => facts?.hypotheses.find((one) => one.hypothesisId === id)?.statement,
    question: (id) => facts?.questions.find((one) => one.questionId === id)?.text,
  };
}

export const plain = (text: string): LogPart => ({ kind: "plain", text });
export const strong = (text: string): LogPart => ({ kind: "strong", text });
export const mono = (text: string): LogPart => ({ kind: "mono", text });
export const segment = (of: Segment): LogPart => ({ kind: "segment", text: segmentKey(of) });
export const isolated = (containmentId: string, names: Names): LogPart => {
  const known = names.segment(containmentId);
  return known ? segment(known) : mono(containmentId);
};
export const hypothesis = (hypothesisId: string, names: Names): LogPart => {
  const known = names.statement(hypothesisId);
  return known === undefined ? mono(hypothesisId) : strong(known);
};

export function proofs(list: readonly Proof[]): readonly LogChip[] {
  return list.map((proof) => ({ label: proof.label, tone: "proof", proof }));
}
export function containmentChip(containmentId: string): LogChip {
  return { label: "containment", tone: "proof", proof: { kind: "containment", label: "containment", ref: containmentId } };
}
