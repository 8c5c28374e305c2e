import { createExpressMiddleware } from "@trpc/server/adapters/express";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestAuth, type TestAuth } from "../auth/testing.ts";
import { createTestTime } from "../detection/testing.ts";
import { openTestServer } from "../http/testing.ts";
import { alarm, emptyInbox, openInboxRoom, SERVICE } from "../inbox/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import { expectedChangesRouter } from "./expected-changes.ts";
import { inboxRouter } from "./inbox.ts";
import { type ApiContext, router } from "./trpc.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let auth: TestAuth;
beforeAll(async () => {
  postgres = await openTestPostgres();
  auth = await openTestAuth(postgres);
});
afterAll(async () => {
  await auth[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

/** The two routers over HTTP, with real sessions, a real inbox and a real log. */
async function openApi() {
  await emptyInbox(postgres);
  const parts = new AsyncDisposableStack();
  const room = parts.use(await openInboxRoom({ postgres, time: createTestTime(Date.now()) }));
  const context = { inbox: room.inbox, expectedChanges: room.expected } as unknown as ApiContext;
  const app = express().use(
    createExpressMiddleware({
      router: router({ inbox: inboxRouter, expectedChanges: expectedChangesRouter }),
      createContext: async ({ req }): Promise<ApiContext> => ({ ...context, account: await auth.auth.accountOf(req.headers) }),
    }),
  );
  const server = parts.use(await openTestServer(app));
  const answer = async (response: Response) => {
    const { error, result } = (await response.json()) as {
      error?: { message: string; data: { code: string; refusal: string | null } };
      result?: { data: unknown };
    };
    return error
      ? { code: error.data.code, refusal: error.data.refusal, message: error.message }
      : { code: "OK", data: result?.data };
  };
  return {
    room,
    as: ({ cookie }: { readonly cookie: string }) => ({
      ask: async (path: string, input: unknown) =>
        answer(await fetch(`${server.url}/${path}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers: { cookie } })),
      send: async (path: string, input: unknown) =>
        answer(
          await fetch(`${server.url}/${path}`, {
            method: "POST",
            headers: { cookie, "content-type": "application/json" },
            body: JSON.stringify(input),
          }),
        ),
    }),
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

test("a responder reads the inbox, merges a suspicion once however often it is sent, and refusals come with code and sentence", async () => {
  await using api = await openApi();
  await api.room.report(alarm("ece"));
  const responder = await auth.signedIn("responder");
  const desk = api.as(responder);
  const listed = await desk.ask("inbox.list", { open: true, owner: "ML", limit: 10 });
  expect(listed).toMatchObject({ code: "OK", data: [{ suspicionId: "SUS-1", alerts: [{ alertId: "ALT-1" }] }] });
  expect(await desk.ask("inbox.get", { suspicionId: "SUS-9" })).toMatchObject({
    code: "NOT_FOUND",
    message: "There is no SUS-9.",
  });
  const incidentId = await api.room.declareIncident();
  const ask = { suspicionId: "SUS-1", incidentId };
  expect(await desk.send("inbox.merge", ask)).toEqual({ code: "OK", data: null });
  expect(await desk.send("inbox.merge", ask)).toEqual({ code: "OK", data: null });
  expect(await api.room.attached(incidentId)).toEqual([[expect.stringMatching(/^Person \d+$/), "ece"]]);
  expect(await desk.send("inbox.dismiss", { suspicionId: "SUS-1", reason: "Planned." })).toMatchObject({
    code: "PRECONDITION_FAILED",
    refusal: "ALREADY_DECIDED",
    message: expect.stringContaining(`was merged into ${incidentId}`),
  });
  expect((await desk.send("inbox.dismiss", { suspicionId: "SUS-1", reason: "  " })).code).toBe("BAD_REQUEST");
});

test("legal reads the inbox and the expected changes and decides nothing in them", async () => {
  await using api = await openApi();
  await api.room.report(alarm("ece"));
  const desk = api.as(await auth.signedIn("legal"));
  const change = { service: SERVICE, signals: [], from: Date.now(), to: Date.now() + 60_000, reason: "Spring" };
  const codes = [
    await desk.ask("inbox.list", { open: true, owner: null, limit: 10 }),
    await desk.ask("expectedChanges.list", { service: null }),
    await desk.send("inbox.dismiss", { suspicionId: "SUS-1", reason: "Planned." }),
    await desk.send("inbox.merge", { suspicionId: "SUS-1", incidentId: "INC-1" }),
    await desk.send("inbox.declared", { suspicionId: "SUS-1", incidentId: "INC-1" }),
    await desk.send("expectedChanges.document", change),
    await desk.send("expectedChanges.end", { changeId: "CHG-1" }),
  ].map((answer) => answer.code);
  expect(codes).toEqual(["OK", "OK", "FORBIDDEN", "FORBIDDEN", "FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
});

test("an expected change is documented, listed and ended over the API; what does not fit is refused in a sentence", async () => {
  await using api = await openApi();
  const desk = api.as(await auth.signedIn("commander"));
  const change = { service: SERVICE, signals: ["ece"], from: Date.now(), to: Date.now() + 60_000, reason: "Spring campaign" };
  expect(await desk.send("expectedChanges.document", change)).toMatchObject({
    code: "OK",
    data: { changeId: "CHG-1", ...change },
  });
  expect(await desk.send("expectedChanges.document", { ...change, to: change.from })).toMatchObject({
    refusal: "ENDS_BEFORE_IT_BEGINS",
    message: "It ends before it begins. Choose an end after the beginning.",
  });
  expect(await desk.send("expectedChanges.document", { ...change, from: 1e300 })).toMatchObject({ code: "BAD_REQUEST" });
  expect(await desk.ask("expectedChanges.list", { service: SERVICE })).toMatchObject({ data: [{ changeId: "CHG-1" }] });
  expect(await desk.send("expectedChanges.end", { changeId: "CHG-1" })).toEqual({ code: "OK", data: null });
  expect(await desk.send("expectedChanges.end", { changeId: "CHG-1" })).toMatchObject({ refusal: "CHANGE_ENDED" });
});
