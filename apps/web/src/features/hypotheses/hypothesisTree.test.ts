import type { Hypothesis } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { hypothesisRows, standingText } from "./hypothesisTree.ts";

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
const evidence = (stance: "for" | "against") => ({
  evidenceId: stance,
  stance,
  text: "",
  proofs: [],
  live: null,
  turns: [],
  by: "Commander",
  at: "",
});

describe("the hypothesis tree", () => {
  it("lists layers in the order of inspection, children under their parent, orphans as layers", () => {
    const rows = hypothesisRows([
      node("child", { parentId: "model", layer: "model-version" }),
      node("post", { layer: "post-processing" }),
      node("model", { layer: "model-version" }),
      node("grandchild", { parentId: "child", layer: "model-version" }),
      node("orphan", { parentId: "gone" }),
    ]);
    expect(rows.map((row) => [row.hypothesis.hypothesisId, row.depth, row.ordinal])).toEqual([
      ["orphan", 0, "1"],
      ["model", 0, "2"],
      ["child", 1, null],
      ["grandchild", 2, null],
      ["post", 0, "3"],
    ]);
  });

  it("ends each row with its standing", () => {
    const [open, investigating, refuted] = hypothesisRows([
      node("a"),
      node("b", { status: "investigating", owner: { id: "1", name: "ML" }, evidence: [evidence("for"), evidence("against")] }),
      node("c", { status: "refuted", standing: { reason: "hit rate unchanged", by: "SR", at: "" } }),
    ]);
    if (!open || !investigating || !refuted) throw new Error("rows are missing");
    expect([open, investigating, refuted].map((row) => [standingText(row), row.weight, row.leads])).toEqual([
      ["open", null, false],
      ["investigating · +1 for · 1 against · ML", 0.5, true],
      ["refuted · hit rate unchanged · SR", null, false],
    ]);
  });
});
