import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { JSON_TYPE, openDoor } from "./door.fixture.ts";
import { encoded, LogsRequest, TraceRequest, TraceResponse } from "./reference.fixture.ts";

let spans = 0;
const request = (count = 1, service = "assistant", padding = "") => ({
  resourceSpans: [
    {
      resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
      scopeSpans: [
        {
          spans: Array.from({ length: count }, () => {
            spans += 1;
            const now = `${Date.now()}000000`;
            return {
              traceId: spans.toString(16).padStart(32, "0"),
              spanId: spans.toString(16).padStart(16, "0"),
              startTimeUnixNano: now,
              endTimeUnixNano: now,
              attributes: [
                { key: "gen_ai.operation.name", value: { stringValue: "chat" } },
                { key: "padding", value: { stringValue: padding } },
              ],
            };
          }),
        },
      ],
    },
  ],
});
function protobuf(shape: ReturnType<typeof request>): Buffer {
  const bytes = {
    resourceSpans: shape.resourceSpans.map((group) => ({
      ...group,
      scopeSpans: group.scopeSpans.map((scope) => ({
        spans: scope.spans.map((span) => ({
          ...span,
          traceId: Buffer.from(span.traceId, "hex"),
          spanId: Buffer.from(span.spanId, "hex"),
        })),
      })),
    })),
  };
  return encoded(TraceRequest, bytes);
}
/** google.rpc.Status has the same first two fields as this message of the reference has in other clothes: read by hand. */
function statusOf(body: ArrayBuffer): { code: number; message: string } {
  const bytes = Buffer.from(body);
  return { code: bytes[1] ?? -1, message: bytes.subarray(4 + ((bytes[3] ?? 0) > 127 ? 1 : 0)).toString() };
}

test("protobuf and JSON, plain and gzipped, are stored and answered in kind", async () => {
  await using door = await openDoor();
  const plain = await door.post("traces", protobuf(request(2)));
  expect([plain.status, plain.headers.get("content-type"), await plain.text()]).toEqual([200, "application/x-protobuf", ""]);
  expect((await door.post("traces", gzipSync(protobuf(request(3))), { "content-encoding": "gzip" })).status).toBe(200);
  const json = await door.post("traces", JSON.stringify(request(1)), JSON_TYPE);
  expect([json.status, json.headers.get("content-type"), await json.json()]).toEqual([
    200,
    "application/json; charset=utf-8",
    {},
  ]);
  expect(door.batches.map((batch) => batch.records.length).reduce((a, b) => a + b, 0)).toBe(6);
});

test("200 comes only after the store has it; a failed insert is 503 with Retry-After", async () => {
  await using door = await openDoor();
  const stored = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  door.storeWill(() => {
    asked.resolve();
    return stored.promise;
  });
  let answered = false;
  const pending = door.post("traces", protobuf(request())).then((response) => {
    answered = true;
    return response;
  });
  await asked.promise;
  await new Promise(setImmediate);
  expect([answered, door.intake.stats().queuedRows]).toEqual([false, 1]);
  stored.resolve();
  expect((await pending).status).toBe(200);
  door.storeWill(() => Promise.reject(new Error("disk full")));
  const failed = await door.post("traces", protobuf(request()));
  expect([failed.status, failed.headers.get("retry-after"), statusOf(await failed.arrayBuffer())]).toEqual([
    503,
    "5",
    { code: 14, message: "The telemetry could not be stored. Send it again later." },
  ]);
  expect(door.intake.stats()).toMatchObject({ storedRows: 1, failedRows: 1, queuedRows: 0, queuedBytes: 0 });
});

test("keys: none or unknown 401, wrong scope 403, another service's spans named in partial_success", async () => {
  await using door = await openDoor();
  const unknown = await door.post("traces", JSON.stringify(request()), { ...JSON_TYPE, authorization: "Bearer nope" });
  expect([unknown.status, unknown.headers.get("www-authenticate"), await unknown.json()]).toEqual([
    401,
    "Bearer",
    { code: 16, message: expect.stringContaining("API key") },
  ]);
  expect((await door.post("traces", "", { authorization: "" })).status).toBe(401);
  expect((await door.post("traces", "", { authorization: "Bearer flags-only" })).status).toBe(403);
  const foreign = protobuf(request(2, "other"));
  const answer = Buffer.from(await (await door.post("traces", foreign)).arrayBuffer());
  const { partialSuccess } = TraceResponse.decode(answer);
  expect([Number(partialSuccess?.rejectedSpans), partialSuccess?.errorMessage]).toEqual([
    2,
    "2 spans rejected: service.name is other, but this API key belongs to assistant; use the key of that service.",
  ]);
  expect(await (await door.post("traces", JSON.stringify(request(1, "other")), JSON_TYPE)).json()).toEqual({
    partialSuccess: { rejectedSpans: "1", errorMessage: expect.stringContaining("use the key of that service") },
  });
  expect(door.batches).toEqual([]);
});

test("bad data is 400, other types and encodings are 415", async () => {
  await using door = await openDoor();
  const bad = await door.post("traces", Buffer.from([10, 200, 1, 2]));
  expect([bad.status, statusOf(await bad.arrayBuffer()).code]).toEqual([400, 3]);
  expect(await (await door.post("traces", "{", JSON_TYPE)).json()).toEqual({ code: 3, message: "The body is not JSON." });
  expect((await door.post("logs", '{"resourceLogs": 5}', JSON_TYPE)).status).toBe(400);
  expect((await door.post("traces", "not gzip", { "content-encoding": "gzip" })).status).toBe(400);
  expect((await door.post("traces", "", { "content-type": "text/plain" })).status).toBe(415);
  expect((await door.post("traces", "", { "content-encoding": "br" })).status).toBe(415);
});

test("more than the limit is 413, also when it is a small bomb", async () => {
  await using door = await openDoor({ bodyBytes: 100_000 });
  expect((await door.post("traces", Buffer.alloc(100_001))).status).toBe(413);
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  expect(bomb.length).toBeLessThan(100_000);
  const before = process.memoryUsage().arrayBuffers;
  expect((await door.post("traces", bomb, { "content-encoding": "gzip" })).status).toBe(413);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  expect((await door.post("traces", protobuf(request()))).status).toBe(200);
});

test("a full queue refuses at once; one service can fill its share only", async () => {
  await using door = await openDoor({ queueRows: 100, serviceShare: 0.5, batchRows: 10 });
  const stored = Promise.withResolvers<void>();
  door.storeWill(() => stored.promise);
  const first = door.post("traces", protobuf(request(40)));
  await expect.poll(() => door.intake.stats().queuedRows).toBe(40);
  const share = await door.post("traces", protobuf(request(20)));
  expect([share.status, share.headers.get("retry-after")]).toEqual([429, "1"]);
  const neighbour = { authorization: "Bearer neighbour" };
  const second = door.post("traces", protobuf(request(50, "neighbour")), neighbour);
  await expect.poll(() => door.intake.stats().queuedRows).toBe(90);
  expect((await door.post("traces", protobuf(request(11, "neighbour")), neighbour)).status).toBe(503);
  stored.resolve();
  expect([(await first).status, (await second).status]).toEqual([200, 200]);
});

test("bytes bound the queue too", async () => {
  await using door = await openDoor({ queueBytes: 10_000 });
  expect((await door.post("traces", protobuf(request(1, "assistant", "x".repeat(20_000))))).status).toBe(503);
});

test("closing stores what waits and answers 503 from then on", async () => {
  await using door = await openDoor({ batchDelayMs: 60_000 });
  const waiting = door.post("traces", protobuf(request(3)));
  await expect.poll(() => door.intake.stats().queuedRows).toBe(3);
  await door.intake.close();
  expect((await waiting).status).toBe(200);
  expect(door.batches).toHaveLength(1);
  expect((await door.post("traces", protobuf(request()))).status).toBe(503);
});

test("a store that hangs does not hold the close longer than allowed", async () => {
  await using door = await openDoor({ drainMs: 20, batchRows: 1 });
  const never = Promise.withResolvers<void>();
  door.storeWill(() => never.promise);
  const inStore = door.post("traces", protobuf(request()));
  await expect.poll(() => door.batches.length).toBe(1);
  const waiting = door.post("traces", protobuf(request()));
  await expect.poll(() => door.intake.stats().queuedRows).toBe(2);
  await door.intake.close();
  expect((await waiting).status).toBe(503);
  never.resolve();
  expect((await inStore).status).toBe(200);
});

test("flag evaluations are told before they are stored", async () => {
  await using door = await openDoor();
  door.storeWill(() => Promise.reject(new Error("down")));
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const shape = {
    resourceLogs: [
      {
        resource: { attributes: [text("service.name", "assistant"), text("service.instance.id", "i-1")] },
        scopeLogs: [
          {
            logRecords: [
              {
                timeUnixNano: `${Date.now()}000000`,
                eventName: "feature_flag.evaluation",
                attributes: [text("feature_flag.key", "answer-mode"), text("feature_flag.version", "3")],
              },
            ],
          },
        ],
      },
    ],
  };
  const body = encoded(LogsRequest, shape);
  expect((await door.post("logs", Buffer.from(body))).status).toBe(503);
  expect(door.flags).toMatchObject([{ service: "assistant", instance: "i-1", flagKey: "answer-mode", version: "3" }]);
});

/** A protobuf field that holds bytes. */
function field(number: number, bytes: Buffer): Buffer {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) return Buffer.concat([Buffer.from([number * 8 + 2, ...length]), bytes]);
  }
}

test("millions of empty spans in a small body are refused before they take memory", async () => {
  await using door = await openDoor();
  const empty = Buffer.alloc(2_000_000, Buffer.from([0x12, 0x00]));
  const bombs = [field(1, field(2, empty)), Buffer.alloc(2_000_000, Buffer.from([0x0a, 0x00]))];
  for (const path of ["traces", "logs", "metrics"])
    for (const bomb of bombs)
      expect((await door.post(path, gzipSync(bomb), { "content-encoding": "gzip" })).status, path).toBe(413);
  const json = `{"resourceSpans":[{"scopeSpans":[{"spans":[${"{},".repeat(60_000)}{}]}]}]}`;
  expect((await door.post("traces", json, JSON_TYPE)).status).toBe(413);
  expect(door.batches).toEqual([]);
});

test("while keys cannot be read, senders are told to send again, not to throw away", async () => {
  await using door = await openDoor();
  door.keysAre("unreadable");
  const answer = await door.post("traces", protobuf(request()));
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
});
