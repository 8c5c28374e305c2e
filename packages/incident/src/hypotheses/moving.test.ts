import { expect, test } from "vitest";
import type { IncidentEvent } from "../event.ts";
import { LIMITS } from "../limits.ts";
import { active, given, outcome } from "../testing/given.ts";
import { added, DECLARED, evidence, move, split } from "../testing/samples.ts";
import { SplitHypothesis } from "./commands.ts";

/** 1 (2 (3), 4), 5: siblings stand in the order of the list. */
const TREE: readonly IncidentEvent[] = [DECLARED, added("1"), added("5"), added("2", "1"), added("4", "1"), added("3", "2")];
const tree = (...events: readonly IncidentEvent[]) => {
  const { hypotheses } = active(...TREE, ...events);
  const under = (parentId: string | null): string =>
    hypotheses
      .filter((one) => one.parentId === parentId)
      .map((one) => `${one.hypothesisId}${under(one.hypothesisId) === "" ? "" : `(${under(one.hypothesisId)})`}`)
      .join(" ");
  return under(null);
};
const moved = (...[id, parentId, beforeId = null]: Parameters<typeof move>) => {
  const decision = given(...TREE).when(move(id, parentId, beforeId));
  if (!decision.ok) throw new Error(decision.refusal.message);
  return tree(...decision.events);
};

test("[IH11] a hypothesis moves with all that hangs below it: under another, before a sibling, to the end, to the top", () => {
  expect(tree()).toBe("1(2(3) 4) 5");
  expect(moved("2", "5")).toBe("1(4) 5(2(3))");
  expect(moved("4", "1", "2")).toBe("1(4 2(3)) 5");
  expect(moved("2", "1")).toBe("1(4 2(3)) 5");
  expect(moved("2", null)).toBe("1(4) 5 2(3)");
  expect(moved("2", null, "1")).toBe("2(3) 1(4) 5");
  expect(given(...TREE).when(move("2", "5"))).toEqual({
    ok: true,
    events: [{ ...move("2", "5"), type: "HypothesisMoved", from: "1" }],
  });
});

test("[IH11] a branch takes the layer of where it lands; at the top it keeps its own", () => {
  const elsewhere: IncidentEvent = { ...added("6"), layer: "input-quality" };
  const layers = (parentId: string | null) =>
    active(...TREE, elsewhere, { ...move("2", parentId), type: "HypothesisMoved", from: "1" })
      .hypotheses.filter((one) => one.layer === "input-quality")
      .map((one) => one.hypothesisId)
      .toSorted();
  expect(layers("6")).toEqual(["2", "3", "6"]);
  expect(layers(null)).toEqual(["6"]);
});

test("[IH12] it moves to a place that there is and that is another, never below itself, and the tree stays four levels deep", () => {
  const refused = (...to: Parameters<typeof move>) => outcome(given(...TREE).when(move(...to)));
  expect(refused("9", null)).toBe("HYPOTHESIS_UNKNOWN");
  expect(refused("2", "9")).toBe("HYPOTHESIS_PARENT_UNKNOWN");
  expect(refused("2", "2")).toBe("HYPOTHESIS_BELOW_ITSELF");
  expect(refused("1", "3")).toBe("HYPOTHESIS_BELOW_ITSELF");
  expect(refused("2", "5", "4")).toBe("HYPOTHESIS_SIBLING_UNKNOWN");
  expect(refused("2", "5", "9")).toBe("HYPOTHESIS_SIBLING_UNKNOWN");
  expect([refused("4", "1"), refused("2", "1", "4"), refused("2", "1", "2"), refused("5", null)]).toEqual([
    "NO_CHANGE",
    "NO_CHANGE",
    "NO_CHANGE",
    "NO_CHANGE",
  ]);
  const deep = [...TREE, added("6"), added("7", "6")];
  expect(outcome(given(...deep).when(move("6", "2")))).toEqual(["HypothesisMoved"]);
  expect(outcome(given(...deep).when(move("6", "3")))).toBe("HYPOTHESIS_TOO_DEEP");
});

test("[IH13] a hypothesis splits into open parts below it, of its layer; what was found stays with the whole", () => {
  const events = [
    DECLARED,
    { ...added("h-1"), layer: "input-quality" as const },
    { ...evidence("e-1"), type: "EvidenceAttached" as const },
  ];
  const decision = given(...events).when(split("h-1", "a", "b"));
  expect(decision).toEqual({ ok: true, events: [{ ...split("h-1", "a", "b"), type: "HypothesisSplit" }] });
  const { hypotheses } = active(...events, ...(decision.ok ? decision.events : []));
  expect(hypotheses.map((one) => [one.hypothesisId, one.parentId, one.layer, one.status, one.evidence.length])).toEqual([
    ["h-1", null, "input-quality", "open", 1],
    ["a", "h-1", "input-quality", "open", 0],
    ["b", "h-1", "input-quality", "open", 0],
  ]);
});

test("[IH14] into two to six parts with ids of their own, within the tree's limits", () => {
  expect(outcome(given(...TREE).when(split("9", "a", "b")))).toBe("HYPOTHESIS_UNKNOWN");
  expect(outcome(given(...TREE).when(split("1", "a", "5")))).toBe("HYPOTHESIS_EXISTS");
  expect(outcome(given(...TREE).when(split("1", "a", "a")))).toBe("HYPOTHESIS_EXISTS");
  expect(outcome(given(...TREE, added("6", "3")).when(split("6", "a", "b")))).toBe("HYPOTHESIS_TOO_DEEP");
  const full = Array.from({ length: LIMITS.hypotheses - 2 }, (_, index) => added(`h-${index}`));
  expect(outcome(given(DECLARED, ...full).when(split("h-1", "a", "b")))).toEqual(["HypothesisSplit"]);
  expect(outcome(given(DECLARED, ...full).when(split("h-1", "a", "b", "c")))).toBe("HYPOTHESES_FULL");
  const parts = (count: number) => split("h-1", ...Array.from({ length: count }, (_, index) => `p-${index}`));
  expect([1, 2, 6, 7].map((count) => SplitHypothesis.safeParse(parts(count)).success)).toEqual([false, true, true, false]);
});
