import { performance } from "node:perf_hooks";
import { getHeapStatistics } from "node:v8";
import type { Meter } from "@opentelemetry/api";
import type { WorkQueue } from "./work-queue.ts";

export type ServingOutcome = "answered" | "turned-away" | "failed";
export interface ServingMetrics {
  count(outcome: ServingOutcome, tookMs: number): void;
}

/** Seconds; fine where the services' objectives lie. */
const DURATION_BOUNDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 7.5, 10, 15];

/** Names of docs/telemetry-attributes.md; those of the runtime are OpenTelemetry's own. */
export function createServingMetrics(meter: Meter, queue: Pick<WorkQueue, "waiting">): ServingMetrics {
  const requests = meter.createCounter("serving.requests", { unit: "{request}", description: "Requests by outcome" });
  const duration = meter.createHistogram("serving.request.duration", {
    unit: "s",
    description: "From the door to the answer, queue included",
    advice: { explicitBucketBoundaries: DURATION_BOUNDS },
  });
  meter
    .createObservableGauge("serving.queue.depth", { unit: "{request}", description: "Requests that wait for a place" })
    .addCallback((result) => result.observe(queue.waiting()));
  meter
    .createObservableGauge("v8js.memory.heap.used", { unit: "By", description: "Heap in use" })
    .addCallback((result) => result.observe(getHeapStatistics().used_heap_size));
  let before = performance.eventLoopUtilization();
  meter
    .createObservableGauge("nodejs.eventloop.utilization", { unit: "1", description: "Share of time the event loop was busy" })
    .addCallback((result) => {
      const now = performance.eventLoopUtilization();
      result.observe(performance.eventLoopUtilization(now, before).utilization);
      before = now;
    });
  return {
    count(outcome, tookMs) {
      requests.add(1, { outcome });
      duration.record(tookMs / 1_000, { outcome });
    },
  };
}
