import type { Harm } from "@firebreak/signals";
import type { Window } from "../port.ts";
import { condition, numberValue } from "./compile-condition.ts";
import { share } from "./compile-measure.ts";
import { assertWindow } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { recordsOf } from "./records-source.ts";
import { Statement } from "./statement.ts";

/** A harm that one record alone decides. */
export type SettledHarm = Extract<Harm, { readonly kind: "condition" }>;

/** The worst of a window's records become those above a limit: the window's quantile, as `harm` takes it. */
export async function settledHarm(engine: Engine, window: Window, harm: Harm): Promise<SettledHarm> {
  assertWindow(window);
  if (harm.kind === "condition") return harm;
  const statement = new Statement();
  const value = numberValue(harm.value, statement);
  const [row] = await engine.select<{ limit: number | null }>(
    `SELECT quantile(${share(harm.q)})(${value}) AS limit FROM ${recordsOf(window, statement)}`,
    statement.parameters,
  );
  // Where no record of the window carries the value none can be compared, whatever the limit.
  const limit = { kind: "number", value: row?.limit ?? 0 } as const;
  return { kind: "condition", bad: { kind: "compare", op: ">", left: harm.value, right: limit }, of: null };
}

/** Of one record, 1 or 0, never unknown: whether it is bad, and whether it counts at all. */
export function harmOfRecord(harm: SettledHarm, statement: Statement): { readonly bad: string; readonly counted: string } {
  const truth = condition(harm.bad, statement);
  const inside = harm.of === null ? "1" : condition(harm.of, statement);
  return {
    bad: `(ifNull(${truth}, 0) AND ifNull(${inside}, 0))`,
    counted: `(isNotNull(${truth}) AND ifNull(${inside}, 0))`,
  };
}
