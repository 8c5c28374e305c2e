import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compose, type Firebreak } from "./compose.ts";
import { type Config, readConfig } from "./config.ts";
import { aNote, declaration } from "./incidents/testing.ts";
import { DataFolderInUse } from "./postgres/lock.ts";
import { silent } from "./postgres/testing.ts";

const PRACTICE_KEY = "a-key-of-the-practice-service-0123456789";
let config: Config;
let firebreak: Firebreak;
let administrator: ReturnType<typeof openPerson>;
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-test-"));
  config = readConfig({ FIREBREAK_DATA: folder, PORT: "0", FIREBREAK_PRACTICE_KEY: PRACTICE_KEY });
  firebreak = await compose(config, silent);
});
afterAll(async () => {
  await firebreak.close();
  await rm(config.dataFolder, { recursive: true, force: true });
});
/** A person with a browser's cookie, and the page's own origin. */
function openPerson(url: string) {
  let cookie = "";
  const ask = async (path: string, body?: unknown) => {
    const headers = { origin: url, "content-type": "application/json", cookie };
    const init = body === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, init);
    for (const line of response.headers.getSetCookie()) cookie = line.split(";")[0] ?? "";
    return { status: response.status, body: await response.json() };
  };
  return {
    enter: (link: string, who: { readonly name?: string; readonly email?: string }) =>
      ask("/api/welcome", { token: new URL(link).searchParams.get("token"), password: "correct horse battery", ...who }),
    mutate: (path: string, input: unknown) => ask(`/trpc/${path}`, input),
    query: (path: string) => ask(`/trpc/${path}`),
  };
}
const get = (path: string, headers: Record<string, string> = {}) => fetch(`${firebreak.url}${path}`, { headers });
const mutate = (headers: Record<string, string>) =>
  fetch(`${firebreak.url}/trpc/practice.end`, {
    method: "POST",
    body: "{}",
    headers: { "content-type": "application/json", ...headers },
  });

test("every part answers, and every page comes with a policy that lets in nothing foreign", async () => {
  const health = await get("/healthz");
  expect([health.status, await health.json()]).toEqual([200, { ok: true, parts: { postgres: "up", telemetry: "up" } }]);
  const policy = health.headers.get("content-security-policy") ?? "";
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain(`connect-src 'self' ${firebreak.url.replace("http", "ws")}`);
  expect(health.headers.get("x-powered-by")).toBeNull();
});

test("what a program asks for and is not there is JSON; what leaks nothing is the rest", async () => {
  for (const path of ["/api/nothing", "/v1/nothing", "/ofrep/v1/nothing"]) {
    const answer = await get(path);
    expect([answer.status, await answer.json()], path).toEqual([404, expect.objectContaining({ code: "NOT_FOUND" })]);
  }
  const unknown = await get("/trpc/incidents.nothing");
  expect(unknown.status).toBe(404);
  expect(await unknown.text()).not.toContain("at ");
});

test("a command comes from our own pages or not at all", async () => {
  const refused = { "sec-fetch-site": "cross-site", origin: "https://evil.example" };
  for (const headers of [
    refused,
    { origin: "https://evil.example" },
    { "sec-fetch-site": "same-site", origin: firebreak.url.replace("127", "128") },
    {},
  ]) {
    const answer = await mutate(headers as Record<string, string>);
    expect([answer.status, (await answer.json()).code], JSON.stringify(headers)).toEqual([403, "FOREIGN_ORIGIN"]);
  }
  for (const headers of [{ origin: firebreak.url }, { "sec-fetch-site": "same-origin" }]) {
    expect((await mutate(headers as Record<string, string>)).status).toBe(401);
  }
});

test("the one-time link makes the administrator, and an executive's account reaches its page alone", async () => {
  administrator = openPerson(firebreak.url);
  await administrator.enter(firebreak.firstAdministratorLink ?? "", { name: "Commander", email: "commander@example.org" });
  const who = { name: "Exec", email: "exec@example.org", role: "executive" };
  const { body } = await administrator.mutate("accounts.invite", who);
  const executive = openPerson(firebreak.url);
  await executive.enter(body.result.data.link, {});
  expect((await executive.query("pages.executive")).status).toBe(200);
  const closed = ["pages.support", "incidents.list", "telemetry.services", "practice.status", "accounts.list", "accounts.keys"];
  for (const path of closed) expect((await executive.query(path)).status, path).toBe(403);
});

test("a command that is too big is refused, whoever sends it", async () => {
  const { body } = await administrator.mutate("accounts.invite", {
    name: "x".repeat(400 * 1024),
    email: "x@y.zz",
    role: "legal",
  });
  expect(body.error.data.code).toBe("PAYLOAD_TOO_LARGE");
});

test("an incident's number and the ids of Firebreak's own commands are not a person's to choose", async () => {
  const chosen = await administrator.mutate("incidents.command", {
    commandId: randomUUID(),
    incidentId: "INC-999999999",
    command: declaration,
  });
  expect([chosen.status, chosen.body.error?.data.refusal]).toEqual([412, "NUMBER_CHOSEN"]);
  const taken = await administrator.mutate("incidents.command", {
    commandId: "2ed6657d-e927-568b-95e1-2665a8aea6a2",
    incidentId: "INC-1",
    command: aNote("Seen."),
  });
  expect([taken.status, taken.body.error?.data.code]).toEqual([400, "BAD_REQUEST"]);
  expect((await administrator.query("incidents.list")).body.result.data).toEqual([]);
});

test("a batch asks for no more than the browser asks for at once", async () => {
  const ask = async (count: number) => (await administrator.query(`${Array(count).fill("accounts.me").join()}?batch=1`)).status;
  expect([await ask(20), await ask(21)]).toEqual([200, 400]);
});

test("a second server on the same data is refused with a sentence", async () => {
  await expect(compose(config, silent)).rejects.toThrow(DataFolderInUse);
});

/** The last one: it stops the server. */
test("a stop does not wait for a stream that someone keeps open", async () => {
  const asked = await fetch(`${firebreak.url}/ofrep/v1/evaluate/flags`, {
    method: "POST",
    headers: { authorization: `Bearer ${PRACTICE_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({ context: { targetingKey: "one" } }),
  });
  const { eventStreams } = (await asked.json()) as { eventStreams: { endpoint: { requestUri: string } }[] };
  const stream = await get(eventStreams[0]?.endpoint.requestUri ?? "/");
  expect(stream.headers.get("content-type")).toContain("text/event-stream");
  const ended = stream.text().then(
    () => "ended",
    () => "cut",
  );
  await firebreak.close();
  expect(["ended", "cut"]).toContain(await ended);
  await expect(get("/healthz")).rejects.toThrow();
});
