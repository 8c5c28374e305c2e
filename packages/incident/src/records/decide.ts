import type { z } from "zod";
import { accept, type Decision, refuse } from "../decision.ts";
import { LIMITS } from "../limits.ts";
import type { ActiveIncident } from "../state.ts";
import type { PinRecord, UnpinRecord } from "./commands.ts";

export function pinRecord(command: z.infer<typeof PinRecord>, state: ActiveIncident): Decision {
  if (isPinned(state, command.record)) return refuse("NO_CHANGE", "This request is pinned to the incident already.");
  if (state.pinnedRecords.length >= LIMITS.pinnedRecords)
    return refuse(
      "PINS_FULL",
      `${LIMITS.pinnedRecords} requests are pinned, which is the limit. Unpin one that shows nothing new.`,
    );
  return accept({ ...command, type: "RecordPinned" });
}

export function unpinRecord(command: z.infer<typeof UnpinRecord>, state: ActiveIncident): Decision {
  if (!isPinned(state, command)) return refuse("RECORD_NOT_PINNED", "This request is not pinned to the incident.");
  return accept({ ...command, type: "RecordUnpinned" });
}

const isPinned = ({ pinnedRecords }: ActiveIncident, asked: { readonly requestId: string; readonly spanId: string }): boolean =>
  pinnedRecords.some((one) => one.requestId === asked.requestId && one.spanId === asked.spanId);
