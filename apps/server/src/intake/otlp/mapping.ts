import type { Evaluation, FlagEvaluation, InferenceRecord } from "@firebreak/signals";
import { LONGEST_ID, label, number } from "./bounds.ts";
import { recordOf } from "./record-of-span.ts";
import { type Attributes, attribute, type LogsOfResource, type OtlpLog, type OtlpSpan, type SpansOfResource } from "./request.ts";

/** What a request may hold: the key's service, and times that the store keeps. */
export interface Admission {
  readonly service: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly oldestMs: number;
  readonly aheadMs: number;
}
export interface Rejections {
  readonly count: number;
  /** A sentence per reason with its number; empty when nothing was rejected. */
  readonly message: string;
}
const EVALUATION = "gen_ai.evaluation.result";
const FLAG_EVALUATION = "feature_flag.evaluation";
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

export function eventsOf(
  groups: readonly LogsOfResource[],
  admission: Admission,
): { readonly evaluations: Evaluation[]; readonly flagEvaluations: FlagEvaluation[]; readonly rejected: Rejections } {
  const evaluations: Evaluation[] = [];
  const flagEvaluations: FlagEvaluation[] = [];
  const rejected = rejections("log record");
  for (const { resource, logs } of groups) {
    const stranger = foreignService(resource, admission.service);
    if (stranger !== null) {
      rejected.add(stranger, logs.length);
      continue;
    }
    for (const log of logs) {
      const name = log.eventName || label(attribute(log.attributes, "event.name"));
      if (name !== EVALUATION && name !== FLAG_EVALUATION) continue;
      const fault = faultOfTime(log.atMs, admission) ?? (name === EVALUATION ? faultOfEvaluation(log) : faultOfFlag(log));
      if (fault !== null) rejected.add(fault, 1);
      else if (name === EVALUATION) evaluations.push(evaluationOf(log, admission.service));
      else flagEvaluations.push(flagEvaluationOf(log, admission.service, instanceOf(resource)));
    }
  }
  return { evaluations, flagEvaluations, rejected: rejected.sum() };
}

const instanceOf = (resource: Attributes): string => label(attribute(resource, "service.instance.id"), LONGEST_ID);

function foreignService(resource: Attributes, service: string): string | null {
  const name = label(attribute(resource, "service.name"));
  if (name === service) return null;
  return name === ""
    ? `the resource has no service.name; set it to ${service}, the service of this API key`
    : `service.name is ${name}, but this API key belongs to ${service}; use the key of that service`;
}

function faultOfSpan(span: OtlpSpan): string | null {
  if (!TRACE_ID.test(span.traceId)) return "the trace id is not 16 bytes other than zero";
  if (!SPAN_ID.test(span.spanId)) return "the span id is not 8 bytes other than zero";
  if (span.endMs < span.startMs) return "the span ends before it starts";
  return null;
}

function faultOfTime(at: number, { now, oldestMs, aheadMs }: Admission): string | null {
  if (at < now - oldestMs) return `it is older than the ${Math.round(oldestMs / 86_400_000)} days that are kept, or has no time`;
  if (at > now + aheadMs) return "its time lies in the future; check the sender's clock";
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

/** Reasons are few; should a sender find many, the rest is one line. */
const MOST_REASONS = 10;

function rejections(noun: string): { add(reason: string, count: number): void; sum(): Rejections } {
  const reasons = new Map<string, number>();
  return {
    add: (reason, count) => {
      if (count === 0) return;
      const key = reasons.has(reason) || reasons.size < MOST_REASONS ? reason : "other reasons";
      reasons.set(key, (reasons.get(key) ?? 0) + count);
    },
    sum: () => ({
      count: [...reasons.values()].reduce((sum, count) => sum + count, 0),
      message: [...reasons].map(([reason, count]) => `${count} ${noun}${count === 1 ? "" : "s"} rejected: ${reason}.`).join(" "),
    }),
  };
}
