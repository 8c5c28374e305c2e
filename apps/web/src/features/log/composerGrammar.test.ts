import { describe, expect, it } from "vitest";
import { completionsFor, readComposer } from "./composerGrammar.ts";

const known = {
  dimensions: [
    { dimension: "language", values: ["de", "en"] },
    { dimension: "tier", values: ["pro"] },
  ],
  people: ["Duty Commander"],
};

describe("the composer", () => {
  it("takes plain text as a note and reads each command", () => {
    const segment = {
      conditions: [
        { dimension: "language", value: "de" },
        { dimension: "tier", value: "pro" },
      ],
    };
    expect(
      [
        "  ",
        "Three answers quote a rule that no document has. ",
        "/note seen / confirmed",
        "/isolate",
        "/isolate language=de ∧ tier=pro",
        "/isolate language=de, tier=pro tools-off",
        "/update Executives",
        "/severity 2",
        "/severity",
        "/phase recover old prompt is back",
        "/assign tech-lead Duty Commander",
        "/question Do refunds stand?",
        "/cadence support 15",
      ].map(readComposer),
    ).toEqual([
      { kind: "empty" },
      { kind: "note", text: "Three answers quote a rule that no document has." },
      { kind: "note", text: "seen / confirmed" },
      { kind: "isolate", segment: null, measure: null },
      { kind: "isolate", segment, measure: null },
      { kind: "isolate", segment, measure: "tools-off" },
      { kind: "update", audience: "executives" },
      { kind: "severity", severity: "SEV2" },
      { kind: "severity", severity: null },
      { kind: "phase", phase: "recover", reason: "old prompt is back" },
      { kind: "assign", role: "technicalLead", name: "Duty Commander" },
      { kind: "question", text: "Do refunds stand?" },
      { kind: "cadence", audience: "support", minutes: 15 },
    ]);
  });

  it("says what is missing instead of sending half a command", () => {
    const inputs = ["/", "/nonsense", "/note", "/update nobody", "/phase", "/phase learn", "/assign boss", "/cadence support 2"];
    for (const input of inputs) {
      expect(readComposer(input).kind, input).toBe("incomplete");
    }
    expect(readComposer("/isolate Language=de").kind).toBe("incomplete");
  });

  it("completes names, then words, and leaves dimensions already used", () => {
    expect(completionsFor("/is", known).map((each) => each.text)).toEqual(["/isolate "]);
    expect(completionsFor("/", known).length).toBeGreaterThan(6);
    expect(completionsFor("/isolate language=de ", known).map((each) => each.text)).toEqual(["/isolate language=de tier=pro "]);
    expect(completionsFor("/assign commander d", known).map((each) => each.text)).toEqual(["/assign commander Duty Commander "]);
    expect(completionsFor("plain text", known)).toEqual([]);
    expect(completionsFor("/phase recover because ", known)).toEqual([]);
  });
});
