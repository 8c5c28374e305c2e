import type { RowContext } from "../event.ts";
import type { DeclaredIncident } from "../state.ts";
import type { RecordEvent } from "./events.ts";

export function evolveRecords(state: DeclaredIncident, event: RecordEvent, { at, actor }: RowContext): DeclaredIncident {
  switch (event.type) {
    case "RecordPinned": {
      const pinned = { ...event.record, reason: event.reason, by: actor.name, at };
      return { ...state, pinnedRecords: [...state.pinnedRecords, pinned] };
    }
    case "RecordUnpinned": {
      const { requestId, spanId } = event;
      const pinnedRecords = state.pinnedRecords.filter((one) => one.requestId !== requestId || one.spanId !== spanId);
      return { ...state, pinnedRecords };
    }
    default:
      return event satisfies never;
  }
}
