export { SIGNALS, type SignalDefinition, type SignalId } from "./catalogue.ts";
export type { Evaluation, FlagEvaluation, InferenceRecord } from "./record.ts";
export type { SegmentFilter } from "./segment.ts";
export type { Envelope, SegmentRow, SignalPoint, SignalSeries } from "./series.ts";
