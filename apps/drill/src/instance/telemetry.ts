import type { Logger, Tracer } from "@opentelemetry/api";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createPatientExporter } from "./patient-exporter.ts";
import type { InstanceSettings } from "./settings.ts";
import { SERVICE } from "./settings.ts";

export interface Telemetry {
  readonly tracer: Tracer;
  readonly logger: Logger;
  /** Sends what is left, for at most 3 s. */
  close(): Promise<void>;
}

const PATIENCE_MS = 15 * 60_000;
const BATCHING = {
  scheduledDelayMillis: 1_000,
  maxQueueSize: 4_096,
  maxExportBatchSize: 512,
  exportTimeoutMillis: PATIENCE_MS + 60_000,
};
const PATIENCE = { patienceMs: PATIENCE_MS, pauseMs: 1_000 };

export function createTelemetry(settings: Pick<InstanceSettings, "instance" | "firebreakUrl" | "firebreakKey">): Telemetry {
  const resource = resourceFromAttributes({
    "service.name": SERVICE,
    "service.instance.id": settings.instance,
    "service.version": CODE_VERSION,
  });
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
        ...BATCHING,
      }),
    ],
  });
  const logs = new LoggerProvider({
    resource,
    processors: [
      new BatchLogRecordProcessor({
        exporter: createPatientExporter(new OTLPLogExporter(door("/v1/logs")), PATIENCE),
        ...BATCHING,
      }),
    ],
  });
  return {
    tracer: traces.getTracer(SERVICE),
    logger: logs.getLogger(SERVICE),
    async close() {
      const flushed = Promise.allSettled([
        traces.forceFlush().then(() => traces.shutdown()),
        logs.forceFlush().then(() => logs.shutdown()),
      ]);
      await Promise.race([flushed, new Promise((resolve) => setTimeout(resolve, 3_000).unref())]);
    },
  };
}

export const CODE_VERSION = "assistant-3.8.2";
