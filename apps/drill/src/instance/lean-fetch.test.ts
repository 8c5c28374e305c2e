import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { createLeanFetch } from "./lean-fetch.ts";

async function openDoor(status: number, answers: boolean) {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      heard.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`);
      if (answers) response.writeHead(status, { "content-type": "application/json" }).end(status === 304 ? "" : '{"ü":1}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/flag`,
    heard,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
const asking = { method: "POST", headers: { authorization: "Bearer k" }, body: '{"ä":true}' };

test("method, headers, body and answer pass as with fetch", async () => {
  await using door = await openDoor(200, true);
  const response = await createLeanFetch(1_000)(new Request(door.url, asking));
  expect({ status: response.status, type: response.headers.get("content-type"), body: await response.json() }).toEqual({
    status: 200,
    type: "application/json",
    body: { ü: 1 },
  });
  expect(door.heard).toEqual(['POST /flag Bearer k {"ä":true}']);
});

test("an answer without a body is one", async () => {
  await using door = await openDoor(304, true);
  expect((await createLeanFetch(1_000)(door.url)).status).toBe(304);
});

test("a door that does not answer, and one that is closed, are rejections in time", async () => {
  await using door = await openDoor(200, false);
  await expect(createLeanFetch(30)(door.url, asking)).rejects.toThrow("no answer within 30 ms");
  const closed = await openDoor(200, true);
  await closed[Symbol.asyncDispose]();
  await expect(createLeanFetch(1_000)(closed.url)).rejects.toThrow("ECONNREFUSED");
});
