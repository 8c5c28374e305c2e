import type { Engine } from "../../apps/server/src/telemetry/clickhouse/engine.ts";

export const SERVICE = "catalogue-bench";
export const NUMERIC_FEATURES: readonly string[] = Array.from({ length: 10 }, (_, n) => `number_${n}`);
export const CATEGORY_FEATURES: readonly string[] = ["plan", "channel"];
/** A statement's time is bounded like any other's: so many rows go in at once. */
const ROWS_AT_ONCE = 500_000;

export interface Seed {
  readonly records: number;
  readonly from: number;
  readonly to: number;
  /** Ends the work between two statements. */
  readonly signal: AbortSignal;
}

/**
 * Fills the store's own tables with the same data every time: a service whose records carry everything the catalogue asks for.
 * Evenly in time, a fifth with an evaluation of groundedness, three in ten with a truth that comes up to four hours later.
 */
export async function seed(engine: Engine, { records, from, to, signal }: Seed): Promise<void> {
  const every = (to - from) / records;
  for (let first = 0; first < records; first += ROWS_AT_ONCE) {
    signal.throwIfAborted();
    const count = Math.min(ROWS_AT_ONCE, records - first);
    const at = `fromUnixTimestamp64Milli(toInt64(${from} + number * ${every}), 'UTC')`;
    const numbers = `FROM numbers(${first}, ${count})`;
    await engine.command(`INSERT INTO records (${RECORD.map(([name]) => name).join(", ")})
      SELECT ${RECORD.map(([name, value]) => `${name === "at" ? at : value} AS c_${name}`).join(", ")} ${numbers}
      SETTINGS optimize_on_insert = 0`);
    await engine.command(`INSERT INTO evaluations (service, at, response_id, name, score, label)
      SELECT '${SERVICE}', ${at} + INTERVAL 2 SECOND, concat('resp-', toString(number)), 'groundedness', ${uniform(30)},
        if(${uniform(31)} < 0.04, 'ungrounded', 'grounded') ${numbers} WHERE number % 5 = 0 SETTINGS optimize_on_insert = 0`);
    await engine.command(`INSERT INTO ground_truths (service, at, request_id, value)
      SELECT '${SERVICE}', ${at} + toIntervalSecond(toUInt32(${uniform(32)} * 14400)), concat('req-', toString(number)),
        ${uniform(33)} < ${uniform(20)} ${numbers} WHERE number % 10 < 3 SETTINGS optimize_on_insert = 0`);
  }
}

/** A number in [0, 1) that depends on the row and nothing else. */
const uniform = (salt: number): string => `(sipHash64(number, ${salt}) / 18446744073709551616.)`;
const chance = (salt: number, share: number): string => `${uniform(salt)} < ${share}`;
const one = (salt: number, of: readonly string[]): string =>
  `[${of.map((value) => `'${value}'`).join(", ")}][1 + sipHash64(number, ${salt}) % ${of.length}]`;
const map = (pairs: readonly (readonly [string, string])[]): string =>
  `map(${pairs.map(([key, value]) => `'${key}', ${value}`).join(", ")})`;

const RECORD: readonly (readonly [column: string, value: string])[] = [
  ["service", `'${SERVICE}'`],
  ["at", ""],
  ["request_id", "concat('req-', toString(number))"],
  ["trace_id", "hex(sipHash128(number))"],
  ["span_id", "hex(sipHash64(number))"],
  ["response_id", "concat('resp-', toString(number))"],
  ["instance", one(1, ["i-1", "i-2", "i-3", "i-4"])],
  ["operation", "'chat'"],
  [
    "dimensions",
    map([
      ["language", one(2, ["en", "de", "fr", "es"])],
      ["tier", one(3, ["free", "pro", "enterprise"])],
      ["region", one(4, ["eu-west", "us-east", "ap-south"])],
    ]),
  ],
  [
    "lineage",
    map([
      ["model", "'m-1'"],
      ["prompt", "'support@7'"],
    ]),
  ],
  ["latency_ms", `-600 * log(1 - ${uniform(5)}) + 120`],
  ["queue_ms", `-40 * log(1 - ${uniform(6)})`],
  ["input_tokens", `200 + sipHash64(number, 7) % 1800`],
  ["output_tokens", `20 + sipHash64(number, 8) % 400`],
  ["cost_usd", `0.001 + ${uniform(9)} * 0.01`],
  ["documents_requested", "4"],
  ["documents_found", "sipHash64(number, 10) % 5"],
  ["confidence", uniform(11)],
  ["error", chance(12, 0.01)],
  ["success", `if(number % 3 = 0, NULL, ${chance(13, 0.95)})`],
  ["overridden", `if(number % 4 = 0, NULL, ${chance(14, 0.06)})`],
  ["fallback", chance(15, 0.02)],
  ["refused", chance(16, 0.03)],
  ["malformed", chance(17, 0.005)],
  ["clicked", chance(18, 0.3)],
  ["tool_count", "sipHash64(number, 19) % 4"],
  ["tool_denials", "0"],
  ["policy_violations", "0"],
  ["finish_reason", one(21, ["stop", "stop", "stop", "length"])],
  ["score", uniform(20)],
  ["threshold", "0.5"],
  ["decision", `if(${uniform(20)} >= 0.5, 'decline', 'approve')`],
  ["features", map(NUMERIC_FEATURES.map((name, n) => [name, `if(${chance(60 + n, 0.02)}, NULL, ${uniform(40 + n)} * 100)`]))],
  [
    "feature_categories",
    map([
      ["plan", one(80, ["basic", "plus", "pro"])],
      ["channel", one(81, ["web", "app", "phone", "shop"])],
    ]),
  ],
  ["features_given", `${NUMERIC_FEATURES.length + CATEGORY_FEATURES.length}`],
  ["features_missing", NUMERIC_FEATURES.map((_, n) => `(${chance(60 + n, 0.02)})`).join(" + ")],
];
