import type { HypothesisEvidence } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { standingOfEvidence, standingWords } from "./evidenceStanding.ts";

const live = { signal: "ungrounded-rate", segment: null, expects: "outside" } as const;
const turn = (holds: boolean, at: string) => ({ holds, at, sentence: holds ? "11.8 %" : "2.1 %" });
const piece = (
  turns: HypothesisEvidence["turns"],
  stance: "for" | "against" = "for",
): Pick<HypothesisEvidence, "stance" | "live" | "turns"> => ({ stance, live, turns });
const words = (evidence: ReturnType<typeof piece>) =>
  standingWords(evidence)
    ?.map((word) => (typeof word === "string" ? word : word.at))
    .join("");

describe("live evidence", () => {
  it("says since when it holds", () => {
    expect(words(piece([turn(true, "14:10")]))).toBe("supports since 14:10");
    expect(words(piece([turn(false, "14:10"), turn(true, "14:12")], "against"))).toBe("speaks against since 14:12");
  });
  it("says when it held, and since when no longer", () => {
    const turned = piece([turn(false, "14:00"), turn(true, "14:10"), turn(false, "14:30")]);
    expect(words(turned)).toBe("supported at 14:10, no longer since 14:30");
    expect(standingOfEvidence(turned)).toEqual({ kind: "turned", held: "14:10", since: "14:30", sentence: "2.1 %" });
    expect(words({ ...turned, stance: "against" })).toBe("spoke against at 14:10, no longer since 14:30");
  });
  it("does not claim that it held when it never did", () => {
    expect(words(piece([turn(false, "14:10")]))).toBe("does not hold since 14:10");
  });
  it("waits for the first look, and says nothing of what was seen once", () => {
    expect(words(piece([]))).toMatch(/first look/);
    expect(standingWords({ stance: "for", live: null, turns: [] })).toBeNull();
  });
});
