import type { Severity, Timestamp } from "../vocabulary.ts";

/** What an executive's browser receives: nothing else of the incident leaves the server for that account. */
export interface ExecutiveView {
  readonly incidentId: string;
  readonly seq: number;
  readonly title: string;
  readonly drill: boolean;
  readonly severity: Severity;
  readonly status: { readonly label: string; readonly tone: "harm" | "attention" | "verified" | "neutral" };
  readonly declaredAt: Timestamp;
  readonly impactStartedAt: Timestamp;
  readonly lastChangeAt: Timestamp;
  /** Before the first update to executives the facts of the log stand here, without any estimate. */
  readonly impactFigure: { readonly value: string; readonly of: string } | null;
  readonly customerImpact: string;
  readonly risk: string;
  readonly mitigation: string;
  readonly expected: { readonly at: Timestamp; readonly confidence: "low" | "medium" | "high"; readonly basis: string } | null;
  readonly nextUpdateDueAt: Timestamp | null;
  readonly updates: readonly { readonly at: Timestamp; readonly text: string }[];
}

export interface SupportView {
  readonly incidentId: string;
  readonly seq: number;
  readonly title: string;
  readonly drill: boolean;
  readonly severity: Severity;
  readonly status: ExecutiveView["status"];
  /** null until the first update to support was sent. */
  readonly guidance: {
    readonly version: number;
    readonly approvedAt: Timestamp;
    readonly approvedBy: string;
    readonly talkingPoints: readonly { readonly when: string; readonly say: string; readonly changed: boolean }[];
    readonly doNotSay: readonly string[];
    readonly whoIsAffected: string;
    readonly workaround: string;
    readonly escalateWhen: readonly string[];
  } | null;
  readonly nextUpdateDueAt: Timestamp | null;
  readonly questions: readonly {
    readonly questionId: string;
    readonly text: string;
    readonly askedAt: Timestamp;
    readonly askedBy: string;
    readonly answer: { readonly text: string; readonly at: Timestamp } | null;
  }[];
  readonly lastChangeAt: Timestamp;
}
