import type { Hypothesis, HypothesisEvidence } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { hypothesisRows, standingText, turnedText } from "./hypothesisTree.ts";

const node = (hypothesisId: string, over: Partial<Hypothesis> = {}): Hypothesis => ({
  hypothesisId,
  parentId: null,
  layer: "input-quality",
  statement: hypothesisId,
  check: "",
  status: "open",
  standing: null,
  owner: null,
  evidence: [],
  ...over,
});
const evidence = (stance: "for" | "against", over: Partial<HypothesisEvidence> = {}): HypothesisEvidence => ({
  evidenceId: stance,
  stance,
  text: "",
  proofs: [],
  live: null,
  turns: [],
  by: "Commander",
  at: "",
  ...over,
});
const LIVE = { signal: "retrieval-hit-rate", segment: null, expects: "inside" } as const;

describe("the hypothesis tree", () => {
  it("lists layers in the order of inspection, children under their parent, orphans as layers", () => {
    const rows = hypothesisRows(
      [
        node("child", { parentId: "model", layer: "model-version" }),
        node("post", { layer: "post-processing" }),
        node("model", { layer: "model-version" }),
        node("grandchild", { parentId: "child", layer: "model-version" }),
        node("orphan", { parentId: "gone" }),
      ],
      "outputs-wrong",
    );
    expect(rows.map((row) => [row.hypothesis.hypothesisId, row.depth, row.ordinal])).toEqual([
      ["orphan", 0, "1"],
      ["model", 0, "2"],
      ["child", 1, null],
      ["grandchild", 2, null],
      ["post", 0, "3"],
    ]);
  });

  it("ends each row with its standing", () => {
    const [open, investigating, refuted] = hypothesisRows(
      [
        node("a"),
        node("b", { status: "investigating", owner: { id: "1", name: "ML" }, evidence: [evidence("for"), evidence("against")] }),
        node("c", { status: "refuted", standing: { reason: "hit rate unchanged", by: "SR", at: "" } }),
      ],
      "outputs-wrong",
    );
    if (!open || !investigating || !refuted) throw new Error("rows are missing");
    expect([open, investigating, refuted].map((row) => [standingText(row), row.weight, row.leads])).toEqual([
      ["open", null, false],
      ["investigating · +1 for · 1 against · ML", 0.5, true],
      ["refuted · hit rate unchanged · SR", null, false],
    ]);
  });

  it("begins with the layers of its symptom and still shows those of another", () => {
    const rows = hypothesisRows(
      [node("model", { layer: "model-version" }), node("queue", { layer: "queue-depth" }), node("size", { layer: "model-size" })],
      "latency-up",
    );
    expect(rows.map((row) => row.hypothesis.hypothesisId)).toEqual(["queue", "size", "model"]);
  });

  it("does not count evidence that turned, and marks its line", () => {
    const turn = (holds: boolean) => ({ holds, sentence: "Now 0.62.", at: "" });
    const [row] = hypothesisRows(
      [
        node("a", {
          status: "supported",
          evidence: [
            evidence("for", { live: LIVE, turns: [turn(true), turn(false)] }),
            evidence("for", { live: LIVE, turns: [turn(false), turn(true)] }),
            evidence("against"),
          ],
        }),
      ],
      "outputs-wrong",
    );
    if (!row) throw new Error("the row is missing");
    expect([row.supporting, row.against, row.turned, row.weight, standingText(row)]).toEqual([
      1,
      1,
      1,
      0.5,
      "supported · +1 for · 1 against",
    ]);
    expect([turnedText(1), turnedText(2)]).toEqual([
      "1 piece of evidence does not hold now",
      "2 pieces of evidence do not hold now",
    ]);
  });
});
