import { expect, test } from "vitest";
import { createTestClock, createTestKeys, KEYS, openFlagServer, openIncidentRoom } from "./testing.ts";

const { now } = createTestClock();

/** Reads frames off a stream as they come. */
async function openStream(url: string, headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const response = await fetch(url, { headers, signal: abort.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    status: response.status,
    headers: response.headers,
    /** The next data frame, or null when the stream has ended. */
    async next(): Promise<{ id: string; data: unknown } | null> {
      for (;;) {
        const end = text.indexOf("\n\n");
        if (end >= 0) {
          const frame = text.slice(0, end);
          text = text.slice(end + 2);
          const data = /^data: (.*)$/m.exec(frame)?.[1];
          if (data) return { id: /^id: (.*)$/m.exec(frame)?.[1] ?? "", data: JSON.parse(data) };
          continue;
        }
        const chunk = await reader?.read();
        if (!chunk || chunk.done) return null;
        text += chunk.value;
      }
    },
    [Symbol.dispose]: () => abort.abort(),
  };
}
const refetch = (version: number) => ({ id: `v${version}`, data: { type: "refetchEvaluation", etag: `v${version}` } });

async function streamUrl(
  server: { baseUrl: string; ask: Awaited<ReturnType<typeof openFlagServer>>["ask"] },
  key: string = KEYS.flags,
) {
  const { body } = await server.ask("", { body: { context: { targetingKey: "x" } }, headers: { "x-api-key": key } });
  return `${server.baseUrl}${body.eventStreams[0].endpoint.requestUri}`;
}

test("each change of the service's flags is told at once, another service's is not", async () => {
  using room = openIncidentRoom({ now });
  await using server = await openFlagServer({ incidents: room.incidents, now });
  using stream = await openStream(await streamUrl(server));
  expect([stream.status, stream.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  expect(await stream.next()).toEqual(refetch(0));
  await room.isolate(await room.declare({ service: "other-service" }), { language: "de" });
  const incident = await room.declare();
  const containment = await room.isolate(incident, { language: "de" });
  expect(await stream.next()).toEqual(refetch(1));
  await room.release(incident, containment);
  expect(await stream.next()).toEqual(refetch(2));
});

test("a reconnecting reader is told to ask again only when it missed something", async () => {
  using room = openIncidentRoom({ now });
  await using server = await openFlagServer({ incidents: room.incidents, now });
  const url = await streamUrl(server);
  const incident = await room.declare();
  await room.isolate(incident, { language: "de" });
  using missed = await openStream(url, { "last-event-id": "v0" });
  expect(await missed.next()).toEqual(refetch(1));
  using upToDate = await openStream(url, { "last-event-id": "v1" });
  await room.isolate(incident, { language: "fr" });
  expect(await upToDate.next()).toEqual(refetch(2));
});

test("the stream opens with a token or with the key, and with nothing else", async () => {
  using room = openIncidentRoom({ now });
  await using server = await openFlagServer({ incidents: room.incidents, now });
  const url = `${server.baseUrl}/ofrep/v1/stream`;
  using keyed = await openStream(url, { authorization: `Bearer ${KEYS.flags}` });
  using anonymous = await openStream(url);
  using forged = await openStream(`${url}?token=abc.def`, { authorization: `Bearer ${KEYS.flags}` });
  using unscoped = await openStream(url, { "x-api-key": KEYS.intake });
  expect([keyed.status, anonymous.status, forged.status, unscoped.status]).toEqual([200, 401, 401, 403]);
});

test("closing ends every stream", async () => {
  using room = openIncidentRoom({ now });
  await using server = await openFlagServer({ incidents: room.incidents, now });
  using stream = await openStream(await streamUrl(server));
  expect(await stream.next()).toEqual(refetch(0));
  server.close();
  expect(await stream.next()).toBeNull();
});

test("too many streams of one key: 429 with Retry-After; other keys still get one", async () => {
  using room = openIncidentRoom({ now });
  await using server = await openFlagServer({ incidents: room.incidents, now, limits: { total: 10, perKey: 2 } });
  const url = await streamUrl(server);
  using first = await openStream(url);
  using second = await openStream(url);
  using third = await openStream(url);
  using other = await openStream(await streamUrl(server, KEYS.other));
  expect([first.status, second.status, third.status, other.status]).toEqual([200, 200, 429, 200]);
  expect(third.headers.get("retry-after")).toBe("30");
});

test("a quiet stream is kept alive, and one whose key was revoked ends", async () => {
  using room = openIncidentRoom({ now });
  const keys = createTestKeys();
  let revoked = false;
  const apiKeys = { ...keys, list: async () => (revoked ? [] : keys.list()) };
  await using server = await openFlagServer({ incidents: room.incidents, now, apiKeys, keepAliveMs: 20 });
  const response = await fetch(await streamUrl(server));
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!text.includes(": alive")) text += (await reader?.read())?.value ?? "";
  revoked = true;
  while (!(await reader?.read())?.done);
});
