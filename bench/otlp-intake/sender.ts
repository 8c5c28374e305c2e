import { mkdir, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { encoded, TraceRequest } from "../../apps/server/src/intake/otlp/reference.fixture.ts";
import { type FromSender, SERVICE, type ToSender } from "./messages.ts";

/** Encodes spans with the reference encoder, writes the bodies down for the bare insert, then sends them when told. */
const [folder = "", spans = "0", perRequest = "1"] = process.argv.slice(2);
/** As many requests at once as keep two batches of the intake full. */
const CONNECTIONS = 40;

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const whole = (key: string, value: number) => ({ key, value: { intValue: value } });
const real = (key: string, value: number) => ({ key, value: { doubleValue: value } });
const pick = <T>(of: readonly T[], n: number): T => of[n % of.length] as T;
const LANGUAGES = ["en", "de", "fr", "es"];
const TIERS = ["free", "pro", "enterprise"];
const REGIONS = ["eu-west", "us-east", "ap-south"];

/** 18 attributes, as the practice service sends them, without content. */
function span(n: number, now: number): object {
  const start = BigInt(now - 60_000 + (n % 60_000)) * 1_000_000n;
  const id = Buffer.alloc(24);
  id.writeUInt32BE(0xabcdef, 0);
  id.writeUInt32BE((n * 2654435761) >>> 0, 8);
  id.writeUInt32BE(n + 1, 12);
  id.writeUInt32BE((n * 40503) >>> 0, 16);
  id.writeUInt32BE(n + 1, 20);
  return {
    traceId: id.subarray(0, 16),
    spanId: id.subarray(16),
    name: "chat small-2026-10",
    kind: 3,
    startTimeUnixNano: start.toString(),
    endTimeUnixNano: (start + BigInt(400 + (n % 1500)) * 1_000_000n).toString(),
    status: { code: n % 97 === 0 ? 2 : 0 },
    attributes: [
      text("gen_ai.operation.name", "chat"),
      text("gen_ai.provider.name", "our-cluster"),
      text("gen_ai.request.model", "small"),
      text("gen_ai.response.model", "small-2026-10"),
      text("gen_ai.response.id", `resp-${(n * 2654435761).toString(36)}`),
      text("gen_ai.conversation.id", `conv-${n >> 3}`),
      text("firebreak.request.id", `req-${n.toString(36)}`),
      text("gen_ai.prompt.name", "support"),
      text("firebreak.prompt.version", "7"),
      text("firebreak.segment.language", pick(LANGUAGES, n)),
      text("firebreak.segment.tier", pick(TIERS, n)),
      text("firebreak.segment.region", pick(REGIONS, n >> 2)),
      whole("gen_ai.usage.input_tokens", 300 + (n % 900)),
      whole("gen_ai.usage.output_tokens", 20 + (n % 300)),
      real("firebreak.cost.usd", 0.002 + (n % 50) / 10_000),
      whole("firebreak.retrieval.requested", 4),
      whole("firebreak.retrieval.found", n % 5),
      { key: "firebreak.outcome.success", value: { boolValue: n % 20 !== 0 } },
    ],
  };
}

const plain: Buffer[] = [];
const now = Date.now();
await mkdir(folder, { recursive: true });
for (let from = 0; from < Number(spans); from += Number(perRequest)) {
  const shape = {
    resourceSpans: [
      {
        resource: { attributes: [text("service.name", SERVICE), text("service.instance.id", `i-${plain.length % 4}`)] },
        scopeSpans: [
          { scope: { name: "bench" }, spans: Array.from({ length: Number(perRequest) }, (_, index) => span(from + index, now)) },
        ],
      },
    ],
  };
  const body = encoded(TraceRequest, shape);
  await writeFile(join(folder, String(plain.length)), body);
  plain.push(body);
}
const tell = (message: FromSender): void => {
  process.send?.(message);
};
tell({ kind: "encoded" });

process.on("message", ({ send }: ToSender) => {
  void sendAll(send).then(tell);
});

async function sendAll({ port, encoding, bodies: most }: ToSender["send"]): Promise<FromSender> {
  const chosen = plain.slice(0, most);
  const bodies = encoding === "gzip" ? chosen.map((body) => gzipSync(body)) : chosen;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  let repeated = 0;
  const worker = async (): Promise<void> => {
    for (let body = bodies[next++]; body; body = bodies[next++])
      while ((await post(agent, port, encoding, body)) !== 200) {
        repeated += 1;
        await new Promise((done) => setTimeout(done, 50));
      }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const ms = performance.now() - started;
  agent.destroy();
  return { kind: "sent", ms, bytes: bodies.reduce((sum, body) => sum + body.length, 0), repeated };
}

function post(agent: Agent, port: number, encoding: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: "Bearer bench",
      "content-type": "application/x-protobuf",
      "content-length": body.length,
      ...(encoding === "gzip" ? { "content-encoding": "gzip" } : {}),
    };
    const sent = request({ agent, port, host: "127.0.0.1", method: "POST", path: "/v1/traces", headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
