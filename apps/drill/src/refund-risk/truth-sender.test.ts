import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createTruthSender } from "./truth-sender.ts";

/** A door that answers with these codes in turn, then with the last. */
async function openDoor(codes: readonly number[]) {
  const heard: unknown[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const code = codes[Math.min(heard.length, codes.length - 1)] ?? 200;
      heard.push({ path: request.url, key: request.headers.authorization, ...JSON.parse(body) });
      response.writeHead(code, { "content-type": "application/json" }).end("{}");
      for (const wake of waiting.splice(0)) wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async until(count: number) {
      while (heard.length < count) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
const one = { requestId: "r1", value: true, at: 5 };
const two = { requestId: "r2", value: false, at: 6 };
const asSent = (...truths: readonly unknown[]) => ({ path: "/v1/ground-truth", key: "Bearer k", truths });

test("what the door could not take is sent again with the next", async () => {
  await using door = await openDoor([503, 200]);
  const sender = createTruthSender({ firebreakUrl: door.url, firebreakKey: "k", everyMs: 20 });
  sender.send(one);
  await door.until(1);
  sender.send(two);
  await door.until(2);
  await sender.close();
  expect(door.heard).toEqual([asSent(one), asSent(one, two)]);
});

test("what the door refuses is not sent again, and the last ones are sent at the end", async () => {
  await using door = await openDoor([400, 200]);
  const sender = createTruthSender({ firebreakUrl: door.url, firebreakKey: "k", everyMs: 20 });
  sender.send(one);
  await door.until(1);
  sender.send(two);
  await sender.close();
  expect(door.heard).toEqual([asSent(one), asSent(two)]);
});
