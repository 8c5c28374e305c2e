import type { Evaluation, FlagEvaluation, GroundTruth, InferenceRecord } from "@firebreak/signals";
import { type Admission, faultOfTime, foreignService, instanceOf, type Rejections, rejections } from "./admission.ts";
import { LONGEST_ID, label, number } from "./bounds.ts";
import { groundTruthOf } from "./ground-truth.ts";
import { recordOf } from "./record-of-span.ts";
import { type Attributes, attribute, type LogsOfResource, type OtlpLog, type OtlpSpan, type SpansOfResource } from "./request.ts";

const TRACE_ID = /^(?!0{32}$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0{16}$)[0-9a-f]{16}$/;

export function recordsOf(
  groups: readonly SpansOfResource[],
  admission: Admission,
): { readonly records: InferenceRecord[]; readonly rejected: Rejections } {
  const records: InferenceRecord[] = [];
  const rejected = rejections("span");
  for (const { resource, spans } of groups) {
    const stranger = foreignService(resource, admission.service);
    if (stranger !== null) {
      rejected.add(stranger, spans.length);
      continue;
    }
    const source = { service: admission.service, instance: instanceOf(resource) };
    for (const span of spans) {
      const record = recordOf(span, source);
      if (record === null) continue;
      const fault = faultOfSpan(span) ?? faultOfTime(span.startMs, admission) ?? faultOfTime(span.endMs, admission);
      if (fault === null) records.push(record);
      else rejected.add(fault, 1);
    }
  }
  return { records, rejected: rejected.sum() };
}

export interface Events {
  readonly evaluations: Evaluation[];
  readonly flagEvaluations: FlagEvaluation[];
  readonly groundTruths: GroundTruth[];
}

export function eventsOf(groups: readonly LogsOfResource[], admission: Admission): Events & { readonly rejected: Rejections } {
  const events: Events = { evaluations: [], flagEvaluations: [], groundTruths: [] };
  const rejected = rejections("log record");
  for (const { resource, logs } of groups) {
    const stranger = foreignService(resource, admission.service);
    if (stranger !== null) {
      rejected.add(stranger, logs.length);
      continue;
    }
    const source = { service: admission.service, resource };
    for (const log of logs) {
      const keep = KEPT.get(log.eventName || label(attribute(log.attributes, "event.name")));
      if (!keep) continue;
      const fault = faultOfTime(log.atMs, admission) ?? keep(log, source, events);
      if (fault !== null) rejected.add(fault, 1);
    }
  }
  return { ...events, rejected: rejected.sum() };
}

interface Source {
  readonly service: string;
  readonly resource: Attributes;
}
/** Adds what the log record says, or tells what is wrong with it. */
type Keep = (log: OtlpLog, source: Source, events: Events) => string | null;

const keepEvaluation: Keep = (log, { service }, { evaluations }) => {
  const fault = faultOfEvaluation(log);
  if (fault === null) evaluations.push(evaluationOf(log, service));
  return fault;
};
const keepFlagEvaluation: Keep = (log, { service, resource }, { flagEvaluations }) => {
  const fault = faultOfFlag(log);
  if (fault === null) flagEvaluations.push(flagEvaluationOf(log, service, instanceOf(resource)));
  return fault;
};
const keepGroundTruth: Keep = ({ attributes, atMs }, { service }, { groundTruths }) => {
  const requestId = attribute(attributes, "firebreak.request.id");
  const value = attribute(attributes, "firebreak.ground_truth.value");
  const truth = groundTruthOf({ service, atMs, requestId, value });
  if (typeof truth === "string") return truth;
  groundTruths.push(truth);
  return null;
};
const KEPT: ReadonlyMap<string, Keep> = new Map([
  ["gen_ai.evaluation.result", keepEvaluation],
  ["feature_flag.evaluation", keepFlagEvaluation],
  ["firebreak.ground_truth", keepGroundTruth],
]);

function faultOfSpan(span: OtlpSpan): string | null {
  if (!TRACE_ID.test(span.traceId)) return "the trace id is not 16 bytes other than zero";
  if (!SPAN_ID.test(span.spanId)) return "the span id is not 8 bytes other than zero";
  if (span.endMs < span.startMs) return "the span ends before it starts";
  return null;
}

const responseIdOf = (log: OtlpLog): string => label(attribute(log.attributes, "gen_ai.response.id"), LONGEST_ID) || log.spanId;

function faultOfEvaluation(log: OtlpLog): string | null {
  if (label(attribute(log.attributes, "gen_ai.evaluation.name")) === "") return "an evaluation has no gen_ai.evaluation.name";
  if (responseIdOf(log) === "") return "an evaluation names neither gen_ai.response.id nor a span";
  return null;
}
const faultOfFlag = (log: OtlpLog): string | null =>
  label(attribute(log.attributes, "feature_flag.key")) === "" ? "a flag evaluation has no feature_flag.key" : null;

function evaluationOf(log: OtlpLog, service: string): Evaluation {
  return {
    service,
    at: Math.floor(log.atMs),
    responseId: responseIdOf(log),
    name: label(attribute(log.attributes, "gen_ai.evaluation.name")),
    score: number(attribute(log.attributes, "gen_ai.evaluation.score.value")),
    label: label(attribute(log.attributes, "gen_ai.evaluation.score.label")),
  };
}

function flagEvaluationOf({ attributes, atMs }: OtlpLog, service: string, instance: string): FlagEvaluation {
  return {
    service,
    at: Math.floor(atMs),
    instance,
    flagKey: label(attribute(attributes, "feature_flag.key")),
    variant: label(attribute(attributes, "feature_flag.result.variant")),
    reason: label(attribute(attributes, "feature_flag.result.reason")),
    version: label(attribute(attributes, "feature_flag.version")),
  };
}
