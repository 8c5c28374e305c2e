import type { Hypothesis } from "@firebreak/incident";
import type { HypothesisRow } from "./hypothesisTree.ts";

/** Where a hypothesis goes: under which (null: the top), before which sibling (null: at the end). */
export interface Place {
  readonly parentId: string | null;
  readonly beforeId: string | null;
}
export type Step = "up" | "down" | "in" | "out";
export type Zone = "before" | "into" | "after";

/** Where one step of the keyboard leads, seen from what is on screen; null where there is nothing in that direction. */
export function placeOfStep(rows: readonly HypothesisRow[], hypothesisId: string, step: Step): Place | null {
  const row = rows.find((each) => each.hypothesis.hypothesisId === hypothesisId);
  if (!row) return null;
  const parent = parentIn(rows, row);
  const parentId = parent?.hypothesis.hypothesisId ?? null;
  const siblings = siblingsOf(rows, row);
  const at = indexIn(siblings, row);
  switch (step) {
    case "up": {
      const before = siblings[at - 1];
      return before ? { parentId, beforeId: before.hypothesis.hypothesisId } : null;
    }
    case "down":
      return siblings[at + 1] ? { parentId, beforeId: idOf(siblings[at + 2]) } : null;
    case "in": {
      const above = childrenOf(rows, parentId);
      const under = above[indexIn(above, row) - 1];
      return under ? { parentId: under.hypothesis.hypothesisId, beforeId: null } : null;
    }
    case "out": {
      if (!parent) return null;
      const uncles = siblingsOf(rows, parent);
      return { parentId: idOf(parentIn(rows, parent)), beforeId: idOf(uncles[indexIn(uncles, parent) + 1]) };
    }
  }
}

/** Where a row that is dropped on another one lands; a sentence where it cannot. */
export function placeOfDrop(
  rows: readonly HypothesisRow[],
  dragged: Hypothesis,
  target: HypothesisRow,
  zone: Zone,
): Place | string {
  const { hypothesis } = target;
  if (zone === "into") return { parentId: hypothesis.hypothesisId, beforeId: null };
  const [firstChild] = childrenOf(rows, hypothesis.hypothesisId);
  // Below a row that has children the next line is its first child: that is where the mark is drawn.
  if (zone === "after" && firstChild) return { parentId: hypothesis.hypothesisId, beforeId: firstChild.hypothesis.hypothesisId };
  const parent = parentIn(rows, target);
  if (!parent && dragged.layer !== hypothesis.layer)
    return "Layers stand in the order in which they are inspected. Drop it onto one to hang it below.";
  const siblings = siblingsOf(rows, target);
  const before = zone === "before" ? target : siblings[indexIn(siblings, target) + 1];
  return { parentId: idOf(parent), beforeId: idOf(before) };
}

/** The upper and the lower quarter of a line stand for its edges. */
export function zoneAt(offset: number, height: number): Zone {
  if (offset < height / 4) return "before";
  return offset > (height * 3) / 4 ? "after" : "into";
}

/** `under “Model and prompt version”, before “Routing”`. */
export function placeText(hypotheses: readonly Hypothesis[], { parentId, beforeId }: Place): string {
  const named = (id: string) => `“${hypotheses.find((each) => each.hypothesisId === id)?.statement ?? id}”`;
  const where = parentId === null ? "at the top" : `under ${named(parentId)}`;
  return `${where}, ${beforeId === null ? "at the end" : `before ${named(beforeId)}`}`;
}

const indexIn = (rows: readonly HypothesisRow[], row: HypothesisRow): number =>
  rows.findIndex((each) => each.hypothesis.hypothesisId === row.hypothesis.hypothesisId);
const idOf = (row: HypothesisRow | null | undefined): string | null => row?.hypothesis.hypothesisId ?? null;

function parentIn(rows: readonly HypothesisRow[], { hypothesis, depth }: HypothesisRow): HypothesisRow | null {
  if (depth === 0) return null;
  return rows.find((each) => each.hypothesis.hypothesisId === hypothesis.parentId) ?? null;
}
export function childrenOf(rows: readonly HypothesisRow[], parentId: string | null): readonly HypothesisRow[] {
  return rows.filter((each) => (parentId === null ? each.depth === 0 : each.depth > 0 && each.hypothesis.parentId === parentId));
}
/** Those it can change places with: at the top only those of its layer, since layers have an order of their own. */
function siblingsOf(rows: readonly HypothesisRow[], row: HypothesisRow): readonly HypothesisRow[] {
  const all = childrenOf(rows, idOf(parentIn(rows, row)));
  return row.depth === 0 ? all.filter((each) => each.hypothesis.layer === row.hypothesis.layer) : all;
}
