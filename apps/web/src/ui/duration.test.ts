import { expect, test } from "vitest";
import { agoText, clockText, durationText, spokenDuration } from "./duration.ts";

const s = 1000;
const min = 60 * s;
const h = 60 * min;

test("durations keep the width of their magnitude", () => {
  expect([0, 9 * s, 139 * s, h - s, h, 27 * h].map(durationText)).toEqual([
    "00:00",
    "00:09",
    "02:19",
    "59:59",
    "01:00:00",
    "1d 03h",
  ]);
  expect([0, 27 * min + 41 * s, 25 * h].map(clockText)).toEqual(["00:00:00", "00:27:41", "1d 01h"]);
});
test("the past is told in the largest unit that is not zero", () => {
  expect([0, 12 * s, 61 * s, 3 * h, 25 * h, 50 * h].map(agoText)).toEqual([
    "now",
    "12 s ago",
    "1 min ago",
    "3 h ago",
    "1 day ago",
    "2 days ago",
  ]);
});
test("a screen reader hears words", () => {
  expect([20 * s, min, 62 * min].map(spokenDuration)).toEqual(["less than a minute", "1 minute", "1 hour 2 minutes"]);
});
