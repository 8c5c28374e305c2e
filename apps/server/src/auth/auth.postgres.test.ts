import { getMigrations } from "better-auth/db/migration";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { betterAuthOptions, createSignInEngine } from "./better-auth.ts";
import { createAuth } from "./create-auth.ts";
import { LINK_LIFETIME_MS } from "./links.ts";
import type { AuthTables } from "./tables.ts";
import { GOOD_PASSWORD, openTestAuth, TEST_SECRET } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

const tokenOf = (link: string | null) => new URL(link ?? "about:blank").searchParams.get("token") ?? "";
const signInPath = "/api/auth/sign-in/email";

test("the migration makes what better-auth wants, and nothing is left to migrate", async () => {
  const db = postgres.db.withTables<AuthTables>();
  const options = betterAuthOptions({ db, publicUrl: "http://127.0.0.1:4600", secret: TEST_SECRET, logger: silent });
  const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = await getMigrations(options);
  expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({
    toBeCreated: [],
    toBeAdded: [],
    toBeAddedIndexes: [],
    schemaProblems: [],
  });
});

test("the first link makes the administrator, signs in, and no second link is made afterwards", async () => {
  await using room = await openTestAuth(postgres);
  const replaced = tokenOf(await room.auth.firstAdministratorLink());
  const token = tokenOf(await room.auth.firstAdministratorLink());
  const visitor = room.visitor();
  expect(await visitor.get(`/api/welcome?token=${replaced}`)).toMatchObject({ status: 404, body: { code: "LINK_EXPIRED" } });
  expect(await visitor.get("/api/welcome?token=guess")).toMatchObject({ status: 404, body: { code: "LINK_UNKNOWN" } });
  expect(await visitor.get(`/api/welcome?token=${token}`)).toEqual({
    status: 200,
    body: { ok: true, kind: "first-administrator" },
  });

  const who = { token, name: "Commander", email: "Commander@Example.org", password: GOOD_PASSWORD };
  expect(await visitor.post("/api/welcome", { ...who, password: "short" })).toMatchObject({
    status: 400,
    body: { code: "INVALID_INPUT", field: "password", message: "Choose a password of at least 12 characters." },
  });
  expect(await visitor.post("/api/welcome", who)).toEqual({ status: 200, body: { ok: true } });
  expect(visitor.setCookie).toMatch(/^firebreak\.session_token=.*Max-Age=604800.*HttpOnly.*SameSite=Lax/i);
  expect(visitor.setCookie).not.toMatch(/Secure/);

  expect(await room.auth.accountOf({ cookie: visitor.cookie })).toEqual({
    id: expect.any(String),
    name: "Commander",
    email: "commander@example.org",
    role: "administrator",
  });
  expect(await room.auth.firstAdministratorLink()).toBeNull();
  expect(await visitor.post("/api/welcome", who)).toMatchObject({ status: 409, body: { code: "LINK_USED" } });
});

test("an invited person chooses a password, signs out and in again; /api/auth tells who it is", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  const invited = await room.auth.accounts.invite({ name: "Responder", email: "responder@example.org", role: "responder" });
  const token = tokenOf(invited.ok ? invited.value.link : null);
  const kim = room.visitor();
  expect(await kim.get(`/api/welcome?token=${token}`)).toEqual({
    status: 200,
    body: { ok: true, kind: "invitation", name: "Responder", email: "responder@example.org" },
  });
  expect((await room.auth.accounts.list()).find((row) => row.name === "Responder")?.invited).toBe(true);
  expect((await kim.post("/api/welcome", { token, password: GOOD_PASSWORD })).status).toBe(200);
  expect((await room.auth.accounts.list()).find((row) => row.name === "Responder")?.invited).toBe(false);

  const before = kim.cookie;
  expect((await kim.post("/api/auth/sign-out", {})).status).toBe(200);
  expect(await room.auth.accountOf({ cookie: before })).toBeNull();
  expect((await kim.post(signInPath, { email: "KIM@example.org", password: GOOD_PASSWORD })).status).toBe(200);
  expect(await room.auth.accountOf(new Headers({ cookie: kim.cookie }))).toMatchObject({ name: "Responder", role: "responder" });
  expect(await kim.get("/api/auth/get-session")).toMatchObject({
    status: 200,
    body: { user: { email: "responder@example.org" } },
  });
});

test("of concurrent uses of one link one wins, and only its password opens the account", async () => {
  await using room = await openTestAuth(postgres);
  const token = tokenOf(await room.auth.firstAdministratorLink());
  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(async (n) => {
      const who = { token, name: `Racer ${n}`, email: `racer${n}@example.org`, password: `${GOOD_PASSWORD} ${n}` };
      return { n, ...(await room.visitor().post("/api/welcome", who)) };
    }),
  );
  const winners = answers.filter((answer) => answer.status === 200);
  expect(winners).toHaveLength(1);
  expect(answers.filter((answer) => answer.body.code === "LINK_USED")).toHaveLength(4);
  expect((await room.auth.accounts.list()).map((row) => row.email)).toEqual([`racer${winners[0]?.n}@example.org`]);
});

test("a refused entry leaves the link good; an expired one is refused with what to do", async () => {
  await using room = await openTestAuth(postgres);
  await room.auth.accounts.invite({ name: "Responder", email: "responder@example.org", role: "commander" });
  const token = tokenOf(await room.auth.firstAdministratorLink());
  const who = { token, name: "Commander", email: "responder@example.org", password: GOOD_PASSWORD };
  const visitor = room.visitor();
  expect(await visitor.post("/api/welcome", who)).toMatchObject({ status: 409, body: { code: "EMAIL_TAKEN", field: "email" } });
  room.clock.now += LINK_LIFETIME_MS - 1;
  expect((await visitor.get(`/api/welcome?token=${token}`)).status).toBe(200);
  room.clock.now += 1;
  expect(await visitor.get(`/api/welcome?token=${token}`)).toMatchObject({ status: 404, body: { code: "LINK_EXPIRED" } });
  expect(await visitor.post("/api/welcome", { ...who, email: "commander@example.org" })).toMatchObject({ status: 410 });
  expect(await room.auth.firstAdministratorLink()).not.toBeNull();
});

test("a disabled account opens neither its link nor its password", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  const invited = await room.auth.accounts.invite({ name: "Responder", email: "responder@example.org", role: "legal" });
  const token = tokenOf(invited.ok ? invited.value.link : null);
  const kim = (await room.auth.accounts.list()).find((row) => row.name === "Responder");
  await room.auth.accounts.setDisabled(kim?.id ?? "", true);
  const visitor = room.visitor();
  const refused = { status: 403, body: { code: "ACCOUNT_DISABLED" } };
  expect(await visitor.get(`/api/welcome?token=${token}`)).toMatchObject(refused);
  expect(await visitor.post("/api/welcome", { token, password: GOOD_PASSWORD })).toMatchObject(refused);
  await room.auth.accounts.setDisabled(kim?.id ?? "", false);
  expect((await visitor.post("/api/welcome", { token, password: GOOD_PASSWORD })).status).toBe(200);
  await room.auth.accounts.setDisabled(kim?.id ?? "", true);
  expect(await visitor.post(signInPath, { email: "responder@example.org", password: GOOD_PASSWORD })).toMatchObject(refused);
});

test("nobody signs up, over HTTP or past the router, and no body gives itself a role", async () => {
  await using room = await openTestAuth(postgres);
  const admin = await room.firstAdministrator();
  const body = { name: "Mallory", email: "mallory@example.org", password: GOOD_PASSWORD, role: "administrator" };
  expect(await room.visitor().post("/api/auth/sign-up/email", body)).toMatchObject({ status: 404 });
  expect(await admin.post("/api/auth/update-user", { role: "commander" })).toMatchObject({ status: 404 });
  const db = postgres.db.withTables<AuthTables>();
  const engine = createSignInEngine({ db, publicUrl: room.url, secret: TEST_SECRET, logger: silent });
  const past = (path: string) =>
    engine.handler(
      new Request(`${room.url}/api/auth${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: room.url, cookie: admin.cookie },
        body: JSON.stringify(body),
      }),
    );
  expect((await past("/sign-up/email")).status).toBe(400);
  expect((await past("/update-user")).status).toBe(400);
  expect((await room.auth.accounts.list()).map((row) => `${row.email} ${row.role}`)).toEqual([
    "commander@example.org administrator",
  ]);
});

test("a wrong password is refused with a sentence, and too many of them have to wait", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  const visitor = room.visitor();
  const wrong = { email: "commander@example.org", password: "not the password" };
  for (let n = 0; n < 10; n++) {
    expect(await visitor.post(signInPath, n % 2 ? wrong : { ...wrong, email: "ADA@example.org" })).toMatchObject({
      status: 401,
      body: {
        code: "INVALID_EMAIL_OR_PASSWORD",
        message: "The e-mail address or the password is wrong. Check both and try again.",
      },
    });
  }
  expect(await visitor.post(signInPath, { ...wrong, password: GOOD_PASSWORD })).toMatchObject({
    status: 429,
    body: { code: "TOO_MANY_ATTEMPTS", message: "Too many attempts. Wait 600 s, then try again." },
  });
  room.clock.now += 600_000;
  expect((await visitor.post(signInPath, { ...wrong, password: GOOD_PASSWORD })).status).toBe(200);
});

test("a sign-in clears away the sessions that have ended, and those open nothing", async () => {
  await using room = await openTestAuth(postgres);
  const admin = await room.firstAdministrator();
  await postgres.pool.query("update sessions set expires_at = now() - interval '1 second'");
  room.clock.now += 5_000;
  expect(await room.auth.accountOf({ cookie: admin.cookie })).toBeNull();
  await postgres.pool.query(
    "insert into sessions (id, token, account_id, expires_at, updated_at) select 'old', 'old', id, now() - interval '1 day', now() from accounts",
  );
  await room.visitor().post(signInPath, { email: "commander@example.org", password: GOOD_PASSWORD });
  const { rows } = await postgres.pool.query(
    "select count(*) as all, count(*) filter (where expires_at > now()) as live from sessions",
  );
  expect(rows).toEqual([{ all: 1, live: 1 }]);
});

test("a foreign page cannot sign anybody in or out", async () => {
  await using room = await openTestAuth(postgres);
  const admin = await room.firstAdministrator();
  const foreign = { origin: "https://elsewhere.example" };
  const credentials = { email: "commander@example.org", password: GOOD_PASSWORD };
  expect(await room.visitor().post(signInPath, credentials, foreign)).toMatchObject({
    status: 403,
    body: { code: "INVALID_ORIGIN" },
  });
  expect((await admin.post("/api/auth/sign-out", {}, foreign)).status).toBe(403);
  expect(await room.auth.accountOf({ cookie: admin.cookie })).toMatchObject({ name: "Commander" });
});

test("a body that is no JSON or too big is refused, not thrown", async () => {
  await using room = await openTestAuth(postgres);
  const post = (body: string) =>
    fetch(`${room.url}/api/welcome`, { method: "POST", headers: { "content-type": "application/json" }, body });
  expect([(await post("{")).status, (await post(JSON.stringify("x".repeat(20_000)))).status, (await post("[]")).status]).toEqual([
    400, 413, 400,
  ]);
});

test("a forged or foreign cookie opens nothing; https makes the cookie secure", async () => {
  await using room = await openTestAuth(postgres);
  const admin = await room.firstAdministrator();
  const other = createAuth({ db: postgres.db, publicUrl: room.url, secret: `other ${TEST_SECRET}`, logger: silent });
  expect(await other.accountOf({ cookie: admin.cookie })).toBeNull();
  expect(await room.auth.accountOf({ cookie: `${admin.cookie}x` })).toBeNull();
  expect(await room.auth.accountOf({})).toBeNull();

  const db = postgres.db.withTables<AuthTables>();
  const engine = createSignInEngine({ db, publicUrl: "https://firebreak.example", secret: TEST_SECRET, logger: silent });
  const answer = await engine.signIn({ email: "commander@example.org", password: GOOD_PASSWORD }, new Headers());
  expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-firebreak\.session_token=.*; Secure/);
});

test("whoever runs the server gets an administrator back in, with the old address or a new one, once", async () => {
  await using room = await openTestAuth(postgres);
  const ada = await room.firstAdministrator();
  const link = await room.auth.administratorLink();
  const visitor = room.visitor();
  expect((await visitor.get(`/api/welcome?token=${tokenOf(link)}`)).body).toEqual({ ok: true, kind: "first-administrator" });
  const changed: string[] = [];
  room.auth.accounts.onChanged((accountId) => changed.push(accountId));
  const entry = { token: tokenOf(link), name: "Commander", email: ada.email, password: "another good password" };
  expect((await visitor.post("/api/welcome", entry)).body).toEqual({ ok: true });
  expect(await room.auth.accountOf({ cookie: visitor.cookie })).toMatchObject({ id: ada.id, role: "administrator" });
  expect(await room.auth.accountOf({ cookie: ada.cookie })).toBeNull();
  expect(changed).toEqual([ada.id]);
  expect((await visitor.post("/api/welcome", entry)).body.code).toBe("LINK_USED");

  const executive = await room.signedIn("executive");
  await room.auth.accounts.setDisabled(executive.id, true);
  const older = await room.auth.administratorLink();
  const newer = await room.auth.administratorLink();
  const promoted = { ...entry, email: executive.email };
  expect((await visitor.post("/api/welcome", { ...promoted, token: tokenOf(older) })).body.code).toBe("LINK_EXPIRED");
  expect((await visitor.post("/api/welcome", { ...promoted, token: tokenOf(newer) })).body).toEqual({ ok: true });
  expect(await room.auth.accountOf({ cookie: visitor.cookie })).toMatchObject({ id: executive.id, role: "administrator" });
});
