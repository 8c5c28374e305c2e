import fc from "fast-check";
import { expect, test } from "vitest";
import type { VersionTally } from "./lineage-fit.ts";
import { type ChangesToRank, type RankableChange, rankChanges } from "./rank-changes.ts";
import { timeFit } from "./time-fit.ts";

const SECOND = 1_000;
const MINUTE = 60_000;
const NOON = Date.UTC(2026, 0, 31, 12);
const onset = { at: NOON, low: NOON - 20 * SECOND, high: NOON + 20 * SECOND };
const p = (bad: number, total: number) => ({ bad, total });

/** A version seen in the records, unless told otherwise. */
function change(changeId: string, at: number, more: Partial<RankableChange> = {}): RankableChange {
  const served = { kind: "prompt", artefact: "prompt", version: changeId, firstServedAt: at };
  return { changeId, status: "succeeded", effectiveAt: at, ...served, ...more };
}
const announced = { artefact: null, version: null, firstServedAt: null };
const rank = (
  changes: readonly RankableChange[],
  tallies: Readonly<Record<string, VersionTally>> = {},
  more: Partial<ChangesToRank<RankableChange>> = {},
) => rankChanges({ changes, onset, fits: new Map(Object.entries(tallies)), before: null, ...more });
const order = (ranked: ReturnType<typeof rank>) => ranked.map((one) => one.change.changeId);
const scoreOf = (one: RankableChange, tally?: VersionTally, before: ChangesToRank<RankableChange>["before"] = null) =>
  rank([one], tally ? { [one.changeId]: tally } : {}, { before })[0]?.score ?? Number.NaN;

const CULPRIT: VersionTally = { with: p(190, 500), without: p(9, 500) };
const INNOCENT: VersionTally = { with: p(100, 500), without: p(99, 500) };

test("[CH1] a minute before the onset fits better than ten, ten better than an hour, an hour better than six", () => {
  const times = [1, 10, 60, 360].map((minutes) => timeFit(NOON - minutes * MINUTE, onset, "records"));
  expect(times.map(({ nearness }) => nearness.toFixed(2))).toEqual(["0.91", "0.51", "0.15", "0.03"]);
  expect(times.every(({ before }) => before > 0.99)).toBe(true);
  const ids = ["1", "10", "60", "360"];
  expect(order(rank(ids.map((id) => change(id, NOON - Number(id) * MINUTE)).reverse()))).toEqual(ids);
});

test("[CH1] an onset that is known to half an hour cannot tell five minutes from one", () => {
  const vague = { at: NOON, low: NOON - 30 * MINUTE, high: NOON + 30 * MINUTE };
  const ratio = (interval: typeof vague) =>
    timeFit(NOON - 5 * MINUTE, interval, "records").nearness / timeFit(NOON - MINUTE, interval, "records").nearness;
  expect(ratio(onset)).toBeLessThan(0.75);
  expect(ratio(vague)).toBeGreaterThan(0.85);
});

test("[CH2] a change after the onset cannot be its cause, whatever its records say", () => {
  const late = change("late", onset.high + 40 * SECOND);
  const [first, second] = rank([late, change("early", NOON - 3 * 60 * MINUTE)], { late: CULPRIT });
  expect([first?.change.changeId, second?.change.changeId]).toEqual(["early", "late"]);
  expect(second?.score).toBeLessThan(0.001);
  expect(second?.reasons[0]).toBe("First served 60 s after the onset: it cannot be its cause.");
});

test("[CH2] within the onset's interval it still may be, and the later the less", () => {
  const fits = [-40, 0, 10, 20, 60].map((seconds) => timeFit(NOON + seconds * SECOND, onset, "records").before);
  expect(fits).toEqual([...fits].sort((a, b) => b - a));
  expect(fits[1]).toBeCloseTo(0.84, 2);
  expect(fits[3]).toBeGreaterThan(0.05);
  expect(fits[4]).toBeLessThan(0.001);
});

test("[CH3] of two changes of the same minute the one whose records are worse is first, and says so", () => {
  const ranked = rank([change("refunds@41", NOON - 41 * SECOND), change("a91c2f", NOON - 20 * SECOND, { artefact: "code" })], {
    "refunds@41": CULPRIT,
    a91c2f: INNOCENT,
  });
  expect(order(ranked)).toEqual(["refunds@41", "a91c2f"]);
  expect(ranked.map((one) => one.reasons)).toEqual([
    [
      "Records with it: 38 % bad, without it: 1.8 %.",
      "95 % of the harm beyond the usual is in records with it.",
      "First served 41 s before the onset (known to ± 20 s).",
    ],
    ["Records with it: 20 % bad, without it: 20 %; no worse.", "First served 20 s before the onset (known to ± 20 s)."],
  ]);
  expect(ranked[0]?.lineageFit).toBeGreaterThan(0.7);
  expect(ranked[1]?.lineageFit).toBe(0);
});

test("[CH3] a version whose records are surely worse outranks an unrelated change an hour nearer", () => {
  const changes = [change("older", NOON - 60 * MINUTE), change("nearer", NOON - MINUTE, { ...announced, kind: "policy" })];
  expect(order(rank(changes, { older: CULPRIT }))).toEqual(["older", "nearer"]);
});

test("[CH3] few records claim little: the same rates of fewer records never fit better", () => {
  const score = (n: number) => scoreOf(change("v2", NOON - MINUTE), { with: p(4 * n, 10 * n), without: p(n, 10 * n) });
  const scores = [3, 10, 100].map(score);
  expect(scores).toEqual([...scores].sort((a, b) => a - b));
});

test("[CH4] after a whole rollout the time before is what it is compared with, for less than records of the same time", () => {
  const one = change("refunds@41", NOON - MINUTE);
  const whole: VersionTally = { with: p(190, 500), without: p(0, 0) };
  const [ranked] = rank([one], { "refunds@41": whole }, { before: p(9, 500) });
  expect(ranked?.reasons).toEqual([
    "Records with it: 38 % bad, before: 1.8 %.",
    "100 % of the harm beyond the usual is in records with it.",
    "All traffic has refunds@41: only before and after can be compared.",
    "First served 60 s before the onset (known to ± 20 s).",
  ]);
  expect(ranked?.lineageFit).toBeGreaterThan(0.4);
  expect(ranked?.score).toBeLessThan(scoreOf(one, CULPRIT, p(9, 500)));
  expect(ranked?.score).toBeGreaterThan(scoreOf(one));
});

test("[CH4] a canary that is bad, but holds little of the harm, explains little", () => {
  const canary: VersionTally = { with: p(20, 40), without: p(380, 960) };
  const [ranked] = rank([change("canary", NOON - MINUTE)], { canary }, { before: p(18, 1000) });
  expect(ranked?.lineageFit).toBeLessThan(0.05);
});

test("[CH5] what failed, was rolled back, or was announced and never seen counts less; an outage more", () => {
  const at = NOON - 5 * MINUTE;
  const traceable = { firstServedAt: null };
  const ranked = rank([
    change("failed", at, { ...traceable, status: "failed" }),
    change("taken back", at, { ...announced, status: "rolled-back" }),
    change("unseen", at, traceable),
    change("untraceable", at, announced),
    change("outage", at, { ...announced, kind: "outage" }),
  ]);
  expect(order(ranked)).toEqual(["outage", "untraceable", "unseen", "taken back", "failed"]);
  expect(ranked.map((one) => one.reasons.at(-1))).toEqual([
    "An outage: harm by itself, where the service depends on it.",
    "Announced 5 min before the onset (known to ± 20 s).",
    "Announced, but not seen to begin in the records.",
    "It was rolled back, and no record carries it.",
    "It failed, and no record carries it.",
  ]);
});

test("[CH5] a failed deployment that records carry is judged by those records", () => {
  const at = NOON - MINUTE;
  expect(scoreOf(change("v2", at, { status: "failed" }), CULPRIT)).toBe(scoreOf(change("v2", at), CULPRIT));
});

test("[CH5] an announced version that records carry, though it is not new in them, is judged by them", () => {
  const [ranked] = rank([change("v2", NOON - MINUTE, { firstServedAt: null })], { v2: CULPRIT });
  expect(ranked?.lineageFit).toBeGreaterThan(0.7);
  expect(ranked?.reasons.at(-1)).toBe("Announced 60 s before the onset (known to ± 20 s).");
});

test("[CH6] an outage announced four minutes after the harm still fits; a deployment does not", () => {
  const at = NOON + 4 * MINUTE;
  const [first, second] = rank([change("deployed", at, announced), change("outage", at, { ...announced, kind: "outage" })]);
  expect(first?.change.changeId).toBe("outage");
  expect(first?.reasons[0]).toBe("Began 4 min after the onset, as announced; outages are often announced late.");
  expect(second?.timeFit).toBeLessThan(0.001);
  expect(timeFit(NOON + 30 * MINUTE, onset, "outage").before).toBeLessThan(0.001);
});

test("[CH7] too few records say nothing, which is less than nothing found says against it", () => {
  const at = NOON - MINUTE;
  const few: VersionTally = { with: p(2, 5), without: p(40, 400) };
  const [ranked] = rank([change("v2", at)], { v2: few });
  expect([ranked?.lineageFit, ranked?.reasons[1]]).toEqual([null, "Too few records to compare: 5 with it, 400 without it."]);
  expect(ranked?.score).toBe(scoreOf(change("v2", at)));
  expect(ranked?.score).toBeGreaterThan(scoreOf(change("v2", at), INNOCENT));
});

test("[CH7] what no record carries where the harm is, as good as cannot be its cause", () => {
  const gone = change("gone", NOON - MINUTE);
  const [ranked] = rank([gone], { gone: { with: p(0, 0), without: p(190, 500) } });
  expect([ranked?.lineageFit, ranked?.reasons]).toEqual([
    0,
    ["No record since the onset carries it.", "First served 60 s before the onset (known to ± 20 s)."],
  ]);
  expect(ranked?.score).toBeLessThan(0.06);
});

test("[CH8] whatever comes, scores lie within 0–1, best first, with one to four reasons, at most 20, in an order that input does not change", () => {
  const tally = fc.tuple(fc.nat(400), fc.nat(400)).map(([bad, good]) => p(bad, bad + good));
  const one = fc.record({
    ago: fc.integer({ min: -7_200_000, max: 86_400_000 }),
    served: fc.boolean(),
    kind: fc.constantFrom("deployment", "outage", "policy"),
    status: fc.constantFrom("started" as const, "succeeded" as const, "failed" as const, "rolled-back" as const),
    fit: fc.option(fc.record({ with: tally, without: tally })),
  });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), fc.option(tally), (rows, before) => {
      const changes = rows.map(({ ago, served, kind, status }, n) =>
        change(`c${n}`, NOON - ago, { kind, status, firstServedAt: served ? NOON - ago : null }),
      );
      const fits = new Map(rows.map(({ fit }, n) => [`c${n}`, fit]));
      const ranked = rankChanges({ changes, onset, fits, before });
      expect(ranked.length).toBe(Math.min(20, rows.length));
      for (const { score, timeFit: time, lineageFit, reasons } of ranked) {
        for (const value of [score, time, lineageFit ?? 0]) expect(value >= 0 && value <= 1).toBe(true);
        expect(reasons.length >= 1 && reasons.length <= 4).toBe(true);
      }
      expect(ranked.map((r) => r.score)).toEqual(ranked.map((r) => r.score).sort((a, b) => b - a));
      expect(order(rankChanges({ changes: [...changes].reverse(), onset, fits, before }))).toEqual(order(ranked));
    }),
  );
});
