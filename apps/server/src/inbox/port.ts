import type { Actor, Impact, Segment } from "@firebreak/incident";
import type { AlertReason, FaultClass, Owner, SignalId, Urgency } from "@firebreak/signals";
import type { DeskAnswer } from "../auth/port.ts";

/**
 * What detection or another system says of one alert, again and again; the same key is the same alert. What fires is said
 * again at least once a day: an alert that nobody has repeated for 7 days counts as resolved.
 */
export interface AlertReport {
  /** Who says it and of what: `detection/support-assistant/latency-p95`, `alertmanager/<groupKey>/<fingerprint>`. */
  readonly key: string;
  readonly source: "detection" | "alertmanager" | "grafana";
  readonly service: string;
  readonly signal: SignalId | null;
  readonly title: string;
  readonly owner: Owner;
  readonly urgency: Urgency;
  readonly faultClass: FaultClass;
  readonly scenarios: readonly string[];
  readonly firing: boolean;
  /** Start of impact as far as it is known, epoch milliseconds. */
  readonly since: number;
  readonly reasons: readonly AlertReason[];
  /** A sentence, for people: what is seen, what was expected. */
  readonly sentence: string;
  /** What another system sent along; at most 30 of 200 characters. */
  readonly labels: Readonly<Record<string, string>>;
  /** Where it can be looked at in the other system; empty where there is none. */
  readonly url: string;
}

export interface Alert extends Omit<AlertReport, "firing"> {
  readonly alertId: string;
  /** `held`: an expected change covers it. */
  readonly status: "firing" | "held" | "resolved";
  /** The expected change that holds it. */
  readonly heldBy: string | null;
  readonly raisedAt: number;
  /** How often it came again within 10 minutes of resolving: one fault that comes and goes is one alert. */
  readonly returns: number;
  readonly lastSeenAt: number;
  readonly resolvedAt: number | null;
}

export type SuspicionEnd =
  | { readonly kind: "dismissed"; readonly reason: string }
  | { readonly kind: "merged" | "declared"; readonly incidentId: string }
  /** All its alerts resolved by themselves, and nobody had acted for 10 minutes. */
  | { readonly kind: "faded" };

/** Alerts that are probably one fault. Quiet until a person or a rule declares it (B6, B7). */
export interface Suspicion {
  readonly suspicionId: string;
  readonly service: string;
  readonly title: string;
  /** Of the most urgent alert; the desk it is routed to. */
  readonly owner: Owner;
  readonly urgency: Urgency;
  readonly faultClass: FaultClass;
  /** The scenario whose first signals these are; null where none fits. */
  readonly scenario: "I1" | "I2" | "I3" | "I4" | "I5" | null;
  /** The earliest start of impact of its alerts. */
  readonly since: number;
  readonly openedAt: number;
  readonly lastChangeAt: number;
  /** The most telling segment of its first proportion signal when it was last looked at; null where none stands out. */
  readonly segment: Segment | null;
  /** Most urgent first, at most 100 (in a list 20); `alertCount` is the true number. */
  readonly alerts: readonly Alert[];
  readonly alertCount: number;
  /** Why a rule that it fulfils could not declare it, and what to do; null where none failed. */
  readonly fault: string | null;
  readonly end: (SuspicionEnd & { readonly at: number; readonly by: string }) | null;
}

export interface Inbox {
  /** Newest first, at most 200. `open`: those without an end, that is with an alert that fires or did 10 minutes ago; otherwise those that ended. */
  list(filter: { readonly open: boolean; readonly owner: Owner | null; readonly limit: number }): Promise<readonly Suspicion[]>;
  get(suspicionId: string): Promise<Suspicion | null>;
  /** Every alert of that sender that fires or is held, in whatever suspicion or in none; at most 2,000. */
  standing(source: AlertReport["source"]): Promise<readonly Alert[]>;
  /**
   * Durable when it resolves. The same said twice counts once. Reports of one key must not be sent concurrently; at most 500
   * at once. Rejects with `InboxFull` when 2,000 alerts fire already: known ones were noted, new ones were not.
   */
  report(reports: readonly AlertReport[]): Promise<void>;
  /** Its alerts stay quiet until they resolve and come anew, more than 10 minutes later. */
  dismiss(ask: { readonly suspicionId: string; readonly reason: string }, by: Actor): Promise<DeskAnswer<null>>;
  /** The incident's log gets the alerts (`AttachAlerts`); later ones of the service follow by themselves while it is active. */
  merge(ask: { readonly suspicionId: string; readonly incidentId: string }, by: Actor): Promise<DeskAnswer<null>>;
  /** After an incident was declared from it: as `merge`, but it says `declared`. */
  declared(ask: { readonly suspicionId: string; readonly incidentId: string }, by: Actor): Promise<DeskAnswer<null>>;
  /** On any node: something changed, ask again. At most once a second. */
  onChanged(listener: () => void): () => void;
}

/** The sentence names how many were turned away. */
export class InboxFull extends Error {
  override readonly name = "InboxFull";
}

/** A rule of the team's file that declares by itself; without one nothing does. */
export interface DeclarationRule {
  readonly name: string;
  readonly when: {
    /** null: any. */
    readonly service: string | null;
    readonly owner: Owner | null;
    readonly urgency: Urgency | null;
    /** Empty: any; otherwise at least one of these must fire. */
    readonly signals: readonly SignalId[];
    /** So many alerts at least. */
    readonly atLeast: number;
    readonly forMinutes: number;
  };
  /** E-mail addresses of accounts. */
  readonly commander: string;
  readonly technicalLead: string;
  readonly impact: Impact;
}
/** A shift that is planned (B7): while it lasts, alerts of its signals are held with its reason and the envelope adapts. */
export interface ExpectedChange {
  readonly changeId: string;
  readonly service: string;
  /** Empty: all signals of the service; an alert that Security owns is held only by a change that names its signal (J5). */
  readonly signals: readonly SignalId[];
  readonly from: number;
  /** It ends by itself. At most 31 days after `from`. */
  readonly to: number;
  readonly reason: string;
  readonly by: string;
  readonly createdAt: number;
  readonly endedEarly: { readonly at: number; readonly by: string } | null;
}
export interface ExpectedChanges {
  /** Those in force or to come, then those of the last 31 days, at most 200. */
  list(service: string | null): Promise<readonly ExpectedChange[]>;
  document(
    change: Pick<ExpectedChange, "service" | "signals" | "from" | "to" | "reason">,
    by: Actor,
  ): Promise<DeskAnswer<ExpectedChange>>;
  end(changeId: string, by: Actor): Promise<DeskAnswer<null>>;
  /** In force at that moment for that signal; from memory, at most a second stale on this node and others. */
  holding(service: string, signal: SignalId, at: number): ExpectedChange | null;
}
