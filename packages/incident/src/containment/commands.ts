import { z } from "zod";
import { Id, longText, Segment, Timestamp } from "../vocabulary.ts";

/** What the serving system is told to do for the segment (D1, D3). The flag's variant has the same name. */
export const Measure = z.enum(["retrieval-only", "tools-off", "human-handoff"]);
export type Measure = z.infer<typeof Measure>;

/** How much live traffic a segment holds, from the records, measured before a person confirms. Shares are 0–1. */
export const BlastRadius = z.object({
  trafficShare: z.number().min(0).max(1),
  requestsPerMinute: z.number().min(0),
  /** Of all bad outcomes, the share that falls into this segment; null where there is none to count. */
  harmShare: z.number().min(0).max(1).nullable(),
  windowSeconds: z.number().int().positive(),
  measuredAt: Timestamp,
});
export type BlastRadius = z.infer<typeof BlastRadius>;

export const IsolateSegment = z.object({
  type: z.literal("IsolateSegment"),
  containmentId: Id,
  segment: Segment,
  measure: Measure,
  reason: longText,
  blastRadius: BlastRadius,
  /** Signal whose rate is to fall; the effect is measured on it. */
  harmSignal: z.string().min(1).max(80),
  expiresAt: Timestamp.nullable(),
});
export const ReleaseSegment = z.object({ type: z.literal("ReleaseSegment"), containmentId: Id, reason: longText });
/** Issued by Firebreak when the expiry that someone set on purpose has come. */
export const ExpireContainment = z.object({ type: z.literal("ExpireContainment"), containmentId: Id });

/** Issued by Firebreak: which instances evaluate the flag set in which this containment is (or is no longer). */
export const RecordAcknowledgement = z.object({
  type: z.literal("RecordAcknowledgement"),
  containmentId: Id,
  flagSetVersion: z.number().int().nonnegative(),
  acknowledged: z.array(z.string().max(120)).max(1000),
  /** Known, alive, but still on an older version. */
  pending: z.array(z.string().max(120)).max(1000),
  /** Known, but not heard from since the change. */
  silent: z.array(z.string().max(120)).max(1000),
  /** From the decision to the last acknowledgement, milliseconds; null while some are pending. */
  propagationMs: z.number().int().nonnegative().nullable(),
});

export const Tally = z.object({ bad: z.number().int().nonnegative(), total: z.number().int().nonnegative() });
export type Tally = z.infer<typeof Tally>;
/** A difference of two proportions after − before, with its 95 % interval (Newcombe, hybrid score). */
export const Effect = z.object({
  signal: z.string(),
  segmentBefore: Tally,
  segmentAfter: Tally,
  restBefore: Tally,
  restAfter: Tally,
  difference: z.number(),
  low: z.number(),
  high: z.number(),
  verdict: z.enum(["effective", "no-effect", "worse"]),
  beforeSeconds: z.number().positive(),
  afterSeconds: z.number().positive(),
});
export type Effect = z.infer<typeof Effect>;
/** Issued by Firebreak once the interval is decisive, or the time allowed for an effect is over. */
export const RecordEffect = z.object({ type: z.literal("RecordEffect"), containmentId: Id, effect: Effect });

export const ContainmentCommand = z.discriminatedUnion("type", [
  IsolateSegment,
  ReleaseSegment,
  ExpireContainment,
  RecordAcknowledgement,
  RecordEffect,
]);
export type ContainmentCommand = z.infer<typeof ContainmentCommand>;
