import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distributionPicture, roundText, verdictsOf } from "./distributionBars.ts";

describe("a distribution's picture", () => {
  it("shows both windows as shares of what is there, and what is missing apart", () => {
    expect(
      distributionPicture({
        kind: "number",
        edges: [10, 1240.4],
        labels: [],
        reference: [50, 30, 20],
        current: [1, 1, 2],
        referenceMissing: 100,
        currentMissing: 0,
      }),
    ).toEqual({
      bars: [
        { label: "< 10", reference: 0.5, current: 0.25 },
        { label: "10 – 1,240", reference: 0.3, current: 0.25 },
        { label: "≥ 1,240", reference: 0.2, current: 0.5 },
      ],
      most: 0.5,
      referenceEvents: 100,
      currentEvents: 4,
      referenceMissing: 0.5,
      currentMissing: 0,
    });
  });

  it("draws an empty window as nothing", () => {
    const empty = { kind: "category", edges: [], labels: ["de", "en"], referenceMissing: 0, currentMissing: 0 } as const;
    expect(distributionPicture({ ...empty, reference: [0, 0], current: [3, 0] })).toEqual({
      bars: [
        { label: "de", reference: 0, current: 1 },
        { label: "en", reference: 0, current: 0 },
      ],
      most: 1,
      referenceEvents: 0,
      currentEvents: 3,
      referenceMissing: null,
      currentMissing: 0,
    });
  });

  it("gives shares that add up to one, whatever was counted", () => {
    const counts = fc.array(fc.nat(10_000), { minLength: 2, maxLength: 50 });
    fc.assert(
      fc.property(counts, fc.nat(1000), (reference, missing) => {
        const current = reference.toReversed();
        const labels = reference.map(String);
        const shared = { kind: "category", edges: [], labels, referenceMissing: missing, currentMissing: missing } as const;
        const { bars, most } = distributionPicture({ ...shared, reference, current });
        const total = bars.reduce((sum, bar) => sum + bar.reference, 0);
        const counted = reference.some((count) => count > 0);
        expect(total).toBeCloseTo(counted ? 1 : 0, 9);
        expect(bars.every((bar) => bar.reference <= most && bar.current <= most)).toBe(true);
      }),
    );
  });

  it("rounds to what counts", () => {
    expect([0.041234, 12.54, 1240.4, 5_123_456, -3.1459].map(roundText)).toEqual([
      "0.0412",
      "12.5",
      "1,240",
      "5,123,000",
      "-3.15",
    ]);
  });
});

describe("a distance's verdict", () => {
  it("tells chance from a shift, and says how large a shift is", () => {
    const words = (measure: "psi" | "ks", value: number, critical: number | null) =>
      verdictsOf({ distances: [{ measure, value, critical }] }).map((verdict) => [verdict.shifted, verdict.words])[0];
    expect([
      words("psi", 0.02, 0.05),
      words("psi", 0.07, 0.05),
      words("psi", 0.2, 0.05),
      words("psi", 0.31, 0.05),
      words("ks", 0.3, 0.1),
      words("ks", 0.3, null),
    ]).toEqual([
      [false, "no more than chance"],
      [true, "small shift, beyond chance"],
      [true, "moderate shift, beyond chance"],
      [true, "major shift, beyond chance"],
      [true, "shifted: 3.0 × what chance alone does"],
      [false, "no bound for chance is known here"],
    ]);
  });
});
