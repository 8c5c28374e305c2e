import { z } from "zod";
import { PinRecord, UnpinRecord } from "./commands.ts";

export const RecordPinned = PinRecord.extend({ type: z.literal("RecordPinned") });
export const RecordUnpinned = UnpinRecord.extend({ type: z.literal("RecordUnpinned") });
export const RecordEvent = z.discriminatedUnion("type", [RecordPinned, RecordUnpinned]);
export type RecordEvent = z.infer<typeof RecordEvent>;
