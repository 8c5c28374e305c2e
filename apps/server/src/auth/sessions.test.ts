import { expect, test } from "vitest";
import type { OpenSession } from "./better-auth.ts";
import { createSessions, SESSION_STALE_MS } from "./sessions.ts";

const ada: OpenSession = {
  accountId: "a1",
  name: "Commander",
  email: "commander@example.org",
  role: "administrator",
  disabled: false,
  expiresAt: 1_000_000,
};
const cookie = (token: string) => ({ cookie: `theme=dark; firebreak.session_token=${token}` });

/** Reads are answered by hand, in the order in which they were asked. */
function openRoom() {
  const clock = { now: 0 };
  const asked: PromiseWithResolvers<OpenSession | null>[] = [];
  const sessions = createSessions({
    now: () => clock.now,
    read: () => {
      const read = Promise.withResolvers<OpenSession | null>();
      asked.push(read);
      return read.promise;
    },
  });
  return { clock, asked, sessions };
}

test("many questions at once read once, and later ones are answered from memory for 5 s", async () => {
  const { clock, asked, sessions } = openRoom();
  const answers = Promise.all(Array.from({ length: 20 }, () => sessions.accountOf(cookie("t1"))));
  asked[0]?.resolve(ada);
  expect(new Set((await answers).map((account) => account?.id))).toEqual(new Set(["a1"]));
  clock.now = SESSION_STALE_MS - 1;
  expect(await sessions.accountOf(new Headers(cookie("t1")))).toMatchObject({ role: "administrator" });
  expect(asked).toHaveLength(1);
  clock.now = SESSION_STALE_MS;
  const again = sessions.accountOf(cookie("t1"));
  asked[1]?.resolve(null);
  expect(await again).toBeNull();
});

test("what was read before a role changed is asked again, not remembered and not answered", async () => {
  const { asked, sessions } = openRoom();
  const answer = sessions.accountOf(cookie("t1"));
  sessions.forget();
  asked[0]?.resolve(ada);
  while (asked.length < 2) await Promise.resolve();
  asked[1]?.resolve({ ...ada, role: "executive" });
  expect(await answer).toMatchObject({ role: "executive" });
});

test("a session is not remembered past its end; a disabled account or an unknown role is nobody", async () => {
  const { clock, asked, sessions } = openRoom();
  const ask = async (session: OpenSession | null) => {
    const answer = sessions.accountOf(cookie("t1"));
    asked.at(-1)?.resolve(session);
    return answer;
  };
  expect(await ask({ ...ada, expiresAt: 1_000 })).toMatchObject({ id: "a1" });
  clock.now = 1_000;
  expect(await ask(null)).toBeNull();
  expect(asked).toHaveLength(2);
  expect(await ask({ ...ada, disabled: true })).toBeNull();
  expect(await ask({ ...ada, role: "owner" })).toBeNull();
});

test("without our cookie nothing is read", async () => {
  const { asked, sessions } = openRoom();
  expect(await sessions.accountOf({ cookie: "other.session_token=x" })).toBeNull();
  expect(await sessions.accountOf({})).toBeNull();
  expect(asked).toHaveLength(0);
});

test("who signs out is asked for again, whatever was on its way; nobody else is", async () => {
  const { asked, sessions } = openRoom();
  const other = sessions.accountOf(cookie("t2"));
  asked[0]?.resolve(ada);
  await other;
  const early = sessions.accountOf(cookie("t1"));
  sessions.forgetOne(cookie("t1"));
  sessions.forgetOne({});
  asked[1]?.resolve(ada);
  await early;
  const late = sessions.accountOf(cookie("t1"));
  asked[2]?.resolve(null);
  expect(await late).toBeNull();
  expect(await sessions.accountOf(cookie("t2"))).toMatchObject({ id: "a1" });
  expect(asked).toHaveLength(3);
});
