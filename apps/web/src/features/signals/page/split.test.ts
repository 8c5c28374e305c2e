import type { SignalSeries } from "@firebreak/signals";
import { expect, it } from "vitest";
import { splitLines, splitRows } from "./split.ts";

const series = (value: string | null, events: number, points: readonly (readonly [number, number | null])[]): SignalSeries => ({
  signal: "latency-p95",
  split: value === null ? null : { conditions: [{ dimension: "language", value }] },
  stepSeconds: 5,
  points: points.map(([at, each]) => ({ at, value: each, events })),
  compared: null,
  current: null,
  envelope: { kind: "learning", bucketsSeen: 0, bucketsNeeded: 12 },
  outsideSince: null,
  standing: null,
});

it("makes a line of each value, most events first, and one row of each moment", () => {
  const lines = splitLines([
    series("de", 3, [[0, 1]]),
    series("en", 9, [
      [5, 2],
      [0, 3],
    ]),
    series(null, 99, [[0, 4]]),
  ]);
  expect(lines.map(({ key, label }) => [key, label])).toEqual([
    ["s0", "en"],
    ["s1", "de"],
  ]);
  expect(splitRows(lines)).toEqual([
    { at: 0, s0: 3, s1: 1 },
    { at: 5, s0: 2 },
  ]);
});

it("draws no more than twelve lines", () => {
  expect(splitLines(Array.from({ length: 20 }, (_, at) => series(`v${at}`, at, [[0, 1]]))).length).toBe(12);
});
