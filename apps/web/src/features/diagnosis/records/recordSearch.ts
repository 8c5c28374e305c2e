import type { Segment } from "@firebreak/incident";
import type { SignalId } from "@firebreak/signals";
import type { ArtefactVersion, DiagnoseView } from "../view.ts";

export interface RecordSearch {
  readonly service: string;
  readonly from: number;
  /** null: until now, whenever it is asked. */
  readonly to: number | null;
  readonly segment: Segment | null;
  readonly lineage: readonly ArtefactVersion[];
  readonly harmed: { readonly signal: SignalId; readonly bad: boolean } | null;
  readonly text: string;
}
interface Frame {
  readonly service: string;
  readonly onset: number;
  readonly harm: SignalId;
  /** When the incident was closed; null while it lasts. */
  readonly closedAt: number | null;
}
const HOUR = 3_600_000;
const BACK: Readonly<Record<DiagnoseView["since"], number>> = { onset: 0, hour: HOUR, day: 24 * HOUR };

export function recordSearch(
  view: Pick<DiagnoseView, "where" | "lineage" | "text" | "show" | "since">,
  { service, onset, harm, closedAt }: Frame,
): RecordSearch {
  return {
    service,
    from: Math.floor(onset) - BACK[view.since],
    to: closedAt,
    segment: view.where,
    lineage: view.lineage,
    harmed: view.show === "bad" ? { signal: harm, bad: true } : null,
    text: view.text.trim(),
  };
}
