import { linkHash } from "@firebreak/evidence";
import type { LoggedEvent } from "@firebreak/incident";
import { expect, test } from "vitest";
import { foldRows, openSnapshot, prependRows } from "./fold.ts";
import { DECLARE, note, snapshotOf, writeLog } from "./testing.ts";

// The declaration writes several rows: the incident, and the hypothesis list of its scenario.
const declared = writeLog([DECLARE]);
const log = writeLog(["one", "two", "three", "four"].map(note), declared);
const seqs = (rows: readonly { seq: number }[]) => rows.map((row) => row.seq);

test("a snapshot whose tail links to its head is verified", () => {
  expect(openSnapshot(snapshotOf(log.slice(0, 3), 2)).chain).toEqual({ kind: "verified" });
});

test("a tail that does not end in the snapshot's head is broken", () => {
  const snapshot = { ...snapshotOf(log.slice(0, 3)), headHash: "f".repeat(64) };
  expect(openSnapshot(snapshot).chain).toEqual({ kind: "broken", seq: 3, fault: "broken-link" });
});

test("rows out of order and twice fold to the state of the log", () => {
  const held = openSnapshot(snapshotOf(log.slice(0, 2)));
  const folded = foldRows(
    held,
    [log[4], log[2], log[3], log[2], log[1]].flatMap((row) => row ?? []),
  );
  expect(folded.hole).toBe(false);
  expect(folded.held).toEqual(openSnapshot(snapshotOf(log)));
});

test("what is already held changes nothing, not even the object", () => {
  const held = openSnapshot(snapshotOf(log));
  expect(foldRows(held, log.slice(1, 3)).held).toBe(held);
});

test("a gap stops the fold before it and asks again; the missing row closes it", () => {
  const held = openSnapshot(snapshotOf(log.slice(0, 2)));
  const gap = foldRows(held, log.slice(3));
  expect(gap).toEqual({ held, hole: true });
  const closed = foldRows(gap.held, log.slice(2));
  expect(closed.hole).toBe(false);
  expect(closed.held.seq).toBe(5);
});

test("an altered row is shown, and the chain is broken at it and stays so", () => {
  const held = openSnapshot(snapshotOf(log.slice(0, 2)));
  const third = log[2] as LoggedEvent;
  const altered = { ...third, event: { ...third.event, text: "forged" } } as LoggedEvent;
  const folded = foldRows(held, [altered, ...log.slice(3)]);
  expect(folded.held.chain).toEqual({ kind: "broken", seq: 3, fault: "altered" });
  expect(folded.held.seq).toBe(5);
});

test("a second row with a held number and another hash breaks the chain", () => {
  const held = openSnapshot(snapshotOf(log));
  const second = log[1] as LoggedEvent;
  expect(foldRows(held, [{ ...second, hash: "0".repeat(64) }]).held.chain).toEqual({ kind: "broken", seq: 2, fault: "altered" });
});

test("older rows come before the held ones when they link to them, and break the chain when they do not", () => {
  const held = openSnapshot(snapshotOf(log, 2));
  const whole = prependRows(held, log.slice(0, 3));
  expect(seqs(whole.rows)).toEqual([1, 2, 3, 4, 5]);
  expect(whole.chain).toEqual({ kind: "verified" });
  expect(prependRows(held, log.slice(0, 2))).toBe(held);
  const third = log[2] as LoggedEvent;
  const forged = { ...third, at: "2026-01-31T15:00:00.000Z" };
  const relinked = { ...forged, hash: linkHash(forged) };
  expect(prependRows(held, [relinked]).chain).toEqual({ kind: "broken", seq: 4, fault: "broken-link" });
});
