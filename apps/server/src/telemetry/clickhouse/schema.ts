import type { Engine } from "./engine.ts";

/**
 * A record is one row per (service, at, span, trace): a sender that retries sends the same four, and ReplacingMergeTree with FINAL
 * counts them once. Partitions by day make retention a drop of whole parts, and keep FINAL from looking across days.
 */
const RECORDS = `CREATE TABLE IF NOT EXISTS records (
  service LowCardinality(String),
  at DateTime64(3, 'UTC'),
  request_id String,
  trace_id String,
  span_id String,
  response_id String,
  instance LowCardinality(String),
  conversation_id String,
  operation LowCardinality(String),
  dimensions Map(LowCardinality(String), String),
  lineage Map(LowCardinality(String), String),
  latency_ms Float64,
  input_tokens Nullable(UInt32),
  output_tokens Nullable(UInt32),
  cost_usd Nullable(Float64),
  documents_requested Nullable(UInt32),
  documents_found Nullable(UInt32),
  confidence Nullable(Float64),
  error Bool,
  success Nullable(Bool),
  overridden Nullable(Bool),
  fallback Nullable(Bool),
  refused Nullable(Bool),
  input String CODEC(ZSTD(1)),
  output String CODEC(ZSTD(1)),
  documents String CODEC(ZSTD(1)),
  tool_calls String CODEC(ZSTD(1)),
  system_instructions String CODEC(ZSTD(1))
) ENGINE = ReplacingMergeTree
PARTITION BY toDate(at)
PRIMARY KEY (service, at)
ORDER BY (service, at, span_id, trace_id)
SETTINGS ttl_only_drop_parts = 1`;

const EVALUATIONS = `CREATE TABLE IF NOT EXISTS evaluations (
  service LowCardinality(String),
  at DateTime64(3, 'UTC'),
  response_id String,
  name LowCardinality(String),
  score Nullable(Float64),
  label LowCardinality(String)
) ENGINE = ReplacingMergeTree
PARTITION BY toDate(at)
PRIMARY KEY (service, at)
ORDER BY (service, at, response_id, name, label)
SETTINGS ttl_only_drop_parts = 1`;

const FLAG_EVALUATIONS = `CREATE TABLE IF NOT EXISTS flag_evaluations (
  service LowCardinality(String),
  at DateTime64(3, 'UTC'),
  instance LowCardinality(String),
  flag_key LowCardinality(String),
  variant LowCardinality(String),
  reason LowCardinality(String),
  version String
) ENGINE = ReplacingMergeTree
PARTITION BY toDate(at)
PRIMARY KEY (service, at)
ORDER BY (service, at, instance, flag_key, variant, version)
SETTINGS ttl_only_drop_parts = 1`;

/**
 * Who was heard from, and which versions served, by the minute, so that those questions never read records. A retried batch is
 * counted twice here: requests are used for shares and rates a person reads, never for a measure.
 */
const PRESENCE = `CREATE TABLE IF NOT EXISTS presence_minutes (
  service LowCardinality(String),
  instance LowCardinality(String),
  minute DateTime('UTC'),
  first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  requests SimpleAggregateFunction(sum, UInt64)
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (service, minute, instance)`;
const PRESENCE_VIEW = `CREATE MATERIALIZED VIEW IF NOT EXISTS presence_of_records TO presence_minutes AS
SELECT service, instance, toStartOfMinute(toDateTime(at, 'UTC')) AS minute, min(at) AS first_at, max(at) AS last_at, count() AS requests
FROM records GROUP BY service, instance, minute`;

const LINEAGE = `CREATE TABLE IF NOT EXISTS lineage_minutes (
  service LowCardinality(String),
  artefact LowCardinality(String),
  version String,
  minute DateTime('UTC'),
  first_at SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  last_at SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  requests SimpleAggregateFunction(sum, UInt64)
) ENGINE = AggregatingMergeTree
PARTITION BY toYYYYMM(minute)
ORDER BY (service, artefact, minute, version)`;
const LINEAGE_VIEW = `CREATE MATERIALIZED VIEW IF NOT EXISTS lineage_of_records TO lineage_minutes AS
SELECT service, pair.1 AS artefact, pair.2 AS version, minute, min(first_at) AS first_at, max(last_at) AS last_at, sum(requests) AS requests
FROM (
  SELECT service, lineage, toStartOfMinute(toDateTime(at, 'UTC')) AS minute, min(at) AS first_at, max(at) AS last_at, count() AS requests
  FROM records GROUP BY service, lineage, minute
)
ARRAY JOIN CAST(lineage, 'Array(Tuple(String, String))') AS pair
GROUP BY service, artefact, version, minute`;

/**
 * Numbers a record carries since schema 3, and what a predictive model saw and said. `tool_calls` is the payload, so the count is
 * `tool_count`. A feature is a number, a category, or NULL where it was missing; what is no number is in `feature_categories`.
 */
const PREDICTIVE_COLUMNS = [
  "queue_ms Nullable(Float64)",
  "tool_count Nullable(UInt32)",
  "tool_denials Nullable(UInt32)",
  "policy_violations Nullable(UInt32)",
  "malformed Nullable(Bool)",
  "clicked Nullable(Bool)",
  "finish_reason LowCardinality(String)",
  "score Nullable(Float64)",
  "threshold Nullable(Float64)",
  "decision LowCardinality(String)",
  "features Map(LowCardinality(String), Nullable(Float64))",
  "feature_categories Map(LowCardinality(String), String)",
].map((column) => `ALTER TABLE records ADD COLUMN IF NOT EXISTS ${column}`);

/** How many features a prediction was given and how many of them were missing, so that asking for it need not read them. */
const FEATURE_COUNTS = ["features_given UInt16", "features_missing UInt16"].map(
  (column) => `ALTER TABLE records ADD COLUMN IF NOT EXISTS ${column}`,
);
/**
 * An hour after its last record a day is merged into one part. Rows of a merged part are known to be there once, so that FINAL costs
 * nothing there: measured on 10 million records, a scan of parts as they were inserted takes five times as long.
 */
const MERGE_CLOSED_DAYS =
  "ALTER TABLE records MODIFY SETTING min_age_to_force_merge_seconds = 3600, min_age_to_force_merge_on_partition_only = 1";

/**
 * What really happened, sorted by when it became known, so that a short window reads little of it. A truth may be corrected: reading
 * takes the latest word of a request, and so counts a repeated batch once.
 */
const GROUND_TRUTHS = `CREATE TABLE IF NOT EXISTS ground_truths (
  service LowCardinality(String),
  at DateTime64(3, 'UTC'),
  request_id String,
  value Float64
) ENGINE = ReplacingMergeTree
PARTITION BY toDate(at)
PRIMARY KEY (service, at)
ORDER BY (service, at, request_id)
SETTINGS ttl_only_drop_parts = 1`;

/** A point is one row per (service, name, at, instance, attributes): a sender that retries sends the same five. */
const METRIC_POINTS = `CREATE TABLE IF NOT EXISTS metric_points (
  service LowCardinality(String),
  at DateTime64(3, 'UTC'),
  instance LowCardinality(String),
  name LowCardinality(String),
  unit LowCardinality(String),
  kind LowCardinality(String),
  temporality LowCardinality(String),
  monotonic Bool,
  start_at DateTime64(3, 'UTC'),
  attributes Map(LowCardinality(String), String),
  value Float64,
  count UInt64,
  bounds Array(Float64),
  bucket_counts Array(UInt64),
  series UInt64 MATERIALIZED sipHash64(instance, mapKeys(attributes), mapValues(attributes))
) ENGINE = ReplacingMergeTree
PARTITION BY toDate(at)
PRIMARY KEY (service, name, at)
ORDER BY (service, name, at, series)
SETTINGS ttl_only_drop_parts = 1`;

/** Who asked, under a pseudonym. */
const PERSON = "ALTER TABLE records ADD COLUMN IF NOT EXISTS person String";
/**
 * So that one request and its trace are found without reading the retention. Parts written before have none and are read as they are,
 * until they are merged or gone.
 */
const IDS = ["request_id", "trace_id"].map(
  (column) => `ALTER TABLE records ADD INDEX IF NOT EXISTS ${column}s ${column} TYPE bloom_filter(0.01) GRANULARITY 1`,
);

/** Append only. A statement here may run again after a crash: each is idempotent by itself. */
const MIGRATIONS: readonly (readonly string[])[] = [
  [RECORDS, EVALUATIONS, FLAG_EVALUATIONS],
  [PRESENCE, PRESENCE_VIEW, LINEAGE, LINEAGE_VIEW],
  [...PREDICTIVE_COLUMNS, GROUND_TRUTHS, METRIC_POINTS],
  [...FEATURE_COUNTS, MERGE_CLOSED_DAYS],
  [PERSON, ...IDS],
];

const RETAINED = [
  ["records", "at"],
  ["evaluations", "at"],
  ["flag_evaluations", "at"],
  ["ground_truths", "at"],
  ["metric_points", "at"],
  ["presence_minutes", "minute"],
  ["lineage_minutes", "minute"],
] as const;

/** Brings the schema to this version and the retention to these days. Safe to run again, and on several nodes at once. */
export async function migrate(engine: Engine, retentionDays: number): Promise<void> {
  if (!Number.isInteger(retentionDays) || retentionDays < 1)
    throw new Error("retentionDays must be a whole number of days, at least 1.");
  await engine.command(
    "CREATE TABLE IF NOT EXISTS schema_versions (version UInt32, applied_at DateTime DEFAULT now()) ENGINE = MergeTree ORDER BY version",
  );
  const [row] = await engine.select<{ version: number }>("SELECT max(version) AS version FROM schema_versions", {});
  const present = row?.version ?? 0;
  if (present > MIGRATIONS.length)
    throw new Error(`The telemetry store has schema ${present}, this server knows ${MIGRATIONS.length}. Start the newer server.`);
  for (const [index, statements] of MIGRATIONS.entries()) {
    if (index < present) continue;
    for (const statement of statements) await engine.command(statement);
    await engine.command(`INSERT INTO schema_versions (version) VALUES (${index + 1})`);
  }
  for (const [table, column] of RETAINED)
    await engine.command(
      `ALTER TABLE ${table} MODIFY TTL toDateTime(${column}) + INTERVAL ${retentionDays} DAY SETTINGS materialize_ttl_after_modify = 0`,
    );
}
