import fc from "fast-check";
import { expect, test } from "vitest";
import { driftOf } from "./drift-rule.ts";

const seen = { at: 0, value: 0.4, events: 500, critical: 0.09, referenceEvents: 5_000 };

test("[SG34] a major index that sampling does not explain is a drift", () => {
  expect(driftOf(seen, "psi")).toEqual({
    kind: "drift",
    measure: "psi",
    value: 0.4,
    critical: 0.09,
    events: 500,
    referenceEvents: 5_000,
  });
  expect(driftOf({ ...seen, value: 0.24 }, "psi")).toBeNull();
});

test("[SG34] what sampling could give is no drift, nor is what nobody can judge", () => {
  expect(driftOf({ ...seen, critical: 0.3 }, "psi")).toBeNull();
  expect(driftOf({ ...seen, critical: null }, "psi")).toBeNull();
  expect(driftOf({ ...seen, events: 49 }, "psi")).toBeNull();
  expect(driftOf({ ...seen, referenceEvents: 199 }, "psi")).toBeNull();
  expect(driftOf({ ...seen, referenceEvents: null }, "psi")).toBeNull();
});

test("[SG34] with however much data, a distance too small to matter is no drift", () => {
  const small = fc.double({ min: 0, max: 0.19, noNaN: true });
  fc.assert(
    fc.property(small, fc.constantFrom("psi", "js", "ks", "wasserstein"), (value, measure) => {
      expect(driftOf({ ...seen, value, critical: 1e-6, events: 1e6 }, measure)).toBeNull();
    }),
  );
});
