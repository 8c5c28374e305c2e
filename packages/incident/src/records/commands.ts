import { z } from "zod";
import { shortText, Timestamp } from "../vocabulary.ts";

/** Which request it is, as its inference record names it; enough to find it again. */
export const RecordReference = z.object({
  requestId: z.string().min(1).max(200),
  traceId: z.string().max(64),
  spanId: z.string().max(32),
  servedAt: Timestamp,
});
export type RecordReference = z.infer<typeof RecordReference>;

/** Keeps a request with the incident: the ones that a review, a validation or a counsel will want to see. */
export const PinRecord = z.object({ type: z.literal("PinRecord"), record: RecordReference, reason: shortText });
export const UnpinRecord = z.object({
  type: z.literal("UnpinRecord"),
  requestId: z.string().min(1).max(200),
  spanId: z.string().max(32),
  reason: shortText,
});
export const RecordCommand = z.discriminatedUnion("type", [PinRecord, UnpinRecord]);
export type RecordCommand = z.infer<typeof RecordCommand>;
