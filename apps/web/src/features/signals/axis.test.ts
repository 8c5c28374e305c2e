import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { axisText, tickForm, timeTicks, valueTicks } from "./axis.ts";

describe("an axis", () => {
  it("puts round values inside its range", () => {
    expect([valueTicks([0, 0.1351]), valueTicks([0.88, 1.004]), valueTicks([3, 3]), valueTicks([0, 12_400])]).toEqual([
      [0, 0.05, 0.1],
      [0.9, 0.95, 1],
      [],
      [0, 5000, 10_000],
    ]);
    const range = fc.tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true }));
    fc.assert(
      fc.property(range, ([low, span]) => {
        const high = low + span;
        const slack = span * 1e-6 + Math.abs(low) * 1e-9;
        const ticks = valueTicks([low, high]);
        expect(ticks.length).toBeLessThanOrEqual(7);
        expect(ticks.every((tick) => tick >= low - slack && tick <= high + slack)).toBe(true);
      }),
    );
  });

  it("puts round moments of the reader's clock inside its range, no more than there is room for", () => {
    const from = Date.UTC(2026, 0, 31, 13, 7, 12);
    const HOUR = 3_600_000;
    expect(timeTicks({ from, to: from + HOUR / 2 }, 6, 0).map((at) => new Date(at).toISOString().slice(11, 19))).toEqual([
      "13:10:00",
      "13:15:00",
      "13:20:00",
      "13:25:00",
      "13:30:00",
      "13:35:00",
    ]);
    const days = timeTicks({ from, to: from + 7 * 24 * HOUR }, 8, 5.5 * HOUR);
    expect([days.length, new Date(days[0] ?? 0).toISOString(), tickForm(days)]).toEqual([7, "2026-01-31T18:30:00.000Z", "days"]);
    expect([tickForm([0, 30_000]), tickForm([0, 60_000]), tickForm([])]).toEqual(["seconds", "minutes", "minutes"]);
  });

  it("writes a value without figures that do not count", () => {
    expect([
      axisText("share", 0.12),
      axisText("share", 0.005),
      axisText("share", 0),
      axisText("seconds", 0.4),
      axisText("seconds", 10),
      axisText("usd", 0.001),
      axisText("per-minute", 672),
      axisText("tokens", 12_400),
      axisText("index", 0.25),
      axisText("score", -1),
    ]).toEqual(["12 %", "0.5 %", "0 %", "0.4 s", "10 s", "$0.001", "672", "12.4k", "0.25", "-1"]);
  });
});
