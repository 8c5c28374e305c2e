import { afterAll, beforeAll, expect, test } from "vitest";
import { createNotices } from "./notices.ts";
import { openTestPostgres, silent } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
beforeAll(async () => {
  postgres = await openTestPostgres({ migrated: false });
});
afterAll(() => postgres[Symbol.asyncDispose]());

/** Resolves with each call; calls are counted. */
function openEar() {
  let waiting = Promise.withResolvers<void>();
  const ear = {
    count: 0,
    hear: () => {
      ear.count += 1;
      waiting.resolve();
      waiting = Promise.withResolvers<void>();
    },
    next: () => waiting.promise,
  };
  return ear;
}

test("each channel hears its own notices, also one added later, and once at the beginning for what may have been missed", async () => {
  const notices = createNotices({ url: postgres.url, logger: silent });
  const [a, b] = [openEar(), openEar()];
  notices.on("channel_a", a.hear);
  await notices.listening();
  expect(a.count).toBe(1);
  const begun = b.next();
  const forget = notices.on("channel_b", b.hear);
  await begun;
  const both = [a.next(), b.next()];
  await postgres.pool.query("notify channel_a");
  await both[0];
  await postgres.pool.query("notify channel_b");
  await both[1];
  forget();
  const last = a.next();
  await postgres.pool.query("notify channel_b; notify channel_a");
  await last;
  expect([a.count, b.count]).toEqual([3, 2]);
  await notices.close();
});

test("a connection that breaks comes back, listens again, and tells everybody to look", async () => {
  const notices = createNotices({ url: postgres.url, logger: silent });
  const ear = openEar();
  notices.on("channel_a", ear.hear);
  await notices.listening();
  const back = ear.next();
  await postgres.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'firebreak-listen'");
  await back;
  const heard = ear.next();
  await postgres.pool.query("notify channel_a");
  await heard;
  expect(ear.count).toBe(3);
  await notices.close();
  await postgres.pool.query("notify channel_a");
  expect(ear.count).toBe(3);
});

test("who cannot catch up after a connection is asked again, and until then nobody says that all is heard", async () => {
  const notices = createNotices({ url: postgres.url, logger: silent });
  const asked: (string | null)[] = [];
  notices.on("channel_a", async (payload) => {
    asked.push(payload);
    if (asked.length < 3) throw new Error("the rows cannot be read");
  });
  await notices.listening();
  expect(asked).toEqual([null, null, null]);
  await notices.close();
});

test("what is sent along arrives, and a listener that fails on it costs nobody else anything", async () => {
  const said: string[] = [];
  const notices = createNotices({ url: postgres.url, logger: silent });
  const fail = (payload: string | null) => {
    if (payload !== null) throw new Error("no");
  };
  notices.on("channel_a", fail);
  const heard = new Promise<void>((done) => {
    notices.on("channel_a", (payload) => {
      if (payload !== null) said.push(payload);
      if (payload === "INC-2 7") done();
    });
  });
  await notices.listening();
  await postgres.pool.query("select pg_notify('channel_a', 'INC-1 3'), pg_notify('channel_a', 'INC-2 7')");
  await heard;
  expect(said).toEqual(["INC-1 3", "INC-2 7"]);
  await notices.close();
});

test("a channel's name that could be anything else in SQL is refused", () => {
  const notices = createNotices({ url: postgres.url, logger: silent });
  expect(() => notices.on("a; drop table x", () => {})).toThrow("lower case letters and underscores");
});
