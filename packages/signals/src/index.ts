export type { AlertReason, SignalStanding, Standing } from "./alert.ts";
export { bucketSeconds, MOST_POINTS } from "./buckets.ts";
export { type Disparity, disparityOf } from "./calibration/disparity.ts";
export { expectedCalibrationError } from "./calibration/expected-calibration-error.ts";
export { estimatedPrevalence, predictiveValue } from "./calibration/prevalence.ts";
export { catalogueFor, isCatalogueId, MOST_SIGNALS } from "./catalogue/catalogue-for.ts";
export { SIGNALS } from "./catalogue.ts";
export type { VersionTally } from "./changes/lineage-fit.ts";
export { type ChangeRank, type ChangesToRank, type RankableChange, rankChanges } from "./changes/rank-changes.ts";
export type { OnsetInterval } from "./changes/time-fit.ts";
export {
  type FaultClass,
  type Owner,
  SIGNAL_ID,
  type SignalDefinition,
  type SignalId,
  type SignalSource,
  type Unit,
  type Urgency,
} from "./definition.ts";
export { type BaselineOptions, createBaseline } from "./detectors/baseline/baseline.ts";
export { ANOMALOUS_SURPRISE, type Baseline, type BaselineSample, type Judgement } from "./detectors/baseline/port.ts";
export type { WatchedBucket } from "./detectors/bucket.ts";
export type { Tally } from "./detectors/burn-rate.ts";
export { type ChangePoint, type ChangePointOptions, changePoint } from "./detectors/change-point.ts";
export { explain } from "./detectors/explain.ts";
export { createSignalWatch, type SignalWatch } from "./detectors/watch.ts";
export { type Difference, differenceOf, differenceOfShares } from "./drift/difference.ts";
export { type Distance, distance } from "./drift/distance.ts";
export { type EffectTallies, effectOf, type MeasuredEffect } from "./effect.ts";
export {
  BOOLEAN_FIELDS,
  type BooleanField,
  type Condition,
  type DriftMeasure,
  type Field,
  type Measure,
  type MetricReduce,
  type Misfit,
  NUMBER_FIELDS,
  type NumberField,
  type ParsedCondition,
  type ParsedExpression,
  TEXT_FIELDS,
  type TextField,
  type Value,
} from "./expression/ast.ts";
export { fieldsOf, fieldsOfCondition, fieldsOfValue } from "./expression/fields.ts";
export { measureOf } from "./expression/measure-of.ts";
export { didYouMean } from "./expression/nearest.ts";
export { parseCondition, parseExpression, parseField } from "./expression/parse.ts";
export { printCondition, printField, printMeasure } from "./expression/print.ts";
export { kindOf, unitOf } from "./expression/suit.ts";
export { definitionOf, formatValue } from "./format.ts";
export { type Harm, harmOf } from "./harm.ts";
export { type Interval, newcombe, type Proportion, wilson, Z99 } from "./interval.ts";
export type { ServiceProfile } from "./profile.ts";
export { promqlFor } from "./promql.ts";
export { type CountedSegment, type SegmentCount, segmentRow } from "./rank.ts";
export type { Evaluation, FlagEvaluation, GroundTruth, InferenceRecord, MetricPoint, Prediction } from "./record.ts";
export { ROLLING_SECONDS, rolling } from "./rolling.ts";
export type { SegmentFilter } from "./segment.ts";
export { explainHarm, type HarmCell, type HarmInput, MOST_HARM_CELLS, MOST_HARM_DIMENSIONS } from "./segments/explain-harm.ts";
export { harmMean, MEAN } from "./segments/harm-mean.ts";
export { locate, type MeasuredLeaves, type RootCause } from "./segments/locate.ts";
export { type Cause, type HarmCells, scanForCauses } from "./segments/scan.ts";
export type { CalibrationBin, Distribution, Envelope, SegmentRow, SignalPoint, SignalSeries } from "./series.ts";
