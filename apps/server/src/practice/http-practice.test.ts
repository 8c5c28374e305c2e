import { expect, test } from "vitest";
import { openTestServer } from "../http/testing.ts";
import { createHttpPractice } from "./http-practice.ts";

const first = { service: "support-assistant", instances: 4, requestsPerSecond: 12 };
const scoring = { service: "refund-risk", instances: 2, requestsPerSecond: 11.5 };
const i2 = { id: "I2", title: "Feature pipeline break", description: "Rolls out features@2026.47." };
const ready = {
  ...first,
  services: [first, scoring],
  scenarios: [{ ...i2, service: "refund-risk" }],
  running: null,
  runningAll: [],
};

test("without a practice service the status says so", async () => {
  expect(await createHttpPractice({ url: null }).begin("I1")).toEqual({ kind: "absent" });
});

test("begin asks the door and answers its new status", async () => {
  let asked = "";
  const running = { scenario: "I1", since: 5 };
  const runningAll = [
    { ...running, service: "support-assistant" },
    { scenario: "I2", since: 9, service: "refund-risk" },
  ];
  await using server = await openTestServer((request, response) => {
    request.on("data", (chunk) => {
      asked += `${request.method} ${request.url} ${chunk}`;
    });
    request.on("end", () => response.end(JSON.stringify({ ...ready, running, runningAll })));
  });
  const status = await createHttpPractice({ url: server.url }).begin("I1");
  expect(asked).toBe('POST /control/begin {"scenario":"I1"}');
  expect(status).toEqual({ kind: "ready", ...ready, running, runningAll });
  asked = "";
  await createHttpPractice({ url: server.url }).end("I2");
  await createHttpPractice({ url: server.url }).end();
  expect(asked).toBe('POST /control/end {"scenario":"I2"}POST /control/end {}');
});

test("a practice of one service need not name it twice, and may list its instances", async () => {
  const running = { scenario: "I2", since: 5 };
  const answer = { ...first, instances: [{}, {}], scenarios: [i2], running };
  await using server = await openTestServer((_, response) => response.end(JSON.stringify(answer)));
  const only = { ...first, instances: 2 };
  expect(await createHttpPractice({ url: server.url }).status()).toEqual({
    kind: "ready",
    ...only,
    services: [only],
    scenarios: [{ ...i2, service: "support-assistant" }],
    running,
    runningAll: [{ ...running, service: "support-assistant" }],
  });
});

test("a refusal, nonsense and a closed door are statuses with a sentence", async () => {
  await using refusing = await openTestServer((_, response) => {
    response.statusCode = 409;
    response.end('{"message":"A drill is running."}');
  });
  await using nonsense = await openTestServer((_, response) => response.end("<html>"));
  const closed = await openTestServer(() => undefined);
  await closed[Symbol.asyncDispose]();
  expect(await createHttpPractice({ url: refusing.url }).begin("I1")).toMatchObject({
    kind: "unreachable",
    message: expect.stringContaining("A drill is running."),
  });
  for (const { url } of [nonsense, closed])
    expect(await createHttpPractice({ url }).status()).toMatchObject({ kind: "unreachable" });
});
