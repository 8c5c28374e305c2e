import { SIGNALS, type SignalSeries } from "@firebreak/signals";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chartRows, drawable, harmRanges, placeMarks, placeSpans, pointAt, situationOf, valueDomain } from "./chartModel.ts";
import { defaultWindow, PAGE_WINDOWS, rangeOf, resolveWindow, WINDOWS, type WindowChoice } from "./signalWindow.ts";

const ungrounded = SIGNALS.find(({ id }) => id === "ungrounded-rate");
const success = SIGNALS.find(({ id }) => id === "task-success");
const series = (over: Partial<SignalSeries> = {}): SignalSeries => ({
  signal: "ungrounded-rate",
  split: null,
  stepSeconds: 5,
  points: [
    { at: 0, value: 0.02, events: 40 },
    { at: 5000, value: 0.12, events: 40 },
    { at: 10_000, value: null, events: 2 },
  ],
  current: 0.12,
  envelope: { kind: "band", low: 0.012, high: 0.03 },
  outsideSince: null,
  compared: null,
  standing: null,
  ...over,
});

describe("a signal's chart", () => {
  it("places marks inside the range and drops a label that would run into the one before it", () => {
    const mark = (id: string, at: number) => ({ id, at, label: "refunds@41", title: id, tone: "change" as const });
    expect(placeMarks([mark("late", 90), mark("out", 120), mark("b", 12), mark("a", 10)], { from: 0, to: 100 })).toEqual([
      { ...mark("a", 10), x: 0.1, side: "right", labelled: true },
      { ...mark("b", 12), x: 0.12, side: "right", labelled: false },
      { ...mark("late", 90), x: 0.9, side: "left", labelled: true },
    ]);
  });

  it("puts a label left of its mark where the next one is near", () => {
    const mark = (label: string, at: number) => ({ id: label, at, label, title: label, tone: "change" as const });
    const placed = placeMarks([mark("refunds@41", 58), mark("isolate", 78)], { from: 0, to: 100 });
    expect(placed.map(({ label, side, labelled }) => [label, side, labelled])).toEqual([
      ["refunds@41", "left", true],
      ["isolate", "right", true],
    ]);
  });

  it("labels a minor mark only where it is in nobody's way", () => {
    const mark = (label: string, at: number, minor?: boolean) => ({
      id: label,
      at,
      label,
      title: label,
      tone: "change" as const,
      ...(minor ? { minor } : {}),
    });
    const place = (...marks: readonly ReturnType<typeof mark>[]) =>
      placeMarks(marks, { from: 0, to: 100 }).map(({ label, side, labelled }) => [label, labelled ? side : null]);
    expect(place(mark("policy", 40, true), mark("refunds@41", 50))).toEqual([
      ["policy", "left"],
      ["refunds@41", "right"],
    ]);
    expect(place(mark("policy", 52, true), mark("refunds@41", 50))).toEqual([
      ["refunds@41", "right"],
      ["policy", null],
    ]);
    expect(place(mark("policy", 4, true), mark("outage", 8, true), mark("refunds@41", 50))).toEqual([
      ["policy", null],
      ["outage", "right"],
      ["refunds@41", "right"],
    ]);
  });

  it("spans values, envelope and a limit within reach, never below zero nor above all", () => {
    if (!ungrounded || !success) throw new Error("the catalogue is empty");
    const [low, high] = valueDomain(series(), ungrounded);
    expect([low, high].map((value) => Number(value.toFixed(4)))).toEqual([0, 0.1351]);
    const [bottom, top] = valueDomain(
      series({ points: [{ at: 0, value: 0.99, events: 9 }], envelope: { kind: "band", low: 0.97, high: 1 } }),
      success,
    );
    expect(bottom).toBeLessThan(0.92);
    expect(top).toBeLessThanOrEqual(1.02);
  });

  it("lets a band from when little was learnt run off the picture rather than squeeze the line", () => {
    const points = Array.from({ length: 20 }, (_, at) => ({
      at,
      value: 0.3,
      events: 9,
      expected: { low: 0.1, high: at === 0 ? 20 : 0.5 },
    }));
    const envelope = { kind: "learning", bucketsSeen: 1, bucketsNeeded: 8 } as const;
    const [, high] = valueDomain({ points, compared: null, envelope }, { limit: null, unit: "seconds" });
    expect(high).toBeLessThan(0.7);
  });

  it("draws what was expected at each moment, the band of now where that is not judged yet, and harm from its beginning on", () => {
    const points = [
      { at: 0, value: 1, events: 1 },
      { at: 5, value: 2, events: 1, expected: { low: 0, high: 3 } },
      { at: 10, value: 4, events: 1 },
    ];
    const compared = [{ at: 5, value: 7, events: 1 }];
    const envelope = { kind: "band", low: 1, high: 2 } as const;
    expect(chartRows({ points, compared, envelope }, harmRanges(7, []))).toEqual([
      { at: 0, value: 1, outside: null, compared: null, band: null },
      { at: 5, value: 2, outside: 2, compared: 7, band: [0, 3] },
      { at: 10, value: 4, outside: 4, compared: null, band: [1, 2] },
    ]);
    expect(chartRows({ points, compared: null, envelope }, []).map(({ outside }) => outside)).toEqual([null, null, null]);
  });

  it("shows the harm of an alarm that is over, and of the one that lasts", () => {
    const alarm = { id: "a", from: 0, to: 4, label: "", title: "", tone: "alarm" as const };
    const points = [0, 5, 10, 15].map((at) => ({ at, value: at, events: 1 }));
    const drawn = { points, compared: null, envelope: { kind: "learning", bucketsSeen: 0, bucketsNeeded: 0 } as const };
    const expected = { ...alarm, tone: "expected" as const, to: 99 };
    expect(chartRows(drawn, harmRanges(12, [alarm, expected])).map(({ outside }) => outside)).toEqual([0, null, 10, 15]);
  });

  it("keeps of a stretch what lies in the window", () => {
    const span = (from: number, to: number) => ({ id: `${from}`, from, to, label: "", title: "", tone: "expected" as const });
    expect(
      placeSpans([span(-50, 25), span(50, 300), span(200, 300)], { from: 0, to: 100 }).map(({ x, width }) => [x, width]),
    ).toEqual([
      [0, 0.25],
      [0.5, 0.5],
    ]);
  });

  it("tells no traffic, learning, inside and outside apart", () => {
    const learning = { kind: "learning", bucketsSeen: 3, bucketsNeeded: 24 } as const;
    expect([
      situationOf(series({ points: [{ at: 0, value: null, events: 0 }] })),
      situationOf(series({ envelope: learning })),
      situationOf(series()),
      situationOf(series({ outsideSince: 5000 })),
      situationOf(series({ envelope: learning, outsideSince: 5000 })),
    ]).toEqual(["no-traffic", "learning", "inside", "outside", "outside"]);
  });

  it("reads the bucket under the crosshair and nothing beyond the data", () => {
    const { points } = series();
    expect([pointAt(points, 6000, 5)?.value, pointAt(points, -1, 5), pointAt(points, 40_000, 5)]).toEqual([0.12, null, null]);
  });

  it("draws at most 300 points, the newest", () => {
    const many = Array.from({ length: 500 }, (_, at) => ({ at, value: 1, events: 1 }));
    expect([drawable(many).length, drawable(many)[0]?.at]).toEqual([300, 200]);
  });
});

describe("the window", () => {
  it("is the shortest that holds everything since impact began", () => {
    const minutes = (n: number) => n * 60_000;
    expect([-1, 2, 6, 20, 60, 600].map((age) => defaultWindow(minutes(1000), minutes(1000 + age)).id)).toEqual([
      "5m",
      "5m",
      "15m",
      "30m",
      "2h",
      "2h",
    ]);
  });

  it("is resolved to whole buckets, 300 at most, whether it moves or stands still", () => {
    const NOW = 1_795_000_003_217;
    const asked = (window: WindowChoice, fine: boolean) => {
      const { range, stepSeconds } = resolveWindow(window, fine, NOW);
      const step = stepSeconds * 1000;
      expect([range.from % step, range.to % step]).toEqual([0, 0]);
      expect((range.to - range.from) / step).toBeLessThanOrEqual(fine || window.kind === "fixed" ? 300 : 124);
      return range;
    };
    for (const { id, ms } of PAGE_WINDOWS) {
      for (const fine of [true, false]) {
        const { from, to } = asked({ kind: "last", id }, fine);
        expect([to - from, to <= NOW]).toEqual([ms, true]);
      }
    }
    const MONTH = 31 * 86_400_000;
    const span = fc.tuple(fc.integer({ min: 0, max: NOW }), fc.integer({ min: 60_000, max: MONTH }), fc.boolean());
    fc.assert(
      fc.property(span, ([from, length, fine]) => {
        const range = asked({ kind: "fixed", from, to: from + length }, fine);
        expect(range.to - range.from).toBeLessThanOrEqual(MONTH);
        expect(range.to).toBeGreaterThanOrEqual(from + length);
      }),
    );
  });

  it("is aligned to its step and keeps every chart at 300 points or fewer", () => {
    for (const window of WINDOWS) {
      const { from, to } = rangeOf(window, 1_795_000_003_217);
      expect([from % (window.stepSeconds * 1000), to - from]).toEqual([0, window.ms]);
      expect(window.ms / 1000 / window.stepSeconds).toBeLessThanOrEqual(300);
    }
  });
});
