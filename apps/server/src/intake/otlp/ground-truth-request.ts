import type { GroundTruth } from "@firebreak/signals";
import { type Admission, faultOfTime } from "./admission.ts";
import { groundTruthOf } from "./ground-truth.ts";
import { type Json, parseObject } from "./json-request.ts";
import { type AttributeValue, BadRequest, TooManyItems } from "./request.ts";

export const MOST_TRUTHS = 10_000;
/** The sender needs an example or two of each fault, not ten thousand sentences. */
const MOST_NAMED = 20;

/** The answer of `POST /v1/ground-truth`. What was rejected will be rejected again: the sender mends it or drops it. */
export interface GroundTruthAnswer {
  readonly accepted: number;
  readonly rejected: number;
  /** The first ones, at most 20; `index` counts from 0 in the order sent. */
  readonly rejections: readonly { readonly index: number; readonly reason: string }[];
}

/** `{"truths":[{"requestId","value","at"?}]}`; `at`: epoch milliseconds or ISO 8601 with its zone, now where it is left out. */
export function readGroundTruths(
  body: Buffer,
  admission: Admission,
): { readonly groundTruths: readonly GroundTruth[]; readonly answer: GroundTruthAnswer } {
  const parsed = parseObject(body);
  if (!Array.isArray(parsed.truths)) throw new BadRequest('Send {"truths":[{"requestId":"…","value":true}]}.');
  if (parsed.truths.length > MOST_TRUTHS)
    throw new TooManyItems(`A request holds at most ${MOST_TRUTHS} truths. Send smaller batches.`);
  const groundTruths: GroundTruth[] = [];
  const rejections: { index: number; reason: string }[] = [];
  for (const [index, item] of parsed.truths.entries()) {
    const truth = readTruth(item, admission);
    if (typeof truth !== "string") groundTruths.push(truth);
    else if (rejections.length < MOST_NAMED) rejections.push({ index, reason: `${truth}.` });
  }
  const accepted = groundTruths.length;
  return { groundTruths, answer: { accepted, rejected: parsed.truths.length - accepted, rejections } };
}

function readTruth(item: unknown, admission: Admission): GroundTruth | string {
  if (typeof item !== "object" || item === null) return "it is no object with requestId and value";
  const { requestId, value, at }: Json = { ...item };
  const atMs = at === undefined || at === null ? admission.now : timeOf(at);
  if (atMs === null) return "at is neither epoch milliseconds nor an ISO 8601 time with its zone";
  const sent = { requestId: requestId as AttributeValue | undefined, value: value as AttributeValue | undefined };
  return faultOfTime(atMs, admission) ?? groundTruthOf({ service: admission.service, atMs, ...sent });
}

/** A time without a zone would be read in the server's own. */
const ISO_WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

function timeOf(at: unknown): number | null {
  const read = typeof at === "number" ? at : typeof at === "string" && ISO_WITH_ZONE.test(at) ? Date.parse(at) : Number.NaN;
  return Number.isFinite(read) ? read : null;
}
