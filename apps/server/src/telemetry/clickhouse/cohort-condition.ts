import type { SegmentFilter } from "@firebreak/signals";
import type { LineageFilter } from "../port.ts";
import { inside } from "./records-source.ts";
import { harmOfRecord, type SettledHarm } from "./settled-harm.ts";
import type { Statement } from "./statement.ts";

/** Artefacts in one filter; more are a refusal at the API already. */
const MOST_ARTEFACTS = 10;

/** A part of the traffic of a window. */
export interface Part {
  readonly segment: SegmentFilter | null;
  /** Everything but this segment. */
  readonly outside?: SegmentFilter | null;
  readonly lineage: LineageFilter | null;
  readonly harmed: { readonly harm: SettledHarm; readonly bad: boolean } | null;
}

/** True for records of the part, whatever their time. */
export function ofPart({ segment, outside = null, lineage, harmed }: Part, statement: Statement): string {
  const conditions = [inside(segment, statement), carriesLineage(lineage ?? [], statement)];
  if (outside !== null) conditions.push(`NOT (${inside(outside, statement)})`);
  if (harmed !== null) {
    const { bad, counted } = harmOfRecord(harmed.harm, statement);
    conditions.push(harmed.bad ? bad : `(${counted} AND NOT ${bad})`);
  }
  return `(${conditions.join(" AND ")})`;
}

/** True for records that carry all of these artefacts. */
export function carriesLineage(lineage: LineageFilter, statement: Statement): string {
  const carried = lineage
    .slice(0, MOST_ARTEFACTS)
    .map(({ artefact, version }) => `lineage[${statement.bind("String", artefact)}] = ${statement.bind("String", version)}`);
  return carried.length === 0 ? "1" : carried.join(" AND ");
}
