import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { COMMANDER } from "../incidents/testing.ts";
import { createNotices } from "../postgres/notices.ts";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import type { LineageChange } from "../telemetry/port.ts";
import { createChanges } from "./changes.ts";
import type { ChangeReport } from "./port.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
beforeEach(async () => {
  await postgres.pool.query("truncate announced_changes, change_doors, change_deliveries restart identity");
});
afterAll(() => postgres[Symbol.asyncDispose]());

const MINUTE = 60_000;
const DAY = 86_400_000;
const NOON = Date.UTC(2026, 0, 31, 12);
const WINDOW = { service: "assistant", from: NOON - 60 * MINUTE, to: NOON + 60 * MINUTE };

function openRoom({ seen = [], secret = "s".repeat(64) }: { seen?: readonly LineageChange[]; secret?: string } = {}) {
  const clock = { now: NOON };
  const notices = createNotices({ url: postgres.url, logger: silent });
  const telemetry = { changes: async () => seen };
  const changes = createChanges({ db: postgres.db, notices, telemetry, secret, now: () => clock.now, logger: silent });
  return {
    clock,
    changes,
    notices,
    async [Symbol.asyncDispose]() {
      changes.close();
      await notices.close();
    },
  };
}
const report = (change: Partial<ChangeReport> = {}): ChangeReport => ({
  key: "github/acme/assistant/1",
  source: "github",
  service: "assistant",
  kind: "deployment",
  artefact: "code",
  version: "a91c2f4",
  previous: null,
  status: "succeeded",
  at: NOON,
  title: "acme/assistant: a91c2f4 to production",
  by: "octocat",
  environment: "production",
  url: "https://github.example.org/acme/assistant/deployments",
  ...change,
});
const lineage = (change: Partial<LineageChange> = {}): LineageChange => ({
  at: NOON + 2 * MINUTE,
  artefact: "code",
  version: "a91c2f4d0e",
  previous: "77b0c11",
  trafficShare: 0.4,
  ...change,
});

test("what is announced is listed newest first, of its service and its time only", async () => {
  await using room = openRoom();
  await room.changes.report([
    report(),
    report({ key: "2", at: NOON + MINUTE }),
    report({ key: "3", service: "refund-risk" }),
    report({ key: "4", at: NOON + 60 * MINUTE }),
  ]);
  const listed = await room.changes.list(WINDOW);
  expect(listed.map((change) => change.effectiveAt)).toEqual([NOON + MINUTE, NOON]);
  const { key: _, ...said } = report();
  expect(listed[1]).toEqual({
    ...said,
    changeId: "announced:1",
    effectiveAt: NOON,
    firstServedAt: null,
    trafficShare: null,
    announcedAt: NOON,
  });
});

test("the same said again is the same change; its newer word counts, an older one does not, and the end does not move the beginning", async () => {
  await using room = openRoom();
  const words = [
    report({ status: "started" }),
    report({ status: "succeeded", at: NOON + 5 * MINUTE }),
    report({ status: "started", at: NOON - MINUTE }),
  ];
  for (const word of words) await room.changes.report([word]);
  const first = await room.changes.list(WINDOW);
  expect(first.map(({ changeId, status, at }) => [changeId, status, at])).toEqual([["announced:1", "succeeded", NOON]]);
  await room.changes.report(words.map((word) => ({ ...word, key: "at once" })).reverse());
  const again = (await room.changes.list(WINDOW)).filter(({ changeId }) => changeId !== "announced:1");
  expect(again.map(({ status, at }) => [status, at])).toEqual([["succeeded", NOON]]);
});

test("a deployment announced and first served minutes later is one change, with the records' version", async () => {
  await using room = openRoom({ seen: [lineage()] });
  await room.changes.report([report()]);
  expect(await room.changes.list(WINDOW)).toMatchObject([
    {
      changeId: "announced:1",
      source: "github",
      version: "a91c2f4d0e",
      previous: "77b0c11",
      effectiveAt: NOON + 2 * MINUTE,
      firstServedAt: NOON + 2 * MINUTE,
      announcedAt: NOON,
      trafficShare: 0.4,
    },
  ]);
});

test("a version that nobody announced is a change, the first of its artefact is none", async () => {
  const first = lineage({ artefact: "index", version: "kb-1", previous: null });
  await using room = openRoom({ seen: [lineage({ artefact: "prompt", version: "refunds@41" }), first] });
  expect(await room.changes.list(WINDOW)).toMatchObject([
    {
      changeId: "lineage:prompt:refunds@41",
      source: "lineage",
      kind: "prompt",
      announcedAt: null,
      firstServedAt: NOON + 2 * MINUTE,
    },
  ]);
});

test("old announcements go with the next one, and so do marks of deliveries", async () => {
  await using room = openRoom();
  await room.changes.report([report({ key: "old", at: NOON - 401 * DAY }), report({ key: "kept", at: NOON - 399 * DAY })]);
  await room.changes.report([report({ key: "new" })]);
  room.clock.now += 2 * 3600_000;
  await room.changes.report([report({ key: "newer" })]);
  const keys = async () =>
    (await postgres.pool.query("select key from announced_changes order by key")).rows.map((row) => row.key);
  await expect.poll(keys).toEqual(["kept", "new", "newer"]);
});

test("more than 500 at once are refused", async () => {
  await using room = openRoom();
  const many = Array.from({ length: 501 }, (_, n) => report({ key: `${n}` }));
  await expect(room.changes.report(many)).rejects.toThrow("At most 500 changes at once, not 501.");
});

test("a door is made with a secret that is kept encrypted, listed without it, and revoked once", async () => {
  await using room = openRoom();
  const made = await room.changes.doors.create({ service: "assistant", source: "github", name: "CI" }, COMMANDER);
  if (!made.ok) throw new Error(made.message);
  const { door, secret, path } = made.value;
  expect(path).toBe(`/v1/changes/${door.doorId}`);
  expect(await room.changes.doors.list()).toEqual([door]);
  const { rows } = await postgres.pool.query<{ all: string }>("select change_doors::text as all from change_doors");
  expect([rows[0]?.all.includes(secret), rows[0]?.all.includes(Buffer.from(secret).toString("hex"))]).toEqual([false, false]);
  expect(await room.changes.deliveries.open(door.doorId)).toMatchObject({ service: "assistant", source: "github", secret });
  await using other = openRoom({ secret: "another secret of the server" });
  expect((await other.changes.deliveries.open(door.doorId))?.secret).toBeNull();
  expect(await room.changes.doors.revoke(door.doorId, COMMANDER)).toEqual({ ok: true, value: null });
  expect(await room.changes.doors.revoke(door.doorId, COMMANDER)).toMatchObject({ ok: false, code: "DOOR_UNKNOWN" });
  expect([await room.changes.deliveries.open(door.doorId), await room.changes.doors.list()]).toEqual([null, []]);
});

test("a delivery is taken once on all nodes, and a refusal stands on the door until something is taken", async () => {
  await using here = openRoom();
  await using there = openRoom();
  const made = await here.changes.doors.create({ service: "assistant", source: "json", name: "Scripts" }, COMMANDER);
  if (!made.ok) throw new Error(made.message);
  const { door } = made.value;
  await here.changes.deliveries.noteRefusal(door.doorId, "The signature does not match.");
  const refused = { at: new Date(NOON).toISOString(), message: "The signature does not match." };
  expect((await there.changes.doors.list())[0]).toMatchObject({ lastUsedAt: null, lastRefusal: refused });
  const delivery = { marks: ["delivery 1", "body 1"], reports: [report()] };
  const answers = await Promise.all([here, there, here].map((room) => room.changes.deliveries.take(door, delivery)));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await there.changes.deliveries.take(door, { marks: ["delivery 2", "body 1"], reports: [report({ key: "2" })] })).toBe(
    false,
  );
  expect(await here.changes.list(WINDOW)).toHaveLength(1);
  expect((await here.changes.doors.list())[0]).toMatchObject({ lastUsedAt: new Date(NOON).toISOString(), lastRefusal: null });
});

test("every node hears that something changed", async () => {
  await using here = openRoom();
  await using there = openRoom();
  await there.notices.listening();
  const heard = Promise.withResolvers<void>();
  const stop = there.changes.onChanged(() => heard.resolve());
  await here.changes.report([report()]);
  await heard.promise;
  stop();
});
