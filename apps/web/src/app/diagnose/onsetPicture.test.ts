import type { RankedChange } from "@firebreak/server/contract";
import { expect, test } from "vitest";
import { onsetMarks, onsetSpan, onsetWindow } from "./onsetPicture.ts";

const MINUTE = 60_000;

test("the picture holds calm before the onset and at most an hour after it", () => {
  const onset = { low: 100 * MINUTE, high: 101 * MINUTE };
  expect(onsetWindow(onset, 104 * MINUTE)).toEqual({ from: 95 * MINUTE, to: 104 * MINUTE });
  expect(onsetWindow(onset, 900 * MINUTE)).toEqual({ from: 69.5 * MINUTE, to: 161 * MINUTE });
  expect(onsetWindow(onset, 0).to).toBe(102 * MINUTE);
});

test("a sure change point can still be seen; an entered one has no interval", () => {
  const onset = { at: 50_000, low: 50_000, high: 50_000, signal: "x", before: 0, after: 1 };
  expect(onsetSpan({ ...onset, from: "change-point" })).toMatchObject([{ from: 48_000, to: 52_000, tone: "onset" }]);
  expect(onsetSpan({ ...onset, from: "entered" })).toEqual([]);
});

test("only the changes that fit best are marked", () => {
  const ranked = (version: string | null, at: number): RankedChange => ({
    change: {
      changeId: `c${at}`,
      source: "lineage",
      service: "s",
      kind: "prompt",
      artefact: version && "prompt",
      version,
      previous: null,
      status: "succeeded",
      at,
      effectiveAt: at,
      firstServedAt: at,
      trafficShare: 1,
      announcedAt: null,
      title: "A very long announcement of something",
      by: "",
      environment: "",
      url: "",
    },
    score: 1,
    timeFit: 1,
    lineageFit: 1,
    reasons: [],
  });
  const marks = onsetMarks([ranked("refunds@41", 1), ranked(null, 2), ranked("8c1f", 3), ranked("9", 4)]);
  expect(marks.map(({ at, label }) => [at, label])).toEqual([
    [1, "refunds@41"],
    [2, "A very long announce"],
    [3, "prompt 8c1f"],
  ]);
});
