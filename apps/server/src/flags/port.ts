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
