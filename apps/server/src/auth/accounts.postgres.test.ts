import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { createAuth } from "./create-auth.ts";
import { GOOD_PASSWORD, openTestAuth, TEST_SECRET } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

test("a new role cuts the account's sessions, tells the listeners, and holds after the next sign-in", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  const kim = await room.signedIn("commander");
  const bystander = await room.signedIn("responder");
  const changed: string[] = [];
  room.auth.accounts.onChanged((accountId) => changed.push(accountId));
  expect(await room.auth.accountOf({ cookie: kim.cookie })).toMatchObject({ role: "commander" });

  expect(await room.auth.accounts.changeRole(kim.id, "executive")).toEqual({ ok: true, value: null });
  expect(await room.auth.accounts.changeRole(kim.id, "executive")).toEqual({ ok: true, value: null });
  expect(await room.auth.accountOf({ cookie: kim.cookie })).toBeNull();
  expect(await room.auth.accountOf({ cookie: bystander.cookie })).toMatchObject({ role: "responder" });
  expect(changed).toEqual([kim.id]);
  await kim.post("/api/auth/sign-in/email", { email: kim.email, password: GOOD_PASSWORD });
  expect(await room.auth.accountOf({ cookie: kim.cookie })).toMatchObject({ role: "executive" });

  await room.auth.accounts.setDisabled(kim.id, true);
  expect(await room.auth.accountOf({ cookie: kim.cookie })).toBeNull();
  expect(changed).toEqual([kim.id, kim.id]);
});

test("another node notices a disabled account within 5 s", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  const kim = await room.signedIn("commander");
  const options = { db: postgres.db, publicUrl: room.url, secret: TEST_SECRET, logger: silent };
  const otherNode = createAuth({ ...options, now: () => room.clock.now });
  expect(await otherNode.accountOf({ cookie: kim.cookie })).toMatchObject({ role: "commander" });
  await room.auth.accounts.setDisabled(kim.id, true);
  room.clock.now += 5_000;
  expect(await otherNode.accountOf({ cookie: kim.cookie })).toBeNull();
});

test("the last administrator can be neither demoted nor disabled, also when two leave at once", async () => {
  await using room = await openTestAuth(postgres);
  const ada = await room.firstAdministrator();
  const refused = { ok: false, code: "LAST_ADMINISTRATOR" };
  // Invited is not there yet: nobody can sign in as this one.
  await room.auth.accounts.invite({ name: "Not yet", email: "notyet@example.org", role: "administrator" });
  expect(await room.auth.accounts.changeRole(ada.id, "commander")).toMatchObject(refused);
  expect(await room.auth.accounts.setDisabled(ada.id, true)).toMatchObject(refused);
  expect(await room.auth.accountOf({ cookie: ada.cookie })).toMatchObject({ role: "administrator" });

  const bo = await room.signedIn("administrator");
  const answers = await Promise.all([
    room.auth.accounts.changeRole(ada.id, "legal"),
    room.auth.accounts.setDisabled(bo.id, true),
  ]);
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  expect(answers.filter((answer) => !answer.ok)).toMatchObject([refused]);
});

test("inviting again replaces the link; an account in use is not invited over", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  const kim = { name: "Responder", email: "Responder@example.org", role: "support" } as const;
  const first = await room.auth.accounts.invite(kim);
  const second = await room.auth.accounts.invite({ ...kim, role: "commander" });
  if (!first.ok || !second.ok) throw new Error("refused");
  const look = (link: string) => room.visitor().get(`/api/welcome?token=${new URL(link).searchParams.get("token")}`);
  expect([(await look(first.value.link)).body.code, (await look(second.value.link)).body.ok]).toEqual(["LINK_EXPIRED", true]);
  expect(await room.auth.accounts.list()).toMatchObject([
    { name: "Commander", invited: false },
    { name: "Responder", email: "responder@example.org", role: "commander", invited: true, disabled: false },
  ]);
  expect(await room.auth.accounts.invite({ ...kim, email: "ADA@example.org" })).toMatchObject({ ok: false, code: "EMAIL_TAKEN" });
});

test("a new link sets a new password: the old one and its sessions end, and the listeners hear of it", async () => {
  await using room = await openTestAuth(postgres);
  await room.firstAdministrator();
  const kim = await room.signedIn("commander");
  const changed: string[] = [];
  room.auth.accounts.onChanged((accountId) => changed.push(accountId));
  const made = await room.auth.accounts.newLink(kim.id);
  if (!made.ok) throw new Error(made.message);
  expect(await room.auth.accountOf({ cookie: kim.cookie })).toMatchObject({ id: kim.id });

  const forgetful = room.visitor();
  const token = new URL(made.value.link).searchParams.get("token");
  await forgetful.post("/api/welcome", { token, password: `another ${GOOD_PASSWORD}` });
  expect(await room.auth.accountOf({ cookie: kim.cookie })).toBeNull();
  expect(await room.auth.accountOf({ cookie: forgetful.cookie })).toMatchObject({ id: kim.id, role: "commander" });
  expect(changed).toEqual([kim.id]);
  expect((await kim.post("/api/auth/sign-in/email", { email: kim.email, password: GOOD_PASSWORD })).status).toBe(401);

  await room.auth.accounts.setDisabled(kim.id, true);
  expect(await room.auth.accounts.newLink(kim.id)).toMatchObject({ ok: false, code: "ACCOUNT_DISABLED" });
  expect(await room.auth.accounts.newLink("nobody")).toMatchObject({ ok: false, code: "ACCOUNT_UNKNOWN" });
});

test("who may lead an incident: commanders, responders and administrators that can sign in", async () => {
  await using room = await openTestAuth(postgres);
  const ada = await room.firstAdministrator();
  const commander = await room.signedIn("commander");
  const gone = await room.signedIn("responder");
  await room.signedIn("executive");
  await room.signedIn("legal");
  await room.auth.accounts.setDisabled(gone.id, true);
  await room.auth.accounts.invite({ name: "Not yet", email: "notyet@example.org", role: "commander" });
  const assignable = await room.auth.accounts.assignable();
  expect(assignable.map(({ id, role }) => ({ id, role }))).toEqual([
    { id: ada.id, role: "administrator" },
    { id: commander.id, role: "commander" },
  ]);
});
