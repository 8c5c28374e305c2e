import { expect, test } from "vitest";
import { createTestClock, createTestKeys, KEYS, openFlagServer, openIncidentRoom, SERVICE } from "./testing.ts";

const CONTEXT = { targetingKey: "conversation-1", instance: "i-1", language: "de", tier: "free" };

async function open(options: { rate?: { burst: number; perSecond: number } } = {}) {
  const clock = createTestClock();
  const room = openIncidentRoom({ now: clock.now });
  const server = await openFlagServer({ incidents: room.incidents, now: clock.now, ...options });
  return {
    ...room,
    ...server,
    clock,
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      room[Symbol.dispose]();
    },
  };
}
const answerMode = (value: string, reason: string, version: number) => ({
  key: "answer-mode",
  value,
  variant: value,
  reason,
  metadata: { flagSetId: SERVICE, version },
});

test("isolated: the segment gets the measure and nobody else; released: everybody is told normal", async () => {
  await using room = await open();
  const ask = async (context: object) => (await room.ask("/answer-mode", { body: { context } })).body;
  expect(await ask(CONTEXT)).toEqual(answerMode("normal", "STATIC", 0));
  const incident = await room.declare();
  const containment = await room.isolate(incident, { language: "de", tier: "free" });
  expect(await ask(CONTEXT)).toEqual(answerMode("retrieval-only", "TARGETING_MATCH", 1));
  expect(await ask({ ...CONTEXT, tier: "pro" })).toEqual(answerMode("normal", "TARGETING_MATCH", 1));
  await room.release(incident, containment);
  expect(await ask(CONTEXT)).toEqual(answerMode("normal", "STATIC", 2));
});

test("the key says whose flags: another service's containment is not seen", async () => {
  await using room = await open();
  await room.isolate(await room.declare(), { language: "de" });
  const bearer = { "x-api-key": "", authorization: `Bearer ${KEYS.other}` };
  const { status, body } = await room.ask("/answer-mode", { body: { context: CONTEXT }, headers: bearer });
  expect([status, body.value, body.metadata]).toEqual([200, "normal", { flagSetId: "other-service", version: 0 }]);
});

test("no key and a wrong key: 401; a key without the scope: 403", async () => {
  await using room = await open();
  for (const key of ["", "wrong"]) {
    const answer = await room.ask("/answer-mode", { body: { context: CONTEXT }, headers: { "x-api-key": key } });
    expect([answer.status, typeof answer.body.errorDetails]).toEqual([401, "string"]);
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
  }
  const answer = await room.ask("", { body: { context: CONTEXT }, headers: { "x-api-key": KEYS.intake } });
  expect([answer.status, answer.body.errorDetails]).toEqual([403, expect.stringContaining("scope")]);
});

test("a flag that does not exist: 404 FLAG_NOT_FOUND", async () => {
  await using room = await open();
  const { status, body } = await room.ask("/no-such%20flag", { body: { context: CONTEXT } });
  expect([status, body.key, body.errorCode]).toEqual([404, "no-such flag", "FLAG_NOT_FOUND"]);
});

test.each([
  ["no JSON", { text: "{nope" }, "PARSE_ERROR"],
  ["an empty body", { text: "" }, "PARSE_ERROR"],
  ["no object", { body: [1] }, "PARSE_ERROR"],
  ["no context", { body: {} }, "TARGETING_KEY_MISSING"],
  ["no targeting key", { body: { context: { language: "de" } } }, "TARGETING_KEY_MISSING"],
  ["an empty targeting key", { body: { context: { targetingKey: "" } } }, "TARGETING_KEY_MISSING"],
  ["a targeting key that is no text", { body: { context: { targetingKey: 7 } } }, "INVALID_CONTEXT"],
  ["a context that is no object", { body: { context: "de" } }, "INVALID_CONTEXT"],
  [
    "a context with too many attributes",
    {
      body: {
        context: Object.fromEntries([["targetingKey", "x"], ...Array.from({ length: 200 }, (_, index) => [`a${index}`, 1])]),
      },
    },
    "INVALID_CONTEXT",
  ],
  ["a body that is too large", { text: JSON.stringify({ context: { targetingKey: "x".repeat(40_000) } }) }, "GENERAL"],
  ["a compressed body", { text: "{}", headers: { "content-encoding": "gzip" } }, "GENERAL"],
])("%s: 400, for one flag and for all", async (_what, init, errorCode) => {
  await using room = await open();
  const one = await room.ask("/answer-mode", init);
  expect([one.status, one.body]).toEqual([400, { key: "answer-mode", errorCode, errorDetails: expect.any(String) }]);
  const all = await room.ask("", init);
  expect([all.status, all.body]).toEqual([400, { errorCode, errorDetails: expect.any(String) }]);
});

test("too many requests with one key: 429 with Retry-After, and it is let in again after that time", async () => {
  await using room = await open({ rate: { burst: 2, perSecond: 1 } });
  const ask = () => room.ask("/answer-mode", { body: { context: CONTEXT } });
  expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  const refused = await ask();
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "1"]);
  const another = await room.ask("/answer-mode", { body: { context: CONTEXT }, headers: { "x-api-key": KEYS.other } });
  expect(another.status).toBe(200);
  room.clock.advance(1_000);
  expect((await ask()).status).toBe(200);
});

test("bulk: the ETag covers rules and context", async () => {
  await using room = await open();
  const incident = await room.declare();
  const ask = (context: object, etag = "") => room.ask("", { body: { context }, headers: { "if-none-match": etag } });
  const first = await ask(CONTEXT);
  expect(first.body).toEqual({
    flags: [answerMode("normal", "STATIC", 0)],
    metadata: { flagSetId: SERVICE, version: 0 },
    eventStreams: [
      { type: "sse", endpoint: { requestUri: expect.stringMatching(/^\/ofrep\/v1\/stream\?token=/) }, inactivityDelaySec: 120 },
    ],
  });
  const etag = first.headers.get("etag") ?? "";
  const reordered = { tier: "free", language: "de", instance: "i-1", targetingKey: "conversation-1" };
  expect([(await ask(CONTEXT, etag)).status, (await ask(reordered, etag)).status]).toEqual([304, 304]);
  expect((await ask({ ...CONTEXT, language: "fr" }, etag)).status).toBe(200);
  await room.isolate(incident, { language: "de" });
  const contained = await ask(CONTEXT, etag);
  expect([contained.status, contained.body.flags[0].value]).toEqual([200, "retrieval-only"]);
});

test("an unchanged answer still gives a new stream address before the old one runs out", async () => {
  await using room = await open();
  const first = await room.ask("", { body: { context: CONTEXT } });
  room.clock.advance(15 * 60_000);
  const again = await room.ask("", { body: { context: CONTEXT }, headers: { "if-none-match": first.headers.get("etag") ?? "" } });
  expect(again.status).toBe(200);
  expect(again.body.eventStreams).not.toEqual(first.body.eventStreams);
});

test("a node that has not read the announced version yet waits for it", async () => {
  await using one = await open();
  const incident = await one.declare();
  const asked = one.ask("?flagConfigEtag=v1", { body: { context: CONTEXT } });
  await one.isolate(incident, { language: "de" });
  expect((await asked).body.flags[0].value).toBe("retrieval-only");
});

test("which instance read which version is known, a 304 included", async () => {
  await using room = await open();
  const incident = await room.declare();
  const bulk = await room.ask("", { body: { context: { ...CONTEXT, instance: "i-2" } } });
  await room.ask("/answer-mode", { body: { context: CONTEXT } });
  const standing = () => room.flags.standing(SERVICE).instances.map((one) => [one.instance, one.version, one.situation]);
  expect(standing()).toEqual([
    ["i-1", 0, "current"],
    ["i-2", 0, "current"],
  ]);
  await room.isolate(incident, { language: "fr" });
  expect(standing()).toEqual([
    ["i-1", 0, "behind"],
    ["i-2", 0, "behind"],
  ]);
  await room.ask("/answer-mode", { body: { context: CONTEXT } });
  expect(standing()).toEqual([
    ["i-1", 1, "current"],
    ["i-2", 0, "behind"],
  ]);
  room.clock.advance(15_000);
  const contained = await room.ask("", { body: { context: { ...CONTEXT, instance: "i-2" } } });
  await room.ask("", {
    body: { context: { ...CONTEXT, instance: "i-2" } },
    headers: { "if-none-match": contained.headers.get("etag") ?? bulk.headers.get("etag") ?? "" },
  });
  expect(standing()).toEqual([
    ["i-1", 1, "silent"],
    ["i-2", 1, "current"],
  ]);
});

test("telemetry of evaluations counts as reading; a version from nowhere is not taken at its word", async () => {
  await using room = await open();
  await room.isolate(await room.declare(), { language: "de" });
  const evaluation = { service: SERVICE, at: room.clock.now(), flagKey: "answer-mode", variant: "normal", reason: "STATIC" };
  room.noteFlagEvaluations([
    { ...evaluation, instance: "a", version: "1" },
    { ...evaluation, instance: "b", version: "0" },
    { ...evaluation, instance: "c", version: "999" },
    { ...evaluation, instance: "d", version: "" },
    { ...evaluation, instance: "e", flagKey: "another-flag", version: "1" },
  ]);
  expect(room.flags.standing(SERVICE).instances.map((one) => [one.instance, one.version, one.situation])).toEqual([
    ["a", 1, "current"],
    ["b", 0, "behind"],
    ["c", 1, "current"],
    ["d", null, "silent"],
  ]);
  await room.isolate(await room.declare(), { language: "fr" });
  expect(room.flags.standing(SERVICE).instances.map((one) => one.situation)).toEqual(["behind", "behind", "behind", "silent"]);
});

test("a browser of another origin may ask here, and nowhere else", async () => {
  await using room = await open();
  const preflight = await fetch(`${room.baseUrl}/ofrep/v1/evaluate/flags`, {
    method: "OPTIONS",
    headers: { origin: "https://app.example", "access-control-request-headers": "x-api-key" },
  });
  expect([preflight.status, preflight.headers.get("access-control-allow-origin")]).toEqual([204, "*"]);
  expect(preflight.headers.get("access-control-allow-headers")).toContain("X-API-Key");
  const answer = await room.ask("", { body: { context: CONTEXT } });
  expect(answer.headers.get("access-control-expose-headers")).toContain("ETag");
  const elsewhere = await fetch(`${room.baseUrl}/trpc`);
  expect(elsewhere.headers.get("access-control-allow-origin")).toBeNull();
});

test("before the log was read nobody is told normal: the question waits", async () => {
  const clock = createTestClock();
  using room = openIncidentRoom({ now: clock.now });
  await room.isolate(await room.declare(), { language: "de" });
  const reading = Promise.withResolvers<void>();
  const incidents = {
    ...room.incidents,
    async list() {
      await reading.promise;
      return room.incidents.list();
    },
  };
  await using server = await openFlagServer({ incidents, now: clock.now, whenReady: false });
  const asked = server.ask("/answer-mode", { body: { context: CONTEXT } });
  reading.resolve();
  expect((await asked).body).toEqual(answerMode("retrieval-only", "TARGETING_MATCH", 1));
});

test("what fails inside is 500 with errorDetails that give nothing away", async () => {
  const clock = createTestClock();
  using room = openIncidentRoom({ now: clock.now });
  const apiKeys = { ...createTestKeys(), verify: () => Promise.reject(new Error("password of the database")) };
  await using server = await openFlagServer({ incidents: room.incidents, now: clock.now, apiKeys });
  const { status, body } = await server.ask("/answer-mode", { body: { context: CONTEXT } });
  expect([status, Object.keys(body)]).toEqual([500, ["errorDetails"]]);
  expect(body.errorDetails).not.toContain("password");
});
