import type { Admission } from "./admission.ts";
import { recordsOf } from "./mapping.ts";
import type { Attributes, AttributeValue, OtlpSpan } from "./request.ts";

export const NOW = 1_795_000_000_000;
export const admission: Admission = { service: "assistant", now: NOW, oldestMs: 30 * 86_400_000, aheadMs: 600_000 };
export const bag = (given: Record<string, AttributeValue>): Attributes => ({
  keys: Object.keys(given),
  values: Object.values(given),
});
export const resource = bag({ "service.name": "assistant", "service.instance.id": "i-1" });
export const span = (given: Record<string, AttributeValue>, rest: Partial<OtlpSpan> = {}): OtlpSpan => ({
  traceId: "a".repeat(32),
  spanId: "b".repeat(16),
  startMs: NOW - 1500.25,
  endMs: NOW,
  error: false,
  attributes: bag(given),
  ...rest,
});
export const read = (...spans: OtlpSpan[]) => recordsOf([{ resource, spans }], admission);
