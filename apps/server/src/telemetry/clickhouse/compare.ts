import type { CohortDifference, TelemetryStore } from "../port.ts";
import { ofPart } from "./cohort-condition.ts";
import type { Engine } from "./engine.ts";
import { recordsOf } from "./records-source.ts";
import { settledHarm } from "./settled-harm.ts";
import { Statement } from "./statement.ts";

type CompareQuery = Parameters<TelemetryStore["compare"]>[0];
const OUTCOMES = ["error", "success", "overridden", "fallback", "refused", "malformed", "clicked"];

/** Outcomes only, so far. */
export async function readComparison(engine: Engine, query: CompareQuery): ReturnType<TelemetryStore["compare"]> {
  const [a, b] = await Promise.all(
    [query.a, query.b].map((cohort) => countCohort(engine, { ...cohort, service: query.service })),
  );
  const differences = OUTCOMES.flatMap((name, n): CohortDifference[] => {
    const [eventsA, eventsB] = [a?.known[n] ?? 0, b?.known[n] ?? 0];
    if (eventsA === 0 || eventsB === 0) return [];
    const [shareA, shareB] = [(a?.yes[n] ?? 0) / eventsA, (b?.yes[n] ?? 0) / eventsB];
    const difference = Math.abs(shareA - shareB);
    return [{ kind: "outcome", name, eventsA, eventsB, difference, critical: null, values: "share", shareA, shareB }];
  });
  return {
    recordsA: a?.records ?? 0,
    recordsB: b?.records ?? 0,
    differences: differences.sort((one, other) => other.difference - one.difference).slice(0, query.limit),
  };
}

async function countCohort(engine: Engine, cohort: CompareQuery["a"] & { readonly service: string }) {
  const harmed = cohort.harmed && { ...cohort.harmed, harm: await settledHarm(engine, cohort, cohort.harmed.harm) };
  const statement = new Statement();
  const part = ofPart({ ...cohort, harmed }, statement);
  const [row] = await engine.select<{ records: number; known: readonly number[]; yes: readonly number[] }>(
    `SELECT count() AS records, [${OUTCOMES.map((name) => `count(${name})`).join(", ")}] AS known,
       [${OUTCOMES.map((name) => `countIf(${name})`).join(", ")}] AS yes
     FROM ${recordsOf(cohort, statement)} WHERE ${part}`,
    statement.parameters,
  );
  return row;
}
