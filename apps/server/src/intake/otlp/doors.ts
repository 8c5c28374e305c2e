import type { Response } from "express";
import type { TelemetryBatch } from "../../telemetry/port.ts";
import type { Admission, Rejections } from "./admission.ts";
import { readGroundTruths } from "./ground-truth-request.ts";
import { parseMetrics } from "./json-metrics.ts";
import { parseLogs, parseTraces } from "./json-request.ts";
import { eventsOf, recordsOf } from "./mapping.ts";
import { pointsOf } from "./metric-points.ts";
import { decodeMetrics } from "./protobuf-metrics.ts";
import { decodeLogs, decodeTraces } from "./protobuf-request.ts";
import { type Encoding, replyAccepted, replyJson, type SignalPath } from "./reply.ts";

/** One path of the intake: which encodings it reads, what it makes of a body, and how it answers once that is durable. */
export interface Door {
  readonly path: string;
  readonly encodings: readonly Encoding[];
  /** Throws `BadRequest` where the body as a whole is no request. */
  read(body: Buffer, encoding: Encoding, admission: Admission): Read;
}
export interface Read {
  readonly batch: TelemetryBatch;
  /** Items of the request that are not kept because something is wrong with them. */
  readonly rejected: number;
  reply(response: Response): void;
}
const NOTHING: TelemetryBatch = { records: [], evaluations: [], flagEvaluations: [], groundTruths: [], metrics: [] };

type OtlpRead = { readonly batch: Partial<TelemetryBatch>; readonly rejected: Rejections };

function otlpDoor(signal: SignalPath, readBody: (body: Buffer, json: boolean, admission: Admission) => OtlpRead): Door {
  return {
    path: `/v1/${signal}`,
    encodings: ["protobuf", "json"],
    read: (body, encoding, admission) => {
      const { batch, rejected } = readBody(body, encoding === "json", admission);
      return {
        batch: { ...NOTHING, ...batch },
        rejected: rejected.count,
        reply: (response) => replyAccepted(response, encoding, signal, rejected),
      };
    },
  };
}

const traces = otlpDoor("traces", (body, json, admission) => {
  const { rejected, ...batch } = recordsOf(json ? parseTraces(body) : decodeTraces(body), admission);
  return { batch, rejected };
});

const logs = otlpDoor("logs", (body, json, admission) => {
  const { rejected, ...batch } = eventsOf(json ? parseLogs(body) : decodeLogs(body), admission);
  return { batch, rejected };
});

const metrics = otlpDoor("metrics", (body, json, admission) => {
  const { rejected, ...batch } = pointsOf(json ? parseMetrics(body) : decodeMetrics(body), admission);
  return { batch, rejected };
});

const groundTruth: Door = {
  path: "/v1/ground-truth",
  encodings: ["json"],
  read: (body, _encoding, admission) => {
    const { groundTruths, answer } = readGroundTruths(body, admission);
    return {
      batch: { ...NOTHING, groundTruths },
      rejected: answer.rejected,
      reply: (response) => replyJson(response, answer),
    };
  },
};

export const DOORS: readonly Door[] = [traces, logs, metrics, groundTruth];
