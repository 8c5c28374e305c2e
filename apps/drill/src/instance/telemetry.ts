import type { Logger, Meter, Tracer } from "@opentelemetry/api";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createPatientExporter } from "./patient-exporter.ts";
import type { InstanceSettings } from "./settings.ts";

export interface Telemetry {
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly meter: Meter;
  /** Sends what is left, for at most 3 s. */
  close(): Promise<void>;
}

const PATIENCE_MS = 15 * 60_000;
/** Logs carry what an instance obeys: whoever isolates a segment waits for it. */
const LOGS_EVERY_MS = 1_000;
const SPANS_EVERY_MS = 2_000;
const BATCHING = {
  maxQueueSize: 4_096,
  maxExportBatchSize: 512,
  exportTimeoutMillis: PATIENCE_MS + 60_000,
};
const PATIENCE = { patienceMs: PATIENCE_MS, pauseMs: 1_000 };
/** A measurement that is late is of no use: metrics are sent once, the next ones follow soon. */
const METRICS_EVERY_MS = 10_000;
const METRICS_WITHIN_MS = 5_000;

type Sender = Pick<InstanceSettings, "service" | "instance" | "firebreakUrl" | "firebreakKey">;

/** Which code served a request is in its lineage: it can change while the process runs. */
export function createTelemetry(settings: Sender): Telemetry {
  const resource = resourceFromAttributes({ "service.name": settings.service, "service.instance.id": settings.instance });
  const door = (path: string) => ({
    url: `${settings.firebreakUrl}${path}`,
    headers: { authorization: `Bearer ${settings.firebreakKey}` },
    timeoutMillis: 5_000,
  });
  const traces = new TracerProvider({
    resource,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: createPatientExporter(new OTLPTraceExporter(door("/v1/traces")), PATIENCE),
        scheduledDelayMillis: SPANS_EVERY_MS,
        ...BATCHING,
      }),
    ],
  });
  const logs = new LoggerProvider({
    resource,
    processors: [
      new BatchLogRecordProcessor({
        exporter: createPatientExporter(new OTLPLogExporter(door("/v1/logs")), PATIENCE),
        scheduledDelayMillis: LOGS_EVERY_MS,
        ...BATCHING,
      }),
    ],
  });
  const metrics = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({
        exporter: new OTLPMetricExporter(door("/v1/metrics")),
        exportIntervalMillis: METRICS_EVERY_MS,
        exportTimeoutMillis: METRICS_WITHIN_MS,
      }),
    ],
  });
  return {
    tracer: traces.getTracer(settings.service),
    logger: logs.getLogger(settings.service),
    meter: metrics.getMeter(settings.service),
    async close() {
      const flushed = Promise.allSettled([
        traces.forceFlush().then(() => traces.shutdown()),
        logs.forceFlush().then(() => logs.shutdown()),
        metrics.shutdown(),
      ]);
      await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
    },
  };
}
