import { expect, test } from "vitest";
import { openTestServer } from "../http/testing.ts";
import { createHttpPractice } from "./http-practice.ts";

const ready = { service: "support-assistant", instances: 4, requestsPerSecond: 12, scenarios: [], running: null };

test("without a practice service the status says so", async () => {
  expect(await createHttpPractice({ url: null }).begin("I1")).toEqual({ kind: "absent" });
});

test("begin asks the door and answers its new status", async () => {
  let asked = "";
  await using server = await openTestServer((request, response) => {
    request.on("data", (chunk) => {
      asked += `${request.method} ${request.url} ${chunk}`;
    });
    request.on("end", () => response.end(JSON.stringify({ ...ready, running: { scenario: "I1", since: 5 } })));
  });
  const status = await createHttpPractice({ url: server.url }).begin("I1");
  expect(asked).toBe('POST /control/begin {"scenario":"I1"}');
  expect(status).toEqual({ kind: "ready", ...ready, running: { scenario: "I1", since: 5 } });
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
