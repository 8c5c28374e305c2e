import { IncidentCommand, mayCommand, Role } from "@firebreak/incident";
import { createExpressMiddleware } from "@trpc/server/adapters/express";
import express from "express";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appRouter } from "../api/router.ts";
import type { ApiContext } from "../api/trpc.ts";
import { openTestServer } from "../http/testing.ts";
import { createIncidents } from "../incidents/incidents.ts";
import { createMemoryEventStore } from "../incidents/testing/memory-event-store.ts";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { openTestAuth, type TestAuth, type Visitor } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

type Routers = typeof appRouter._def.procedures;
type Path = { [Router in keyof Routers]: `${Router}.${keyof Routers[Router] & string}` }[keyof Routers];
/** The type is nested by router; the value is flat, by path. */
const PROCEDURES = appRouter._def.procedures as unknown as Readonly<Record<Path, { readonly _def: { readonly type: string } }>>;
const PATHS = (Object.keys(PROCEDURES) as Path[]).sort();

/** The whole API over HTTP, with the real sessions, the real core, and nothing behind the doors that must stay shut. */
async function openApi(room: TestAuth) {
  const incidents = createIncidents({ store: createMemoryEventStore(), now: () => room.clock.now, logger: silent });
  const shut = (name: string) =>
    new Proxy({}, { get: (_, key) => () => Promise.reject(new Error(`${name}.${String(key)} was reached`)) });
  const app = express().use(
    "/trpc",
    createExpressMiddleware({
      router: appRouter,
      createContext: async ({ req }): Promise<ApiContext> => ({
        account: await room.auth.accountOf(req.headers),
        incidents,
        accounts: room.auth.accounts,
        apiKeys: room.auth.apiKeys,
        telemetry: shut("telemetry") as ApiContext["telemetry"],
        signals: shut("signals") as ApiContext["signals"],
        inbox: shut("inbox") as ApiContext["inbox"],
        expectedChanges: shut("expectedChanges") as ApiContext["expectedChanges"],
        changes: shut("changes") as ApiContext["changes"],
        diagnosis: shut("diagnosis") as ApiContext["diagnosis"],
        flags: shut("flags") as ApiContext["flags"],
        practice: shut("practice") as ApiContext["practice"],
        now: () => room.clock.now,
      }),
    }),
  );
  const server = await openTestServer(app);

  async function call(visitor: Pick<Visitor, "cookie">, path: Path, input?: unknown) {
    const isQuery = PROCEDURES[path]._def.type === "query";
    const search = isQuery && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : "";
    const response = await fetch(`${server.url}/trpc/${path}${search}`, {
      method: isQuery ? "GET" : "POST",
      headers: { cookie: visitor.cookie, "content-type": "application/json" },
      ...(isQuery ? {} : { body: JSON.stringify(input ?? {}) }),
    });
    const { error, result } = (await response.json()) as {
      error?: { message: string; data: { code: string; refusal: string | null } };
      result?: { data: unknown };
    };
    return { code: error?.data.code ?? "OK", refusal: error?.data.refusal ?? null, data: result?.data };
  }
  return {
    call,
    async codes(visitor: Pick<Visitor, "cookie">) {
      const answers = await Promise.all(PATHS.map(async (path) => [path, (await call(visitor, path)).code] as const));
      return Object.fromEntries(answers);
    },
    async [Symbol.asyncDispose]() {
      incidents.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** What every procedure answers: `open` as said, all others `rest`. A procedure that is added tomorrow must be shut too. */
const onlyOpen = (open: Partial<Record<Path, string>>, rest: string) =>
  Object.fromEntries(PATHS.map((path) => [path, open[path] ?? rest]));

test("an executive's account reaches who it is and the executive page, and nothing else of the API", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  await using api = await openApi(room);
  const executive = await room.signedIn("executive");
  expect(await api.codes(executive)).toEqual(onlyOpen({ "accounts.me": "OK", "pages.executive": "OK" }, "FORBIDDEN"));
});

test("a support account reaches its page, and of the commands only a question to the war room", async () => {
  await using room = await openTestAuth(postgres);
  const ada = await room.firstAdministrator();
  await using api = await openApi(room);
  const support = await room.signedIn("support");
  // An empty command is not a command: past the role, the input is parsed.
  const open = { "accounts.me": "OK", "pages.support": "OK", "incidents.command": "BAD_REQUEST" } as const;
  expect(await api.codes(support)).toEqual(onlyOpen(open, "FORBIDDEN"));

  const person = { id: ada.id, name: "Commander" };
  const declared = await api.call(ada, "incidents.declare", {
    commandId: crypto.randomUUID(),
    command: {
      type: "DeclareIncident",
      title: "Invented refund policies",
      summary: "",
      service: "support-assistant",
      incidentClass: "model",
      scenario: "I1",
      impact: { customerHarm: "high", financialLoss: "medium", regulatoryExposure: "unknown", systemDegradation: "none" },
      severity: "SEV1",
      severityReason: "Customers are told wrong things.",
      impactStartedAt: new Date(room.clock.now - 60_000).toISOString(),
      commander: person,
      technicalLead: person,
      detectedBy: null,
      drill: true,
    },
  });
  const { incidentId } = declared.data as { incidentId: string };
  const command = (body: unknown) =>
    api.call(support, "incidents.command", { commandId: crypto.randomUUID(), incidentId, command: body });
  expect(await command({ type: "AskQuestion", questionId: "q1", text: "Does this touch annual plans?" })).toMatchObject({
    code: "OK",
    data: { seq: expect.any(Number) },
  });
  const refused = { code: "PRECONDITION_FAILED", refusal: "NOT_PERMITTED" };
  expect(await command({ type: "AddNote", text: "Hello", proofs: [] })).toMatchObject(refused);
  expect(await command({ type: "AnswerQuestion", questionId: "q1", answer: "No." })).toMatchObject(refused);
  expect(commandTypes(IncidentCommand).filter((type) => mayCommand("support", type))).toEqual(["AskQuestion"]);
});

test("without a session only the question who it is gets an answer: nobody", async () => {
  await using room = await openTestAuth(postgres);
  await using api = await openApi(room);
  expect(await api.codes({ cookie: "" })).toEqual(onlyOpen({ "accounts.me": "OK" }, "UNAUTHORIZED"));
  expect((await api.call({ cookie: "" }, "accounts.me")).data).toBeNull();
});

test("only an administrator opens the desk of accounts and keys, and an executive's door shuts with the role", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  await using api = await openApi(room);
  const desk = PATHS.filter((path) => path.startsWith("accounts.") && path !== "accounts.me" && path !== "accounts.assignable");
  for (const role of Role.options.filter((option) => option !== "administrator")) {
    const codes = await api.codes(await room.signedIn(role));
    expect(desk.map((path) => [role, path, codes[path]])).toEqual(desk.map((path) => [role, path, "FORBIDDEN"]));
  }
  const bo = await room.signedIn("administrator");
  expect((await api.call(bo, "accounts.list")).code).toBe("OK");
  await room.auth.accounts.changeRole(bo.id, "executive");
  expect((await api.call(bo, "accounts.list")).code).toBe("UNAUTHORIZED");
});

/** The commands' names, out of the nested unions. */
function commandTypes(schema: { readonly options?: readonly unknown[]; readonly shape?: unknown }): IncidentCommand["type"][] {
  if (schema.options) return schema.options.flatMap((option) => commandTypes(option as typeof schema));
  return [(schema.shape as { type: { value: IncidentCommand["type"] } }).type.value];
}
