import type { Technique } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { mitigationRows, openSuggestions, pageOf, type TechniqueSheet } from "./techniqueRows.ts";

const sheet = (techniqueId: string, mitigations: readonly string[] = []): TechniqueSheet => ({
  techniqueId,
  framework: techniqueId.startsWith("AML") ? "ATLAS" : "OWASP-LLM",
  title: techniqueId,
  meaning: "",
  mitigations: mitigations.map((id) => ({ id, title: id })),
});
const tagged = (techniqueId: string): Technique => ({
  framework: "ATLAS",
  techniqueId,
  reason: "",
  proofs: [],
  by: "",
  at: "",
});
const SHEETS = new Map(
  [sheet("AML.T0051.001", ["M0030", "M0028"]), sheet("AML.T0053", ["M0028"]), sheet("LLM01")].map((one) => [
    one.techniqueId,
    one,
  ]),
);

describe("techniques", () => {
  it("suggests what is known and not tagged, each once", () => {
    const ids = ["AML.T0053", "AML.T0051.001", "AML.T9999", "AML.T0053"];
    const open = openSuggestions(
      ids.map((techniqueId) => ({ techniqueId, reason: "seen", proofs: [] })),
      [tagged("AML.T0051.001")],
      SHEETS,
    );
    expect(open.map(({ techniqueId }) => techniqueId)).toEqual(["AML.T0053"]);
  });
  it("names each mitigation once, the one that answers most first", () => {
    expect(mitigationRows([tagged("AML.T0051.001"), tagged("AML.T0053")], SHEETS)).toEqual([
      { id: "M0028", title: "M0028", answers: ["AML.T0051.001", "AML.T0053"] },
      { id: "M0030", title: "M0030", answers: ["AML.T0051.001"] },
    ]);
  });
  it("leads to the framework's own page", () => {
    expect([pageOf(sheet("AML.T0051.001")), pageOf(sheet("LLM01"))]).toEqual([
      "https://atlas.mitre.org/techniques/AML.T0051.001",
      "https://genai.owasp.org/llm-top-10/",
    ]);
  });
});
