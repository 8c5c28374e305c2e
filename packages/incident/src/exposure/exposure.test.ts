import { expect, test } from "vitest";
import { LIMITS } from "../limits.ts";
import { active, given, outcome, person, THEN } from "../testing/given.ts";
import { DECLARED } from "../testing/samples.ts";

const flag = { type: "FlagExposure", kind: "data-exposure", detail: "A transcript shows another customer's address." } as const;
const flagged = { ...flag, type: "ExposureFlagged" } as const;

test("[IE1] a suspicion is a row of its own with its time, which legal clocks start from", () => {
  expect(given(DECLARED).when(flag, { by: person("legal") })).toEqual({ ok: true, events: [flagged] });
  const policy = { ...flagged, kind: "policy-violation" } as const;
  expect(active(DECLARED, flagged, policy).exposures).toEqual([
    { kind: "data-exposure", detail: flag.detail, by: "The commander", at: THEN },
    { kind: "policy-violation", detail: flag.detail, by: "The commander", at: THEN },
  ]);
});

test("[IE2] the hundred-and-first becomes a note; the first is never pushed out", () => {
  const full = Array.from({ length: LIMITS.exposures }, () => flagged);
  expect(outcome(given(DECLARED, ...full.slice(1)).when(flag))).toEqual(["ExposureFlagged"]);
  expect(outcome(given(DECLARED, ...full).when(flag))).toBe("EXPOSURES_FULL");
});
