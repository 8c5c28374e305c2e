import reference from "otlp-transformer-reference/build/src/generated/root.js";

/** The generated messages of OpenTelemetry's own transformer (a release that still has decoders), for tests and benches only. */
interface Message<Read> {
  fromObject(shape: object): object;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): Read;
}
interface PartialSuccess {
  readonly partialSuccess?: {
    readonly rejectedSpans?: unknown;
    readonly rejectedDataPoints?: unknown;
    readonly errorMessage?: string;
  } | null;
}
type Collector = Readonly<
  Record<"trace" | "logs" | "metrics", { readonly v1: Readonly<Record<string, Message<PartialSuccess>>> }>
>;
const { collector } = (reference as unknown as { opentelemetry: { proto: { collector: Collector } } }).opentelemetry.proto;

function message(of: keyof Collector, name: string): Message<PartialSuccess> {
  const found = collector[of].v1[name];
  if (!found) throw new Error(`The reference transformer has no ${name}.`);
  return found;
}
export const TraceRequest = message("trace", "ExportTraceServiceRequest");
export const TraceResponse = message("trace", "ExportTraceServiceResponse");
export const LogsRequest = message("logs", "ExportLogsServiceRequest");
export const MetricsRequest = message("metrics", "ExportMetricsServiceRequest");
export const MetricsResponse = message("metrics", "ExportMetricsServiceResponse");

export const encoded = (of: Message<PartialSuccess>, shape: object): Buffer =>
  Buffer.from(of.encode(of.fromObject(shape)).finish());
