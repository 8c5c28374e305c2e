import { expect, test } from "vitest";
import type { ReadingChange } from "./port.ts";
import { createReadings } from "./readings.ts";
import { createTestClock } from "./testing.ts";

const S = "support-assistant";
function open() {
  const clock = createTestClock();
  const readings = createReadings({ now: clock.now });
  const changes: ReadingChange[] = [];
  readings.onChange((change) => changes.push(change));
  const situations = (version: number) =>
    Object.fromEntries(readings.standing(S, version).instances.map((one) => [one.instance, one.situation]));
  return { clock, readings, changes, situations };
}

test("current, behind once the flag set moved on, silent 15 s after the last read, gone after 10 minutes", () => {
  const { clock, readings, situations } = open();
  readings.read(S, { instance: "a", version: 3, at: clock.now() });
  expect(situations(3)).toEqual({ a: "current" });
  expect(situations(4)).toEqual({ a: "behind" });
  clock.advance(14_999);
  expect(situations(3)).toEqual({ a: "current" });
  clock.advance(1);
  expect(situations(3)).toEqual({ a: "silent" });
  clock.advance(10 * 60_000 - 15_001);
  expect(situations(3)).toEqual({ a: "silent" });
  clock.advance(1);
  expect(situations(3)).toEqual({});
});

test("an instance that is heard of but never reads is silent, with no version", () => {
  const { clock, readings } = open();
  readings.seen(S, { instance: "a", at: clock.now() });
  expect(readings.standing(S, 1)).toEqual({
    service: S,
    version: 1,
    instances: [{ instance: "a", version: null, lastReadAt: null, lastSeenAt: clock.now(), situation: "silent" }],
  });
});

test("old news does not undo newer, and a clock ahead of ours counts as now", () => {
  const { clock, readings } = open();
  readings.read(S, { instance: "a", version: 3, at: clock.now() });
  readings.read(S, { instance: "a", version: 2, at: clock.now() - 4_000 });
  readings.read(S, { instance: "b", version: 3, at: clock.now() + 3600_000 });
  const [a, b] = readings.of(S, 3);
  expect(a?.version).toBe(3);
  expect(b?.lastReadAt).toBe(clock.now());
});

test("when each version was first read is kept; going back to an older one forgets the newer", () => {
  const { clock, readings } = open();
  const at = clock.now();
  for (const [version, ms] of [
    [1, 0],
    [1, 100],
    [2, 200],
    [3, 300],
  ] as const) {
    clock.advance(at + ms - clock.now());
    readings.read(S, { instance: "a", version, at: clock.now() });
  }
  expect(readings.of(S, 3)[0]?.firstReads).toEqual([
    { version: 1, at },
    { version: 2, at: at + 200 },
    { version: 3, at: at + 300 },
  ]);
  readings.read(S, { instance: "a", version: 2, at: clock.now() });
  expect(readings.of(S, 3)[0]).toMatchObject({ version: 2, situation: "behind" });
});

test("listeners hear of the first read, another version and the way back from silence, not of each read", () => {
  const { clock, readings, changes } = open();
  const read = (version: number) => readings.read(S, { instance: "a", version, at: clock.now() });
  read(1);
  read(1);
  clock.advance(5_000);
  read(1);
  read(2);
  clock.advance(15_000);
  read(2);
  expect(changes.map((change) => change.version)).toEqual([1, 2, 2]);
});

test("at most 1,000 instances of a service; the one not heard from longest goes first", () => {
  const { clock, readings, situations } = open();
  for (let index = 0; index < 1_000; index++) readings.read(S, { instance: `i${index}`, version: 1, at: clock.now() });
  readings.read(S, { instance: "i0", version: 1, at: clock.now() });
  readings.read(S, { instance: "new", version: 1, at: clock.now() });
  const known = situations(1);
  expect(Object.keys(known)).toHaveLength(1_000);
  expect([known.i0, known.i1, known.new]).toEqual(["current", undefined, "current"]);
});
