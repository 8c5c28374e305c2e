import { BOOLEAN_FIELDS, type Field, NUMBER_FIELDS, type ServiceProfile, TEXT_FIELDS } from "@firebreak/signals";
import type { Window } from "../port.ts";
import { carried } from "./compile-field.ts";
import { assertWindow } from "./cut.ts";
import type { Engine } from "./engine.ts";
import { within } from "./records-source.ts";
import { Statement } from "./statement.ts";

/** The newest records of the window that are looked at: asked every minute for every service, it must not read them all. */
const SAMPLE = 20_000;
const MOST_FEATURES = 100;
const MOST_EVALUATIONS = 50;
const MOST_DIMENSIONS = 20;
const MOST_METRICS = 200;

/** Known of a record only by what comes after it. */
const LATER = ["truth", "label_delay"];
const FIELDS: readonly (Field & { readonly name: string })[] = [
  ...NUMBER_FIELDS.map((name) => ({ kind: "number", name }) as const),
  ...BOOLEAN_FIELDS.map((name) => ({ kind: "boolean", name }) as const),
  ...TEXT_FIELDS.map((name) => ({ kind: "text", name }) as const),
].filter(({ name }) => !LATER.includes(name));

/** What the newest records carried, by name; which evaluations, truths and metrics came in the window. */
export async function readProfile(engine: Engine, window: Window): Promise<ServiceProfile> {
  assertWindow(window);
  const [records, carriedFields, features, dimensions, evaluations, truths, metrics] = await Promise.all([
    readRecords(engine, window),
    readFields(engine, window),
    readFeatures(engine, window),
    readDimensionNames(engine, window),
    readEvaluations(engine, window),
    hasTruths(engine, window),
    readMetricNames(engine, window),
  ]);
  const scored = evaluations.filter(({ scores }) => scores > 0).map(({ name }) => `evaluation.${name}.score`);
  return {
    service: window.service,
    records,
    fields: [...carriedFields, ...(truths ? LATER : []), ...scored],
    features,
    evaluations: evaluations.map(({ name }) => name),
    dimensions,
    metrics,
  };
}

const sample = (columns: string, window: Window, statement: Statement): string =>
  `(SELECT ${columns} FROM records WHERE ${within(window, statement)} ORDER BY service DESC, at DESC LIMIT ${SAMPLE})`;

/** A repeated batch counts twice until it is merged away. */
async function readRecords(engine: Engine, window: Window): Promise<number> {
  const statement = new Statement();
  const [row] = await engine.select<{ records: number }>(
    `SELECT count() AS records FROM records WHERE ${within(window, statement)}`,
    statement.parameters,
  );
  return row?.records ?? 0;
}

async function readFields(engine: Engine, window: Window): Promise<readonly string[]> {
  const statement = new Statement();
  const columns = FIELDS.map((field, n) =>
    // Known of every record, but of interest only where it is ever true.
    field.name === "predicted" ? `max(isNotNull(score)) AS f${n}` : `max(${carried(field, statement)}) AS f${n}`,
  );
  const [row = {}] = await engine.select<Record<string, number>>(
    `SELECT ${columns.join(", ")} FROM ${sample("*", window, statement)} HAVING count() > 0`,
    statement.parameters,
  );
  return FIELDS.filter((_, n) => Number(row[`f${n}`] ?? 0) > 0).map(({ name }) => name);
}

async function readFeatures(engine: Engine, window: Window): Promise<ServiceProfile["features"]> {
  const statement = new Statement();
  const rows = await engine.select<{ name: string; kind: "number" | "category" }>(
    `SELECT name, if(sum(category) > sum(number), 'category', 'number') AS kind FROM (
       SELECT arrayJoin(arrayConcat(
         arrayMap((name, value) -> (name, isNotNull(value), 0), mapKeys(features), mapValues(features)),
         arrayMap(name -> (name, 0, 1), mapKeys(feature_categories)))) AS given,
         toString(given.1) AS name, given.2 AS number, given.3 AS category
       FROM ${sample("features, feature_categories", window, statement)}
     ) GROUP BY name ORDER BY count() DESC, name LIMIT ${MOST_FEATURES}`,
    statement.parameters,
  );
  return rows;
}

async function readDimensionNames(engine: Engine, window: Window): Promise<readonly string[]> {
  const statement = new Statement();
  const rows = await engine.select<{ name: string }>(
    `SELECT toString(arrayJoin(mapKeys(dimensions))) AS name FROM ${sample("dimensions", window, statement)}
     GROUP BY name ORDER BY count() DESC, name LIMIT ${MOST_DIMENSIONS}`,
    statement.parameters,
  );
  return rows.map(({ name }) => name);
}

function readEvaluations(engine: Engine, window: Window): Promise<readonly { readonly name: string; readonly scores: number }[]> {
  const statement = new Statement();
  return engine.select(
    `SELECT name, count(score) AS scores FROM evaluations WHERE ${within(window, statement)}
     GROUP BY name ORDER BY count() DESC, name LIMIT ${MOST_EVALUATIONS}`,
    statement.parameters,
  );
}

async function hasTruths(engine: Engine, window: Window): Promise<boolean> {
  const statement = new Statement();
  const rows = await engine.select(
    `SELECT 1 AS known FROM ground_truths WHERE ${within(window, statement)} LIMIT 1`,
    statement.parameters,
  );
  return rows.length > 0;
}

function readMetricNames(engine: Engine, window: Window): Promise<ServiceProfile["metrics"]> {
  const statement = new Statement();
  return engine.select(
    `SELECT name, multiIf(any(kind) = 'histogram', 'histogram', any(kind) = 'sum' AND any(monotonic), 'counter', 'gauge') AS kind
     FROM metric_points WHERE ${within(window, statement)} GROUP BY name ORDER BY count() DESC, name LIMIT ${MOST_METRICS}`,
    statement.parameters,
  );
}
