import type { CohortDifference } from "@firebreak/server/contract";
import { expect, test } from "vitest";
import { EMPTY_VIEW } from "../view.ts";
import { type CohortFrame, firstWindows, pairOf } from "./cohorts.ts";
import { countsByKind, measureText, spokenDifference, standsOut, surenessOf } from "./differenceText.ts";

const MINUTE = 60_000;
const frame: CohortFrame = {
  onset: { low: 590 * MINUTE, at: 600 * MINUTE, high: 601 * MINUTE },
  harm: "ungrounded-rate",
  bad: "ungrounded answers",
  end: 621 * MINUTE,
};
const segment = { conditions: [{ dimension: "language", value: "de" }] };
const cohorts = (view: Partial<typeof EMPTY_VIEW>, at: CohortFrame = frame) => {
  const choice = pairOf({ ...EMPTY_VIEW, ...view }, at);
  return "missing" in choice ? choice.missing : [choice.pair.a.cohort, choice.pair.b.cohort];
};

test("affected and healthy are of the same time, told apart by the harm alone", () => {
  const common = { from: frame.onset.low, to: frame.end, segment: null, outside: null, lineage: null };
  expect(cohorts({ pair: "harm" })).toEqual([
    { ...common, harmed: { signal: "ungrounded-rate", bad: true } },
    { ...common, harmed: { signal: "ungrounded-rate", bad: false } },
  ]);
});

test("after and before are equally long and leave out the time in which the onset lies", () => {
  const [after, before] = cohorts({ pair: "onset" });
  expect(after).toMatchObject({ from: 601 * MINUTE, to: 621 * MINUTE });
  expect(before).toMatchObject({ from: 570 * MINUTE, to: 590 * MINUTE });
  const [early] = cohorts({ pair: "onset" }, { ...frame, end: 602 * MINUTE });
  expect(early).toMatchObject({ to: 606 * MINUTE });
});

test("two versions narrow to what carries each of them", () => {
  const versions = { artefact: "prompt", a: "refunds@41", b: "refunds@40" };
  const lineage = [
    { artefact: "code", version: "8c1f" },
    { artefact: "prompt", version: "refunds@39" },
  ];
  expect(cohorts({ pair: "versions", versions, lineage })).toEqual([
    expect.objectContaining({ lineage: [lineage[0], { artefact: "prompt", version: "refunds@41" }] }),
    expect.objectContaining({ lineage: [lineage[0], { artefact: "prompt", version: "refunds@40" }] }),
  ]);
  expect(cohorts({ pair: "versions" })).toBe("Choose an artefact and two of its versions.");
  expect(cohorts({ pair: "versions", versions: { ...versions, b: versions.a } })).toBe("Choose two different versions.");
});

test("the rest of a segment is everything outside of it, with the same lineage", () => {
  const lineage = [{ artefact: "prompt", version: "refunds@41" }];
  expect(cohorts({ pair: "segment", where: segment, lineage })).toEqual([
    expect.objectContaining({ segment, outside: null, lineage }),
    expect.objectContaining({ segment: null, outside: segment, lineage }),
  ]);
  expect(cohorts({ pair: "segment" })).toMatch(/^Choose a segment/);
});

test("two free times begin after and before the onset, on whole minutes", () => {
  expect(cohorts({ pair: "windows" })).toBe("Choose two stretches of time.");
  const windows = firstWindows(frame);
  expect(windows.b.to).toBeLessThanOrEqual(frame.onset.low);
  expect(windows.a.from).toBeGreaterThan(frame.onset.high);
  expect([windows.a.from, windows.a.to, windows.b.from, windows.b.to].every((at) => at % MINUTE === 0)).toBe(true);
  expect(cohorts({ pair: "windows", windows })).toMatchObject([windows.a, windows.b]);
});

const base = { eventsA: 100, eventsB: 200, difference: 0.4, critical: 0.2 };
const language: CohortDifference = {
  ...base,
  kind: "dimension",
  name: "language",
  values: "category",
  shares: [
    { value: "en", a: 0.1, b: 0.7 },
    { value: "(missing)", a: 0.5, b: 0 },
    { value: "de", a: 0.4, b: 0.3 },
  ],
};
const latency: CohortDifference = {
  ...base,
  kind: "measure",
  name: "latency_ms",
  critical: null,
  values: "number",
  medianA: 1420,
  medianB: 420.4,
  p95A: 2000,
  p95B: null,
  missingA: 0.25,
  missingB: 0,
};

test("a difference is beyond sampling only where sampling is known and smaller", () => {
  expect(surenessOf(language)).toBe("beyond");
  expect(surenessOf({ difference: 0.2, critical: 0.2 })).toBe("within");
  expect(surenessOf(latency)).toBe("unknown");
  expect(countsByKind([language, latency, { ...language, difference: 0 }])).toEqual(
    new Map([
      ["dimension", { all: 2, beyond: 1 }],
      ["measure", { all: 1, beyond: 0 }],
    ]),
  );
});

test("what can be narrowed to is the named value that the first cohort holds more of", () => {
  expect(standsOut(language)).toBe("de");
  expect(standsOut({ ...language, kind: "feature" })).toBeNull();
  expect(standsOut({ ...language, shares: [{ value: "en", a: 0.1, b: 0.7 }] })).toBeNull();
  expect(standsOut(latency)).toBeNull();
});

test("differences are said in the unit of their name", () => {
  expect(spokenDifference(latency)).toBe("median 1.42 s against 420 ms, missing 25.0 % against 0.0 %");
  expect(spokenDifference(language)).toBe("en: 10.0 % against 70.0 %");
  expect([
    measureText("cost_usd", 0.00412),
    measureText("tokens", 1234),
    measureText("confidence", 0.81234),
    measureText("x", null),
    measureText("income", 45_210.4),
  ]).toEqual(["$0.0041", "1,234", "0.812", "–", "45,210"]);
});
