/** An instance that read no flags for this long is silent; one not heard from at all for the second is forgotten. */
export const SILENT_AFTER_MS = 15_000;
export const FORGOTTEN_AFTER_MS = 10 * 60_000;

/** What Firebreak knows of one serving instance of a service. */
export interface InstanceReading {
  readonly instance: string;
  /** The flag set version it last evaluated (OFREP read, or `feature_flag.evaluation` telemetry). */
  readonly version: number | null;
  readonly lastReadAt: number | null;
  readonly lastSeenAt: number;
  readonly situation: "current" | "behind" | "silent";
}
export interface FlagStanding {
  readonly service: string;
  readonly version: number;
  readonly instances: readonly InstanceReading[];
}
export interface Flags {
  /** Every instance heard from in the last 10 minutes; silent after 15 s without a read. */
  standing(service: string): FlagStanding;
}

/** A reading with the moments at which each of its last versions was first read, oldest first, versions rising. */
export interface TrackedReading extends InstanceReading {
  readonly firstReads: readonly { readonly version: number; readonly at: number }[];
}
/** What changed in what is known of an instance: the first word from it, another version, or back after silence. */
export interface ReadingChange {
  readonly service: string;
  readonly instance: string;
  readonly version: number | null;
  readonly at: number;
}
/** What the containment watch needs: which flags hold, and who reads them. */
export interface ContainmentFlags {
  /** The whole log was read; until then an evaluation waits, and is refused after 5 s rather than answered "normal". */
  readonly ready: Promise<void>;
  /** The version rises with each containment or release. */
  flagSet(service: string): { readonly version: number };
  /** Incidents that hold a segment isolated, however old. */
  containing(): readonly string[];
  /** Every instance heard from in the last 10 minutes, with when it first read each of its last 8 versions. */
  readings(service: string): readonly TrackedReading[];
  /** Instances that were heard from otherwise: one that answers requests but never reads its flags must be seen. */
  noteInstances(service: string, instances: readonly { readonly instance: string; readonly lastSeenAt: number }[]): void;
  /** An instance appeared, read another version, or came back after silence. */
  onReading(listener: (change: ReadingChange) => void): () => void;
}
