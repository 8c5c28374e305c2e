import type { Hypothesis } from "../state.ts";

/** A hypothesis and all that hangs below it, by id. */
export function branchOf(hypotheses: readonly Hypothesis[], hypothesisId: string): ReadonlySet<string> {
  const branch = new Set([hypothesisId]);
  for (let size = 0; size !== branch.size; ) {
    size = branch.size;
    for (const one of hypotheses) if (one.parentId !== null && branch.has(one.parentId)) branch.add(one.hypothesisId);
  }
  return branch;
}
