import type { Actor } from "@firebreak/incident";
import type { DeskAnswer } from "../auth/port.ts";

/** Runbook C2: what a team looks at when something goes wrong. */
export const CHANGE_KINDS = [
  "deployment",
  "model",
  "prompt",
  "features",
  "index",
  "policy",
  "config",
  "pipeline-run",
  "retraining",
  "outage",
  "other",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export const CHANGE_SOURCES = ["github", "mlflow", "cdevents", "argo", "json"] as const;
export type ChangeSource = (typeof CHANGE_SOURCES)[number];

/**
 * What another system announces: the same `key` of a service said again is the same change, its newer word counts (newer by `at`).
 * The end of what was started does not move its `at`.
 */
export interface ChangeReport {
  /** Who says it and of what: `github/<repository>/<deployment id>`, `mlflow/<model>/<version>`. */
  readonly key: string;
  readonly source: ChangeSource;
  readonly service: string;
  readonly kind: ChangeKind;
  /** The lineage artefact that it changes and to what, where it says so: `prompt`, `refunds@41`. */
  readonly artefact: string | null;
  readonly version: string | null;
  readonly previous: string | null;
  readonly status: "started" | "succeeded" | "failed" | "rolled-back";
  /** Epoch milliseconds. */
  readonly at: number;
  readonly title: string;
  /** Who or what did it, as the other system names it; empty where it does not say. */
  readonly by: string;
  readonly environment: string;
  /** Where it can be looked at; empty where there is none. */
  readonly url: string;
}

/**
 * One change of the feed: announced, seen in the records' lineage, or both. A version never seen before in the lineage is a change,
 * even if nobody announced it; an announcement whose artefact and version the records begin to carry is one change with it.
 */
export interface Change extends Omit<ChangeReport, "key" | "source"> {
  /** Stable: of an announcement its own, of a derived one `lineage:<artefact>:<version>`. */
  readonly changeId: string;
  readonly source: ChangeSource | "lineage";
  /** The moment that counts: first served where the lineage shows it, else `at` of the announcement. */
  readonly effectiveAt: number;
  /** First record that carried the version; null where none did. */
  readonly firstServedAt: number | null;
  /** Of the traffic since it was first served, 0–1; null where the lineage does not show it. */
  readonly trafficShare: number | null;
  readonly announcedAt: number | null;
}

/** A door for one system of one team: its address holds the id, its secret signs. */
export interface ChangeDoor {
  readonly doorId: string;
  readonly service: string;
  readonly source: ChangeSource;
  readonly name: string;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  /** The last thing that was turned away, and why; null since something was taken. */
  readonly lastRefusal: { readonly at: string; readonly message: string } | null;
}

/** Of a door what is needed to check a delivery. */
export interface OpenedDoor extends Pick<ChangeDoor, "doorId" | "service" | "source"> {
  /** null: it was encrypted with a secret that this server no longer has. */
  readonly secret: string | null;
}
/** What the doors of the intake ask of the desk. */
export interface ChangeDeliveries {
  /** null: unknown or revoked. */
  open(doorId: string): Promise<OpenedDoor | null>;
  /**
   * Durable when it resolves, all or nothing. `marks` tell this delivery from all others of the door; with any of them seen in the
   * last 30 days, on any node, nothing is taken: false.
   */
  take(
    door: Pick<OpenedDoor, "doorId">,
    delivery: { readonly marks: readonly string[]; readonly reports: readonly ChangeReport[] },
  ): Promise<boolean>;
  /** For the door's `lastRefusal`. */
  noteRefusal(doorId: string, message: string): Promise<void>;
}

export interface Changes {
  /** Newest first, at most 200. */
  list(window: { readonly service: string; readonly from: number; readonly to: number }): Promise<readonly Change[]>;
  /** Durable when it resolves. The same said twice counts once. At most 500 at once. */
  report(reports: readonly ChangeReport[]): Promise<void>;
  doors: {
    list(): Promise<readonly ChangeDoor[]>;
    /** The secret is shown once; it is kept encrypted, since signatures are checked with it. */
    create(
      door: { readonly service: string; readonly source: ChangeSource; readonly name: string },
      by: Actor,
    ): Promise<DeskAnswer<{ readonly door: ChangeDoor; readonly secret: string; readonly path: string }>>;
    revoke(doorId: string, by: Actor): Promise<DeskAnswer<null>>;
  };
  /** On any node: something changed, ask again. At most once a second. */
  onChanged(listener: () => void): () => void;
}
