import type { SignalPoint } from "@firebreak/signals";
import { z } from "zod";
import { PromqlRefused, type PromqlSource } from "../port.ts";

const TIMEOUT_MS = 10_000;
/** Prometheus refuses more than 11,000 points a series itself; pages never ask for more than 1,500. */
const MOST_POINTS = 11_000;
const MOST_BYTES = 8 * 1024 * 1024;

export interface PrometheusOptions {
  /** Its address, with a path prefix where it has one; `user:password@` becomes basic authentication. */
  readonly url: string;
  /** Sent as Bearer; null: none. */
  readonly token: string | null;
  readonly timeoutMs?: number;
}

const Answer = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("success"),
    data: z.object({
      resultType: z.string(),
      result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])).default([]) })),
    }),
  }),
  z.object({ status: z.literal("error"), errorType: z.string(), error: z.string() }),
]);

/** Any server that speaks the Prometheus HTTP API: Prometheus, Thanos, Mimir, VictoriaMetrics. */
export function createPrometheus(options: PrometheusOptions): PromqlSource {
  const { address, headers } = doorOf(options);
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;

  async function ask(parameters: Readonly<Record<string, string>>): Promise<string> {
    const response = await fetch(`${address}/api/v1/query_range`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: new URLSearchParams({ ...parameters, timeout: `${Math.ceil(timeoutMs / 1000)}s` }).toString(),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    }).catch((error: unknown) => {
      throw new Error(`Prometheus at ${address} did not answer: ${wordsOf(error)}.`, { cause: error });
    });
    const text = await boundedText(response);
    // 400 and 422 carry a sentence about the query; anything else is about the server.
    if (!response.ok && response.status !== 400 && response.status !== 422)
      throw new Error(`Prometheus at ${address} answered ${response.status}.`);
    return text;
  }

  return {
    async range({ promql, from, to, stepSeconds }) {
      const step = stepSeconds * 1000;
      const start = Math.floor(from / step) * step;
      const buckets = Math.ceil((to - start) / step);
      if (buckets < 1 || buckets > MOST_POINTS)
        throw new PromqlRefused(`A window of ${buckets} steps cannot be asked; choose a coarser step.`);
      // A bucket is what the query says at its end.
      const text = await ask({
        query: promql,
        start: String((start + step) / 1000),
        end: String((start + buckets * step) / 1000),
        step: String(stepSeconds),
      });
      return pointsOf(text, step);
    },
  };
}

function pointsOf(text: string, step: number): readonly SignalPoint[] {
  const parsed = Answer.safeParse(parseJson(text));
  if (!parsed.success) throw new Error("What answered is not the Prometheus HTTP API. Check PROMETHEUS_URL.");
  if (parsed.data.status === "error") throw new PromqlRefused(`Prometheus refuses the query: ${parsed.data.error}.`);
  const { resultType, result } = parsed.data.data;
  if (resultType !== "matrix") throw new PromqlRefused(`The query answers a ${resultType}, not a series over time.`);
  if (result.length > 1)
    throw new PromqlRefused(`The query answers ${result.length} series; make it one, e.g. with sum(…) or max(…).`);
  return (result[0]?.values ?? []).map(([seconds, value]) => ({
    at: Math.round(seconds * 1000) - step,
    value: finite(value),
    // How many events stand behind it, PromQL does not say.
    events: 1,
  }));
}

/** "NaN", "+Inf" and "-Inf" are no values that a chart or a detector could use. */
function finite(text: string): number | null {
  const value = Number(text);
  return text !== "" && Number.isFinite(value) ? value : null;
}

function doorOf({ url, token }: PrometheusOptions): { readonly address: string; readonly headers: Record<string, string> } {
  const door = new URL(url);
  const basic = door.username === "" ? null : `${decodeURIComponent(door.username)}:${decodeURIComponent(door.password)}`;
  door.username = "";
  door.password = "";
  const authorization =
    token !== null ? `Bearer ${token}` : basic === null ? null : `Basic ${Buffer.from(basic).toString("base64")}`;
  return { address: door.href.replace(/\/+$/, ""), headers: authorization === null ? {} : { authorization } };
}

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new PromqlRefused("The answer is larger than 8 MiB; make the query answer one series.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** fetch hides the reason in `cause`. */
function wordsOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  // Node's own error for several addresses of one name carries no words but a code.
  const { code } = cause as { readonly code?: unknown };
  return cause.message || (typeof code === "string" ? code : cause.name);
}
