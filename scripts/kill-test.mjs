/**
 * kill -9 of the server at random moments under a stream of commands.
 *
 *   pnpm kill-test -- --rounds 100 [--seed 7] [--writers 4] [--followers 3]
 *
 * At the end: every acknowledged command is in the log exactly once, under the number that was acknowledged; no refused one
 * is; every chain holds; and each browser that went through all of it holds the state that a fresh one gets.
 */

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { expectData, openPerson } from "../bench/harness/person.ts";
import { freePort, startServer } from "../bench/harness/server.ts";
import { declaration, someCommand } from "./kill-test/commands.mjs";
import { openFollower } from "./kill-test/follower.mjs";

const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== "--"),
  options: {
    rounds: { type: "string", default: "20" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
    writers: { type: "string", default: "4" },
    followers: { type: "string", default: "3" },
    "limit-minutes": { type: "string", default: "10" },
  },
});
const rounds = Number(values.rounds);
const deadline = Date.now() + Number(values["limit-minutes"]) * 60_000;
const random = randomFrom(Number(values.seed));
const source = (path) => import(pathToFileURL(join(import.meta.dirname, "..", "packages", path, "src", "index.ts")).href);
const { verifyChain } = await source("evidence");

console.log(`kill test: ${rounds} rounds, seed ${values.seed}`);
const data = await mkdtemp(join(tmpdir(), "firebreak-kill-"));
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
let server = startServer({ data, port });
const cleanUp = async () => {
  await server.end("SIGTERM");
  await rm(data, { recursive: true, force: true });
};
let failed = true;
try {
  failed = !(await run());
} catch (error) {
  console.error(error);
  console.error(server.words.slice(-20).join("\n"));
} finally {
  await cleanUp();
}
process.exit(failed ? 1 : 0);

async function run() {
  const startedAt = Date.now();
  const people = await signIn(await server.ready);
  const ids = [];
  for (let n = 1; n <= 3; n++) {
    const input = { commandId: uuid(), command: declaration(n) };
    ids.push((await expectData(people[0].mutate("incidents.declare", input))).incidentId);
  }
  const followers = Array.from({ length: Number(values.followers) }, (_, i) =>
    openFollower(url, people[i % people.length].cookie),
  );
  for (const follower of followers) follower.watch(ids);
  const stream = openStream(people, ids);
  const starts = [];
  let done = 0;
  for (; done < rounds && Date.now() < deadline - 60_000; done++) {
    // Every fifth kill meets the server while it starts.
    await (done % 5 === 4 ? Promise.race([pause(random() * 700), server.ready]) : server.ready.then(() => pause(random() * 600)));
    await server.end("SIGKILL");
    const began = Date.now();
    server = startServer({ data, port });
    server.ready.then(
      () => starts.push(Date.now() - began),
      () => undefined,
    );
    if (done % 10 === 9) console.log(`  round ${done + 1}: ${stream.acknowledged.size} acknowledged`);
  }
  await server.ready;
  await stream.stop();
  const faults = [...(await checkLogs(people[0], ids, stream)), ...(await checkFollowers(people[0], followers, ids))];
  const resyncs = followers.reduce((sum, follower) => sum + follower.resyncs(), 0);
  for (const follower of followers) follower.close();
  starts.sort((a, b) => a - b);
  console.log(
    `${done} kills, ${stream.acknowledged.size} commands acknowledged, ${stream.refused.size} refused, ` +
      `${stream.counts.unanswered} unanswered and sent again, ${stream.counts.repeated} acknowledged ones sent again on purpose; ` +
      `start after a kill: median ${starts[starts.length >> 1]} ms, longest ${starts.at(-1)} ms; ` +
      `${resyncs} holes met by followers; ${Math.round((Date.now() - startedAt) / 1000)} s`,
  );
  for (const fault of faults.slice(0, 20)) console.error(`FAULT ${fault}`);
  if (done < rounds) console.error(`only ${done} of ${rounds} rounds fitted into the time`);
  console.log(faults.length === 0 && done === rounds ? "PASSED" : "FAILED");
  return faults.length === 0 && done === rounds;
}

async function signIn(link) {
  const administrator = openPerson(url);
  await administrator.enter(link, { name: "Kill Test", email: "kill@example.org" });
  const people = [administrator];
  for (const role of ["commander", "responder"]) {
    const invited = await expectData(administrator.mutate("accounts.invite", { name: role, email: `${role}@example.org`, role }));
    const person = openPerson(url);
    await person.enter(invited.link, {});
    people.push(person);
  }
  return people;
}

/** Writers that never give up on a command: until it is answered it is sent again under the same id. */
function openStream(people, ids) {
  const acknowledged = new Map();
  const refused = new Set();
  const counts = { unanswered: 0, repeated: 0 };
  let stopping = false;

  async function write(person) {
    while (!stopping) {
      const commandId = uuid();
      const input = { commandId, incidentId: ids[Math.floor(random() * ids.length)], command: someCommand(random, commandId) };
      const seq = await deliver(person, input);
      if (seq === null) continue;
      acknowledged.set(commandId, { incidentId: input.incidentId, seq });
      if (random() > 0.1) continue;
      counts.repeated++;
      const again = await deliver(person, input);
      if (again !== seq) throw new Error(`${commandId} was acknowledged as ${seq}, sent again as ${again}`);
    }
  }
  async function deliver(person, input) {
    for (;;) {
      try {
        const { status, body } = await person.mutate("incidents.command", input);
        if (status === 200) return body.result.data.seq;
        if (body.error?.data?.refusal && body.error.data.refusal !== "BUSY") {
          refused.add(input.commandId);
          return null;
        }
      } catch {
        // Away, or killed before the answer.
      }
      counts.unanswered++;
      await pause(20);
    }
  }
  const writers = Array.from({ length: Number(values.writers) }, (_, i) => write(people[i % people.length]));
  return {
    acknowledged,
    refused,
    counts,
    async stop() {
      stopping = true;
      await Promise.all(writers);
    },
  };
}

async function wholeLog(person, incidentId) {
  const rows = [];
  for (let beforeSeq = 2 ** 31 - 1; beforeSeq > 1; ) {
    const page = await expectData(person.query("incidents.logBefore", { incidentId, beforeSeq, limit: 1000 }));
    if (page.length === 0) break;
    rows.unshift(...page);
    beforeSeq = page[0].seq;
  }
  return rows;
}

async function checkLogs(person, ids, { acknowledged, refused }) {
  const faults = [];
  const found = new Map();
  for (const id of ids) {
    const rows = await wholeLog(person, id);
    const chain = verifyChain(rows);
    if (!chain.ok) faults.push(`${id}: the chain breaks at row ${chain.seq}: ${chain.fault}`);
    const verdict = await expectData(person.query("incidents.verify", { incidentId: id }));
    if (!verdict.ok) faults.push(`${id}: ${verdict.fault}`);
    for (const row of rows) found.set(row.commandId, [...(found.get(row.commandId) ?? []), row]);
  }
  for (const [commandId, { incidentId, seq }] of acknowledged) {
    const rows = found.get(commandId) ?? [];
    if (rows.length !== 1) faults.push(`command ${commandId} of ${incidentId} is in the log ${rows.length} times`);
    else if (rows[0].seq !== seq || rows[0].incidentId !== incidentId)
      faults.push(`command ${commandId} moved from ${seq} to ${rows[0].seq}`);
  }
  for (const commandId of refused) if (found.has(commandId)) faults.push(`the refused command ${commandId} is in the log`);
  const declared = ids.length;
  if (found.size !== acknowledged.size + declared)
    faults.push(`${found.size - declared} commands in the log, ${acknowledged.size} acknowledged`);
  return faults;
}

async function checkFollowers(person, followers, ids) {
  const faults = [];
  const fresh = openFollower(url, person.cookie);
  fresh.watch(ids);
  for (const id of ids) {
    const { seq } = await expectData(person.query("incidents.verify", { incidentId: id }));
    await fresh.reaches(id, seq);
    for (const [n, follower] of followers.entries()) {
      await follower.reaches(id, seq);
      const [kept, now] = [follower.at(id), fresh.at(id)];
      if (kept.hash !== now.hash || !isDeepStrictEqual(kept.state, now.state))
        faults.push(`follower ${n} of ${id} holds another state`);
    }
  }
  fresh.close();
  return faults;
}

/** Random, and the same again for the same seed; ids too. */
function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
function uuid() {
  const hex = Array.from({ length: 32 }, (_, i) => (i === 12 ? "4" : i === 16 ? "a" : Math.floor(random() * 16).toString(16)));
  return hex.join("").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
