import type { GroundTruth } from "@firebreak/signals";
import { flag, LONGEST_ID, label, number } from "./bounds.ts";
import type { AttributeValue } from "./request.ts";

/** A sentence where something is wrong with it. True and 1: it happened; false and 0: it did not. */
export function groundTruthOf(sent: {
  readonly service: string;
  readonly atMs: number;
  readonly requestId: AttributeValue | undefined;
  readonly value: AttributeValue | undefined;
}): GroundTruth | string {
  const requestId = label(sent.requestId, LONGEST_ID);
  if (requestId === "") return "a ground truth names no request; send the request's firebreak.request.id with it";
  const truth = flag(sent.value);
  const value = truth === null ? number(sent.value) : Number(truth);
  if (value !== 0 && value !== 1) return "a ground truth's value is none of true, false, 1 and 0";
  return { service: sent.service, at: Math.floor(sent.atMs), requestId, value };
}
