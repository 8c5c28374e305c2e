import type { CohortDifference } from "@firebreak/server/contract";
import type { Kind } from "../view.ts";

export const KIND_WORDS: Readonly<Record<Kind, { readonly one: string; readonly many: string }>> = {
  dimension: { one: "dimension", many: "Dimensions" },
  lineage: { one: "version", many: "Versions" },
  feature: { one: "feature", many: "Features" },
  measure: { one: "measure", many: "Measures" },
  outcome: { one: "outcome", many: "Outcomes" },
  evaluation: { one: "evaluation", many: "Evaluations" },
  platform: { one: "platform", many: "Platform" },
};

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
export const countText = (count: number): string => count.toLocaleString("en");

/** A measure as people read it, by the unit that its name ends with. */
export function measureText(name: string, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  if (name.endsWith("_ms")) return Math.abs(value) < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(2)} s`;
  if (name.endsWith("_usd") || name === "cost") return `$${value.toFixed(4)}`;
  if (Number.isInteger(value)) return countText(value);
  return Math.abs(value) >= 100 ? countText(Math.round(value)) : String(Number(value.toPrecision(3)));
}

export type Sureness = "beyond" | "within" | "unknown";
/** Whether sampling alone would make such a difference in less than one of a thousand cases. */
export function surenessOf({ difference, critical }: Pick<CohortDifference, "difference" | "critical">): Sureness {
  if (critical === null) return "unknown";
  return difference > critical ? "beyond" : "within";
}
export const SURENESS_WORDS: Readonly<Record<Sureness, string>> = {
  beyond: "beyond sampling",
  within: "may be chance",
  unknown: "too little to say",
};

/** The server's order, only of a kind. */
export const differencesOf = (differences: readonly CohortDifference[], kind: Kind | null): readonly CohortDifference[] =>
  kind === null ? differences : differences.filter((one) => one.kind === kind);

/** How many rows of each kind lie beyond sampling, and how many there are. */
export function countsByKind(
  differences: readonly CohortDifference[],
): ReadonlyMap<Kind, { readonly all: number; readonly beyond: number }> {
  const groups = Map.groupBy(differences, ({ kind }) => kind);
  return new Map(
    [...groups].map(([kind, rows]) => [
      kind,
      { all: rows.length, beyond: rows.filter((row) => surenessOf(row) === "beyond").length },
    ]),
  );
}

/** What the server calls records without a value, and values that are not told one by one: nothing to narrow to. */
const NO_VALUES: readonly string[] = ["(missing)", "(other)"];
export const isNamed = (value: string): boolean => value !== "" && !NO_VALUES.includes(value);

/** The value that stands out in the first cohort: what to narrow to, or to isolate. null where none is more frequent there. */
export function standsOut(one: CohortDifference): string | null {
  if (one.values !== "category" || (one.kind !== "dimension" && one.kind !== "lineage")) return null;
  const most = one.shares.filter(({ value }) => isNamed(value)).toSorted((x, y) => y.a - y.b - (x.a - x.b))[0];
  return most && most.a > most.b ? most.value : null;
}

/** What a screen reader hears, and a table cell says beside the picture. */
export function spokenDifference(one: CohortDifference): string {
  switch (one.values) {
    case "category": {
      const [first] = one.shares;
      return first ? `${first.value}: ${percent(first.a)} against ${percent(first.b)}` : "no values";
    }
    case "number": {
      const words = `median ${measureText(one.name, one.medianA)} against ${measureText(one.name, one.medianB)}`;
      const lost = one.missingA > 0 || one.missingB > 0;
      return lost ? `${words}, missing ${percent(one.missingA)} against ${percent(one.missingB)}` : words;
    }
    case "share":
      return `${percent(one.shareA)} against ${percent(one.shareB)}`;
  }
}
