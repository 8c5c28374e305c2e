import fc from "fast-check";
import { expect, test } from "vitest";
import { proposeSeverity } from "./severity.ts";
import { IMPACT_AXES, type Impact, type ImpactGrade } from "./vocabulary.ts";

const NONE: Impact = { customerHarm: "none", financialLoss: "none", regulatoryExposure: "none", systemDegradation: "none" };
const severityOf = (change: Partial<Impact>) => proposeSeverity({ ...NONE, ...change }).severity;

test("[IS1] SEV1: customer harm or regulatory exposure high, or any two axes high", () => {
  expect(severityOf({ customerHarm: "high" })).toBe("SEV1");
  expect(severityOf({ regulatoryExposure: "high" })).toBe("SEV1");
  expect(severityOf({ financialLoss: "high", systemDegradation: "high" })).toBe("SEV1");
});

test("[IS2] SEV2: one of the other axes high, or any two at least medium", () => {
  expect(severityOf({ financialLoss: "high" })).toBe("SEV2");
  expect(severityOf({ systemDegradation: "high" })).toBe("SEV2");
  expect(severityOf({ customerHarm: "medium", systemDegradation: "medium" })).toBe("SEV2");
});

test("[IS3] SEV3: one axis medium, or any two at least low", () => {
  expect(severityOf({ customerHarm: "medium" })).toBe("SEV3");
  expect(severityOf({ financialLoss: "low", systemDegradation: "low" })).toBe("SEV3");
});

test("[IS4] SEV4: at most one axis low", () => {
  expect(severityOf({ customerHarm: "low" })).toBe("SEV4");
  expect(proposeSeverity(NONE)).toEqual({ severity: "SEV4", reasons: ["No axis shows harm."] });
});

test("[IS5] what is unknown counts as medium: when unsure, the higher", () => {
  const grades: ImpactGrade[] = ["unknown", "none", "low", "medium", "high"];
  const impact = fc.record({
    customerHarm: fc.constantFrom(...grades),
    financialLoss: fc.constantFrom(...grades),
    regulatoryExposure: fc.constantFrom(...grades),
    systemDegradation: fc.constantFrom(...grades),
  });
  fc.assert(
    fc.property(impact, fc.constantFrom(...IMPACT_AXES), (base, axis) => {
      expect(proposeSeverity({ ...base, [axis]: "unknown" }).severity).toBe(
        proposeSeverity({ ...base, [axis]: "medium" }).severity,
      );
    }),
  );
  expect(severityOf({ customerHarm: "unknown", financialLoss: "unknown" })).toBe("SEV2");
});

test("[IS6] monotone: a higher grade on any axis never lowers the severity", () => {
  const ladder: ImpactGrade[] = ["none", "low", "medium", "high"];
  const rung = fc.nat({ max: 3 });
  const impact = fc.record({ customerHarm: rung, financialLoss: rung, regulatoryExposure: rung, systemDegradation: rung });
  const at = (rungs: Record<(typeof IMPACT_AXES)[number], number>): Impact => ({
    customerHarm: ladder[rungs.customerHarm] ?? "none",
    financialLoss: ladder[rungs.financialLoss] ?? "none",
    regulatoryExposure: ladder[rungs.regulatoryExposure] ?? "none",
    systemDegradation: ladder[rungs.systemDegradation] ?? "none",
  });
  fc.assert(
    fc.property(impact, fc.constantFrom(...IMPACT_AXES), fc.nat({ max: 3 }), (base, axis, to) => {
      const higher = { ...base, [axis]: Math.max(base[axis], to) };
      // SEV1 is the gravest and the smallest in the alphabet.
      expect(proposeSeverity(at(higher)).severity <= proposeSeverity(at(base)).severity).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("[IS7] the reasons are sentences about the axes that moved it, most weighty first", () => {
  const impact: Impact = {
    customerHarm: "high",
    financialLoss: "medium",
    regulatoryExposure: "unknown",
    systemDegradation: "low",
  };
  expect(proposeSeverity(impact)).toEqual({
    severity: "SEV1",
    reasons: [
      "Customer harm is high, which alone makes it SEV1.",
      "Regulatory exposure is not known yet and counts as medium until it is.",
      "Financial loss is medium.",
    ],
  });
});
