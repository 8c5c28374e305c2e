import { type Distribution, differenceOf, differenceOfShares } from "@firebreak/signals";
import type { CohortDifference, TelemetryStore } from "../port.ts";
import { counterOf, counters } from "./bins.ts";
import { type Cohorts, recordsOfCohorts, sampled, settledCohorts } from "./cohorts.ts";
import { type ComparedBins, readComparedBins } from "./compared-bins.ts";
import { type ComparedVariable, countCohorts, readVariables } from "./compared-variables.ts";
import { condition } from "./compile-condition.ts";
import { distributionOf } from "./drift.ts";
import type { Engine } from "./engine.ts";
import { Statement } from "./statement.ts";

/** Of each cohort. With so many, sampling explains differences up to 0.012; fewer than that matter to nobody. */
const MOST_RECORDS = 50_000;
/** To learn what they carry. */
const MOST_NAMED = 5_000;
const MOST_DIFFERENCES = 100;
const MOST_SHARES = 8;
/** A record that does not carry a category: no text of a record is empty. */
const MISSING = "";

/**
 * Four scans of both cohorts together: how many they are, what they carry, bins that suit both, and how many of each lie in them.
 * Above what sampling explains first, then what too few records carry to say, then the rest; the most different of each first.
 */
export async function readComparison(
  engine: Engine,
  query: Parameters<TelemetryStore["compare"]>[0],
): ReturnType<TelemetryStore["compare"]> {
  const whole = await settledCohorts(engine, query);
  const records = await countCohorts(engine, whole);
  const { a, b } = records;
  if (a === 0 || b === 0) return { recordsA: a, recordsB: b, differences: [] };
  const variables = await readVariables(engine, sampled(whole, records, MOST_NAMED));
  const cohorts = sampled(whole, records, MOST_RECORDS);
  const bins = await readComparedBins(engine, cohorts, variables);
  const counts = await readCounts(engine, cohorts, { variables, bins });
  const differences = variables.flatMap((variable, n) => {
    const found = differenceIn(variable, bins[n] as ComparedBins, counts[n] as Counts);
    return found === null ? [] : [found];
  });
  const most = Math.max(0, Math.min(query.limit, MOST_DIFFERENCES));
  return { recordsA: a, recordsB: b, differences: differences.sort(moreDifferent).slice(0, most) };
}

/** Counters over a variable's bins, the first of what is missing; of an outcome only no and yes after it. */
interface Counts {
  readonly a: readonly number[];
  readonly b: readonly number[];
}

async function readCounts(
  engine: Engine,
  cohorts: Cohorts,
  { variables, bins }: { readonly variables: readonly ComparedVariable[]; readonly bins: readonly ComparedBins[] },
): Promise<readonly Counts[]> {
  const statement = new Statement();
  const columns = variables.flatMap((variable, n) => {
    const { size, counter } = counterIn(variable, bins[n] as ComparedBins, statement);
    const among = variable.missing === "counts-of-predictions" ? " AND features_given > 0" : "";
    return ["a", "b"].map((cohort) => `countIfResample(0, ${size}, 1)(in_${cohort}${among}, ${counter}) AS ${cohort}${n}`);
  });
  const [row = {}] = await engine.select<Readonly<Record<string, readonly number[]>>>(
    `SELECT ${columns.join(", ")} FROM ${recordsOfCohorts(cohorts, statement)}`,
    statement.parameters,
  );
  return variables.map((_, n) => ({ a: row[`a${n}`] ?? [], b: row[`b${n}`] ?? [] }));
}

function counterIn({ field }: ComparedVariable, { bins }: ComparedBins, statement: Statement) {
  if (field.kind === "boolean")
    return { size: 3, counter: `toUInt8(ifNull(toUInt8(${condition({ kind: "is", field }, statement)}) + 1, 0))` };
  return { size: counters(bins), counter: counterOf(field, bins, { statement, over: "few" }) };
}

function differenceIn(variable: ComparedVariable, bins: ComparedBins, { a, b }: Counts): CohortDifference | null {
  const { kind, name } = variable;
  const [eventsA, eventsB] = [sum(a.slice(1)), sum(b.slice(1))];
  if (eventsA + eventsB === 0) return null;
  const carried = { kind, name, eventsA, eventsB };
  if (variable.field.kind === "boolean") {
    const [yesA = 0, yesB = 0] = [a[2], b[2]];
    const found = differenceOfShares({ count: yesA, events: eventsA }, { count: yesB, events: eventsB });
    return found && { ...carried, ...told(found), values: "share", shareA: yesA / eventsA, shareB: yesB / eventsB };
  }
  const isMissing = variable.missing !== "is-unknown";
  const distribution = isMissing
    ? distributionOf(bins.bins, a, b)
    : distributionOf(bins.bins, [0, ...a.slice(1)], [0, ...b.slice(1)]);
  const found = differenceOf(distribution);
  if (found === null) return null;
  if (distribution.kind === "category") return { ...carried, ...told(found), values: "category", shares: sharesOf(distribution) };
  return {
    ...carried,
    ...told(found),
    values: "number",
    medianA: eventsA === 0 ? null : bins.a.median,
    medianB: eventsB === 0 ? null : bins.b.median,
    p95A: eventsA === 0 ? null : bins.a.p95,
    p95B: eventsB === 0 ? null : bins.b.p95,
    missingA: shareOf(a[0], sum(a)),
    missingB: shareOf(b[0], sum(b)),
  };
}

const told = ({ value, critical }: { readonly value: number; readonly critical: number | null }) => ({
  difference: Math.min(1, value),
  critical,
});

function sharesOf({ labels, reference, current, referenceMissing, currentMissing }: Distribution) {
  const [a, b] = [
    [...reference, referenceMissing],
    [...current, currentMissing],
  ];
  const others = labels.length - 1;
  return [...labels, MISSING]
    .map((value, n) => ({ value, a: shareOf(a[n], sum(a)), b: shareOf(b[n], sum(b)) }))
    .filter((one, n) => one.a + one.b > 0 && n !== others)
    .sort((one, other) => Math.abs(other.a - other.b) - Math.abs(one.a - one.b))
    .slice(0, MOST_SHARES);
}

const shareOf = (count: number | undefined, all: number): number => (all === 0 ? 0 : (count ?? 0) / all);
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

const rank = ({ difference, critical }: CohortDifference): number => (critical === null ? 1 : difference > critical ? 0 : 2);
const moreDifferent = (one: CohortDifference, other: CohortDifference): number =>
  rank(one) - rank(other) || other.difference - one.difference || (one.name < other.name ? -1 : 1);
