import { z } from "zod";
import { ExpireContainment, IsolateSegment, RecordAcknowledgement, RecordEffect, ReleaseSegment } from "./commands.ts";

export const SegmentIsolated = IsolateSegment.extend({ type: z.literal("SegmentIsolated") });
export const SegmentReleased = ReleaseSegment.extend({ type: z.literal("SegmentReleased") });
export const ContainmentExpired = ExpireContainment.extend({ type: z.literal("ContainmentExpired") });
export const ContainmentAcknowledged = RecordAcknowledgement.extend({ type: z.literal("ContainmentAcknowledged") });
export const ContainmentEffectMeasured = RecordEffect.extend({ type: z.literal("ContainmentEffectMeasured") });
export const ContainmentEvent = z.discriminatedUnion("type", [
  SegmentIsolated,
  SegmentReleased,
  ContainmentExpired,
  ContainmentAcknowledged,
  ContainmentEffectMeasured,
]);
export type ContainmentEvent = z.infer<typeof ContainmentEvent>;
