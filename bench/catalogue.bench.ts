import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBuckets } from "../apps/server/src/telemetry/clickhouse/buckets.ts";
import { type Engine, openEngine } from "../apps/server/src/telemetry/clickhouse/engine.ts";
import { readProfile } from "../apps/server/src/telemetry/clickhouse/profile.ts";
import { createReferences } from "../apps/server/src/telemetry/clickhouse/reference.ts";
import { migrate } from "../apps/server/src/telemetry/clickhouse/schema.ts";
import type { BucketsQuery } from "../apps/server/src/telemetry/port.ts";
import { catalogueFor, type Measure, measureOf } from "../packages/signals/src/index.ts";
import { SERVICE, seed } from "./catalogue/seed.ts";
import { milliseconds, quantile, type Row } from "./harness/bench.ts";

export const title = "A catalogue of 40 signals over 10 million records, against a bare scan of the same rows";

const RECORDS = 10_000_000;
const SIGNALS = 40;
const ROUNDS = 3;
const HOUR = 3600_000;
const DAY = 24 * HOUR;
const LONGEST_LOAD_MS = 15 * 60_000;
const WINDOWS = [
  { what: "10 minutes at 30 s", length: 10 * 60_000, stepSeconds: 30, trailingSeconds: 600 },
  { what: "24 hours at 5 min", length: DAY, stepSeconds: 300, trailingSeconds: 3600 },
  { what: "7 days, all records, at 30 min", length: 7 * DAY, stepSeconds: 1800, trailingSeconds: 6 * 3600 },
] as const;

/**
 * Ten million records of one service over seven days, in the store's own tables, merged as the store has closed days merged. One
 * evaluation is one `buckets` query of 40 signals of that service's catalogue: shares, means, quantiles, drift, calibration, disparity,
 * an evaluation and truths. The bare scan counts the window's records and takes the mean and a quantile of their latency. Rounds take
 * turns, and the median counts; the ratio is of processor time, whatever else the machine does.
 */
export async function run(records: number = RECORDS): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-bench-catalogue-"));
  const engine = await openEngine({ url: null, folder });
  try {
    const to = Math.floor(Date.now() / HOUR) * HOUR;
    const loading = performance.now();
    await load(engine, { records, from: to - 7 * DAY, to });
    const loaded = performance.now() - loading;
    console.log(`${records.toLocaleString("en-US")} records loaded and merged in ${Math.round(loaded / 1000)} s\n`);
    const measures = await measuresOf(engine, to);
    const rows: Row[] = [];
    for (const window of WINDOWS) rows.push(await measure(engine, { measures, to, ...window }));
    return rows;
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function load(engine: Engine, span: { readonly records: number; readonly from: number; readonly to: number }) {
  const late = AbortSignal.timeout(LONGEST_LOAD_MS);
  await migrate(engine, 30);
  await seed(engine, { ...span, signal: late });
  for (const table of ["records", "evaluations", "ground_truths"]) {
    late.throwIfAborted();
    await engine.command(`OPTIMIZE TABLE ${table} FINAL`);
  }
}

/** Those that every service may have first, then as many of its own dimensions and features, evenly chosen. */
async function measuresOf(engine: Engine, to: number): Promise<readonly Measure[]> {
  const profile = await readProfile(engine, { service: SERVICE, from: to - DAY, to });
  const definitions = catalogueFor(profile, []).filter((definition) => definition.source.kind === "expression");
  const common = definitions.filter(({ id }) => !id.includes("."));
  const own = definitions.filter(({ id }) => id.includes("."));
  const wanted = Math.max(0, SIGNALS - common.length);
  const chosen = Array.from({ length: wanted }, (_, n) => own[Math.floor((n * own.length) / wanted)]);
  const measures = [...common, ...chosen].flatMap((definition) => (definition ? [measureOf(definition)] : []));
  const found = measures.filter((one) => one !== null).slice(0, SIGNALS);
  if (found.length !== SIGNALS)
    throw new Error(`The catalogue has ${found.length} signals for these records, ${SIGNALS} are wanted.`);
  return found;
}

type Asked = (typeof WINDOWS)[number] & { readonly measures: readonly Measure[]; readonly to: number };

async function measure(engine: Engine, { what, length, stepSeconds, trailingSeconds, measures, to }: Asked): Promise<Row> {
  const query: BucketsQuery = {
    service: SERVICE,
    from: to - length,
    to,
    measures,
    stepSeconds,
    segment: null,
    splitBy: null,
    reference: { from: to - 2 * DAY, to: to - DAY },
    trailingSeconds,
  };
  const references = createReferences(engine);
  const evaluate = async () => {
    const series = await readBuckets(engine, references, query);
    const silent = measures.filter((_, n) => !series.some(({ measure: index, points }) => index === n && points.length > 0));
    if (silent.length > 0)
      throw new Error(`${silent.length} of ${measures.length} signals have no value: ${JSON.stringify(silent[0])}`);
  };
  const first = await timed(evaluate);
  const evaluations: Cost[] = [];
  const scans: Cost[] = [];
  let counted = 0;
  for (let round = 0; round < ROUNDS; round++) {
    scans.push(await timed(async () => (counted = await bareScan(engine, query))));
    evaluations.push(await timed(evaluate));
  }
  const wall = median(evaluations, "wall");
  const ratio = median(evaluations, "cpu") / median(scans, "cpu");
  return {
    window: what,
    records: counted.toLocaleString("en-US"),
    evaluation: milliseconds(wall),
    "its processor time": milliseconds(median(evaluations, "cpu")),
    "signals/s": Math.round((measures.length * 1000) / wall),
    "first, with its reference": milliseconds(first.wall),
    "bare scan": milliseconds(median(scans, "wall")),
    "ratio of processor time": `${ratio.toFixed(1)}×`,
    "per signal": `${(ratio / measures.length).toFixed(2)}×`,
  };
}

async function bareScan(engine: Engine, { service, from, to }: BucketsQuery): Promise<number> {
  const [row] = await engine.select<{ records: number }>(
    `SELECT count() AS records, avg(latency_ms) AS mean, quantile(0.95)(latency_ms) AS p95 FROM records
     WHERE service = {service:String} AND at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC') AND at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`,
    { service, from, to },
  );
  return row?.records ?? 0;
}

interface Cost {
  readonly wall: number;
  readonly cpu: number;
}
async function timed(work: () => Promise<unknown>): Promise<Cost> {
  const before = process.cpuUsage();
  const started = performance.now();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: performance.now() - started, cpu: (user + system) / 1000 };
}
const median = (costs: readonly Cost[], of: keyof Cost): number =>
  quantile(
    costs.map((cost) => cost[of]),
    0.5,
  );

if (import.meta.main) console.table(await run(Number(process.argv[2] ?? RECORDS)));
