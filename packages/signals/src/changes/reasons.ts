import type { Proportion } from "../interval.ts";
import type { LineageFit, VersionTally } from "./lineage-fit.ts";
import type { RankableChange } from "./rank-changes.ts";
import type { OnsetInterval } from "./time-fit.ts";

export interface Grounds {
  readonly change: RankableChange;
  readonly onset: OnsetInterval;
  /** It came after the onset, beyond doubt. */
  readonly late: boolean;
  readonly tally: VersionTally | null;
  readonly lineage: LineageFit | null;
}
const MOST_REASONS = 4;

/** Why a change stands where it stands, in sentences for people; what tells most comes first. */
export function reasonsOf(grounds: Grounds): readonly string[] {
  const lineage = lineageReasons(grounds);
  const time = timeReason(grounds);
  const telling = grounds.lineage !== null && !grounds.late;
  return [...(telling ? [...lineage, time] : [time, ...lineage]), ...statusReasons(grounds)].slice(0, MOST_REASONS);
}

function timeReason({ change, onset, late }: Grounds): string {
  const { effectiveAt, firstServedAt, kind } = change;
  const what = firstServedAt !== null ? "First served" : kind === "outage" ? "Began" : "Announced";
  const apart = onset.at - effectiveAt;
  const known = onset.high > onset.low ? ` (known to ± ${duration(Math.max(onset.high - onset.at, onset.at - onset.low))})` : "";
  if (Math.abs(apart) < 1_000) return `${what} at the onset${known}.`;
  if (apart > 0) return `${what} ${duration(apart)} before the onset${known}.`;
  if (late) return `${what} ${duration(-apart)} after the onset: it cannot be its cause.`;
  return kind === "outage"
    ? `${what} ${duration(-apart)} after the onset, as announced; outages are often announced late.`
    : `${what} ${duration(-apart)} after the onset as measured${known}, within what clocks and measuring leave open.`;
}

function lineageReasons({ tally, lineage, change }: Grounds): readonly string[] {
  if (tally === null) return [];
  if (tally.with.total === 0) return ["No record since the onset carries it."];
  if (lineage === null) return [`Too few records to compare: ${tally.with.total} with it, ${tally.without.total} without it.`];
  const rates = `Records with it: ${percent(tally.with)} bad, ${lineage.against === "others" ? "without it" : "before"}: ${percent(lineage.compared)}`;
  if (lineage.fit === 0) return [`${rates}; no worse.`];
  const whole =
    lineage.against === "before" ? [`All traffic has ${change.version ?? "it"}: only before and after can be compared.`] : [];
  return [`${rates}.`, `${Math.round(lineage.carried * 100)} % of the harm beyond the usual is in records with it.`, ...whole];
}

function statusReasons({ change, tally }: Grounds): readonly string[] {
  const carried = isCarried(change, tally);
  if (change.status === "failed") return [carried ? "It failed, but records carry it." : "It failed, and no record carries it."];
  if (change.status === "rolled-back") return [carried ? "It was rolled back." : "It was rolled back, and no record carries it."];
  if (change.kind === "outage") return ["An outage: harm by itself, where the service depends on it."];
  // Where records were counted, that none carries it is said already.
  if (carried || tally !== null || change.artefact === null || change.version === null) return [];
  return ["Announced, but not seen to begin in the records."];
}

/** Records are known to carry its version. */
export const isCarried = (change: RankableChange, tally: VersionTally | null): boolean =>
  change.firstServedAt !== null || (tally !== null && tally.with.total > 0);

/** 38 %, 1.8 %, 0.04 %: two digits that mean something. */
function percent({ bad, total }: Proportion): string {
  const value = total > 0 ? (100 * bad) / total : 0;
  return `${value >= 10 || value === 0 ? Math.round(value) : Number(value.toPrecision(2))} %`;
}

const UNITS = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
] as const;
/** 41 s, 3 min, 1.5 h: to half a unit above a minute's worth of them. */
function duration(ms: number): string {
  for (const [length, unit] of UNITS) {
    if (ms < 1.5 * length) continue;
    return `${ms < 10 * length ? Math.round((2 * ms) / length) / 2 : Math.round(ms / length)} ${unit}`;
  }
  return `${Math.max(1, Math.round(ms / 1000))} s`;
}
