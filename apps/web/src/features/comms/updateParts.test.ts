import type { UpdateContent } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { changesBetween, partsOf } from "./updateParts.ts";

const base = { whatHappened: "A", customerImpact: "B", mitigation: "C", status: "D" };
const first: UpdateContent = {
  ...base,
  audience: "executives",
  risk: "R",
  impactFigure: { value: "6.1 %", of: "of all answers" },
  expected: null,
};

describe("an update's parts", () => {
  it("are what the form asks for, without what is empty", () => {
    expect(partsOf(first).map(({ label, text }) => `${label}: ${text}`)).toEqual([
      "What happened: A",
      "Customer impact: B",
      "Mitigation: C",
      "Status: D",
      "Risk: R",
      "Impact figure: 6.1 % of all answers",
    ]);
  });

  it("differ from the version before where they were written anew, added or taken out", () => {
    const expected = { at: "2026-11-23T15:40:00.000Z", confidence: "medium", basis: "canary, then soak" } as const;
    expect(changesBetween({ ...first, status: "D2", impactFigure: null, expected }, first)).toEqual([
      { label: "Status", text: "D2", before: "D" },
      { label: "Expected", text: "2026-11-23 15:40 UTC, confidence medium: canary, then soak", before: null },
      { label: "Impact figure", text: "", before: "6.1 % of all answers" },
    ]);
    expect(changesBetween(first, first)).toEqual([]);
  });
});
