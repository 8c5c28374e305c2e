import type { IncidentEvent } from "@firebreak/incident";
import { expect, it } from "vitest";
import { isAbout } from "./nodeHistory.ts";

const added = (hypothesisId: string, parentId: string | null): IncidentEvent => ({
  type: "HypothesisAdded",
  hypothesisId,
  parentId,
  layer: "model-version",
  statement: "",
  check: "",
});
const part = (hypothesisId: string) => ({ hypothesisId, statement: "", check: "" });

it("finds what the log says of one hypothesis, its children's beginnings and the split it came from", () => {
  const events: readonly IncidentEvent[] = [
    added("a", null),
    added("b", "a"),
    added("c", "b"),
    { type: "HypothesisSplit", hypothesisId: "x", parts: [part("a"), part("y")] },
    { type: "HypothesisMoved", hypothesisId: "z", parentId: "a", beforeId: null, from: null },
    { type: "EvidenceTurned", hypothesisId: "a", evidenceId: "e", holds: false, sentence: "" },
    { type: "NoteAdded", text: "a", proofs: [] },
  ];
  expect(events.map((event) => isAbout(event, "a"))).toEqual([true, true, false, true, true, true, false]);
});
