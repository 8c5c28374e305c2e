import fc from "fast-check";
import { expect, test } from "vitest";
import { SIGNALS } from "../catalogue.ts";
import type { SignalDefinition } from "../definition.ts";
import { binomialTail } from "./binomial.ts";
import type { WatchedBucket } from "./bucket.ts";
import { createSignalWatch, type SignalWatch } from "./watch.ts";

const STEP = 30_000;
const START = Date.UTC(2026, 0, 5);
const share: SignalDefinition = {
  id: "share",
  title: "Share",
  unit: "share",
  badDirection: "up",
  owner: "ML",
  timing: "leading",
  formula: "",
  source: { kind: "expression", text: "share(error)" },
  kind: "proportion",
  limit: null,
  objective: null,
  baseline: true,
  urgency: "page",
  faultClass: "model",
  scenarios: [],
  origin: "team",
  board: null,
};
const latency: SignalDefinition = { ...share, id: "latency", unit: "seconds", kind: "quantile" };

/** Feeds buckets one after the other; `run` answers what stands after the last. */
function watched(definition: SignalDefinition, measure: Parameters<typeof createSignalWatch>[1] = null) {
  const watch = createSignalWatch(definition, measure);
  let n = 0;
  return {
    watch,
    at: (bucket: number) => START + bucket * STEP,
    next: () => n,
    feed(count: number, value: (bucket: number) => number, more: Partial<WatchedBucket> = {}) {
      for (let left = count; left > 0; left -= 1, n += 1)
        watch.observe({ at: START + n * STEP, value: value(n), events: 200, ...more });
      return watch.standing(START + n * STEP);
    },
  };
}
/** Sways by `spread` around the value, without chance. */
const around =
  (value: number, spread = 0.1) =>
  (n: number) =>
    value * (1 + spread * Math.sin(n * 2.4));
const alarming = (watch: SignalWatch, now: number) => {
  const standing = watch.standing(now);
  if (standing.kind !== "alarming") throw new Error(`It is ${standing.kind}.`);
  return standing;
};

test("[SG35] it learns, is quiet, alarms since the first bad bucket with what was expected, and is quiet again", () => {
  const room = watched(share);
  expect(room.feed(8, around(0.03))).toEqual({ kind: "learning" });
  expect(room.feed(192, around(0.03))).toEqual({ kind: "quiet" });
  expect(room.feed(1, () => 0.3)).toEqual({ kind: "quiet" });
  const standing = room.feed(1, () => 0.3);
  expect(standing).toEqual({
    kind: "alarming",
    since: room.at(200),
    urgency: "page",
    reasons: [
      {
        kind: "baseline",
        value: 0.3,
        score: expect.any(Number),
        expected: { low: expect.any(Number), middle: expect.closeTo(0.03, 2), high: expect.any(Number) },
      },
    ],
  });
  expect(room.feed(4, around(0.03))).toEqual({ kind: "quiet" });
});

test("[SG35] many detectors make one standing, with at most one reason of each kind and the most urgent first", () => {
  const definition: SignalDefinition = {
    ...share,
    urgency: "ticket",
    limit: { op: "≤", value: 0.1 },
    objective: { target: 0.99, days: 30, good: "not error" },
  };
  const room = watched(definition);
  room.feed(200, around(0.03));
  for (let minute = 0; minute < 100; minute += 1)
    room.watch.observeTally({ at: room.at(0) + minute * 60_000, bad: 0, total: 400 });
  room.feed(20, () => 0.4);
  for (let minute = 100; minute < 110; minute += 1)
    room.watch.observeTally({ at: room.at(0) + minute * 60_000, bad: 400, total: 400 });
  const standing = alarming(room.watch, room.at(220));
  expect(standing.urgency).toBe("page");
  expect(standing.reasons.map((reason) => reason.kind)).toEqual(["burn-rate", "threshold", "baseline"]);
  expect(standing.since).toBe(room.at(200));
});

test("[SG35] a fault that lingers without a new reason is told by its last one", () => {
  const room = watched(latency);
  room.feed(400, around(1, 0.05));
  expect(room.feed(2, () => 3).kind).toBe("alarming");
  const { high } = room.watch.expected ?? { high: 0 };
  // Suspicious, and not outside.
  for (let n = 0; n < 12; n += 1) {
    room.feed(1, () => high * 0.985);
    expect(alarming(room.watch, room.at(room.next())).reasons).toHaveLength(1);
  }
});

test("[SG35] a shift that no single bucket shows is found in its neighbours together", () => {
  const room = watched(share);
  room.feed(400, around(0.1, 0.2));
  const band = room.watch.expected;
  const standing = room.feed(6, () => (band?.high ?? 0) * 0.97);
  expect(standing).toMatchObject({ kind: "alarming", since: room.at(400) });
});

test("[SG35] a drift alarms by its own rule and needs no past", () => {
  const room = watched(
    { ...share, unit: "index", kind: "distance", baseline: false },
    {
      kind: "drift",
      measure: "psi",
      value: { kind: "number", name: "score" },
      of: null,
    },
  );
  const judged = { critical: 0.05, referenceEvents: 5_000 };
  expect(room.feed(1, () => 0.02)).toEqual({ kind: "learning" });
  expect(room.feed(3, () => 0.02, judged)).toEqual({ kind: "quiet" });
  expect(room.feed(2, () => 0.9, judged)).toEqual({
    kind: "alarming",
    since: room.at(4),
    urgency: "page",
    reasons: [{ kind: "drift", measure: "psi", value: 0.9, critical: 0.05, events: 200, referenceEvents: 5_000 }],
  });
});

test("[SG36] the good side never alarms; where any shift is news both do", () => {
  const kindAfter = (badDirection: SignalDefinition["badDirection"], value: number) => {
    const room = watched({ ...share, badDirection });
    room.feed(200, around(0.4));
    return room.feed(4, () => value).kind;
  };
  expect([kindAfter("up", 0.9), kindAfter("down", 0.9), kindAfter("both", 0.9)]).toEqual(["alarming", "quiet", "alarming"]);
  expect([kindAfter("up", 0.05), kindAfter("down", 0.05), kindAfter("both", 0.05)]).toEqual(["quiet", "alarming", "alarming"]);
});

test("[SG36] whatever the values, a signal of which only more is bad is quiet while it falls", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 30 }), (values) => {
      const room = watched(latency);
      room.feed(60, around(1, 0.05));
      for (const value of values) expect(room.feed(1, () => value)).toEqual({ kind: "quiet" });
    }),
    { numRuns: 50 },
  );
});

test("[SG37] few events prove nothing: two bad ones of three do not alarm, two hundred of three hundred do", () => {
  const kindAfter = (events: number) => {
    const room = watched(share);
    room.feed(200, around(0.05));
    return room.feed(5, () => 2 / 3, { events }).kind;
  };
  expect([kindAfter(3), kindAfter(300)]).toEqual(["quiet", "alarming"]);
});

test("[SG37] a service without a single bad event does not alarm at its first ones", () => {
  const room = watched(share);
  room.feed(500, () => 0);
  expect(room.feed(4, () => 1 / 200)).toEqual({ kind: "quiet" });
  expect(room.feed(4, () => 40 / 200).kind).toBe("alarming");
});

test("[SG37] thin traffic is gathered, for five minutes at most, until it says something", () => {
  const room = watched(share);
  room.feed(600, around(0.05), { events: 10 });
  expect(room.watch.seen).toBe(300);
  expect(room.feed(12, () => 0.9, { events: 10 }).kind).toBe("alarming");
  const silent = watched(share);
  silent.feed(100, () => 0.5, { events: 0.1 });
  expect(silent.watch.seen).toBe(0);
});

test("[SG37] the tail of the binomial distribution is that of its terms added up", () => {
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 60 }),
      fc.double({ min: 0.001, max: 0.999, noNaN: true }),
      (trials, successes, p) => {
        let sum = 0;
        for (let k = successes; k <= trials; k += 1) sum += choose(trials, k) * p ** k * (1 - p) ** (trials - k);
        expect(binomialTail({ successes, trials, p })).toBeCloseTo(sum, 9);
      },
    ),
  );
});

test("[SG38] a fault that lasts is not learnt: it still stands after ten hours, and health is known again at once", () => {
  for (const [definition, healthy, faulty] of [
    [share, 0.03, 0.12],
    [latency, 1, 2],
  ] as const) {
    const room = watched(definition);
    room.feed(400, around(healthy));
    const band = room.watch.expected;
    expect(room.feed(1200, around(faulty))).toMatchObject({ kind: "alarming", since: room.at(400) });
    expect(room.watch.expected?.middle).toBeCloseTo(band?.middle ?? 0, 1);
    expect(room.feed(4, around(healthy))).toEqual({ kind: "quiet" });
  }
});

test("[SG38] a documented change is learnt within minutes, and after it either normal may hold", () => {
  const room = watched(latency);
  room.feed(400, around(1));
  expect(room.feed(4, around(2), { adapt: true }).kind).toBe("alarming");
  expect(room.feed(36, around(2), { adapt: true })).toEqual({ kind: "quiet" });
  // Over, and back to what was usual: no news. Nor is it news if it stays.
  expect(room.feed(60, around(1))).toEqual({ kind: "quiet" });
  expect(room.feed(30, around(2))).toEqual({ kind: "quiet" });
  expect(room.feed(200, around(1))).toEqual({ kind: "quiet" });
  // An hour later the normal that held more often is the only one.
  expect(room.feed(4, around(2)).kind).toBe("alarming");
});

test("[SG35] every signal of the catalogue can be watched", () => {
  for (const definition of SIGNALS) {
    const room = watched(definition);
    expect(["learning", "quiet"]).toContain(room.feed(30, around(0.5, 0)).kind === "alarming" ? "quiet" : "learning");
  }
});
