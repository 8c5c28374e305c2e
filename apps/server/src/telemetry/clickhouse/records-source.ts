import type { SegmentFilter } from "@firebreak/signals";
import type { Span, Window } from "../port.ts";
import type { Statement } from "./statement.ts";

/** An evaluation belongs to a record of its window when it came from 5 minutes before the window to an hour after it. */
const EVALUATED_BEFORE_MS = 5 * 60_000;
const EVALUATED_AFTER_MS = 60 * 60_000;
/** A truth may come at any time after its prediction; so much before it when the senders' clocks differ. */
const TRUE_BEFORE_MS = 5 * 60_000;
/** Conditions in one segment; what comes after is a refusal at the API already. */
const MOST_CONDITIONS = 16;
const MOST_EVALUATIONS = 50;
/** The bound on groups keeps runaway names out of an answer; here it would leave out evaluations and truths beyond the first 100,000. */
const EVERY_KEY = "SETTINGS max_rows_to_group_by = 0";

/** Several half-open windows of one service, which may overlap. */
export interface Windows {
  readonly service: string;
  readonly spans: readonly [Span, ...Span[]];
}
const windowsOf = (window: Window | Windows): Windows =>
  "spans" in window ? window : { service: window.service, spans: [{ from: window.from, to: window.to }] };

/** Service and half-open window. */
export function within(window: Window | Windows, statement: Statement): string {
  const { service, spans } = windowsOf(window);
  const times = spans.map((span) => between(span, statement));
  return `service = ${statement.bind("String", service)} AND ${times.length === 1 ? times[0] : `((${times.join(") OR (")}))`}`;
}

/** Service, and all that came since. */
export function since({ service, from }: Pick<Window, "service" | "from">, statement: Statement): string {
  return `service = ${statement.bind("String", service)} AND ${between({ from, to: null }, statement)}`;
}

export function between(span: { readonly from: number; readonly to: number | null }, statement: Statement): string {
  const moment = (at: number) => `fromUnixTimestamp64Milli(${statement.bind("Int64", at)}, 'UTC')`;
  const begun = `at >= ${moment(span.from)}`;
  return span.to === null ? begun : `${begun} AND at < ${moment(span.to)}`;
}

/** True for rows inside the segment; the empty one holds all. `column`: the map that holds its dimensions. */
export function inside(segment: SegmentFilter | null, statement: Statement, column = "dimensions"): string {
  const conditions = (segment?.conditions ?? []).slice(0, MOST_CONDITIONS);
  if (conditions.length === 0) return "1";
  return conditions
    .map(({ dimension, value }) => `${column}[${statement.bind("String", dimension)}] = ${statement.bind("String", value)}`)
    .join(" AND ");
}

/**
 * Records of the window, each once, with what the statement's expressions need besides them: to be called after they are compiled.
 * `chosen`: only those of which it is true, by their key alone (service, at, span_id, trace_id), so that repeated records fare alike.
 *
 * Evaluations join by response id: of several with one name, the latest label and the latest score. Truths join by request id:
 * the latest word counts, from when it was first known. Both are grouped on a 64-bit hash of the id: among ten million ids the
 * chance of a single collision is 1 in 300,000, and it would move one event.
 */
export function recordsOf(window: Window | Windows, statement: Statement, chosen: string | null = null): string {
  const prewhere = chosen === null ? "" : `PREWHERE ${chosen} `;
  const records = `SELECT * FROM records FINAL ${prewhere}WHERE ${within(window, statement)}`;
  const windows = windowsOf(window);
  const joins = [evaluationsOf(windows, statement), truthsOf(windows, statement)].filter((join) => join !== "");
  return joins.length === 0 ? `(${records})` : `(SELECT * FROM (${records}) AS r ${joins.join(" ")})`;
}

function evaluationsOf({ service, spans: [first, ...more] }: Windows, statement: Statement): string {
  const names = statement.evaluations;
  if (names.length === 0) return "";
  if (names.length > MOST_EVALUATIONS) throw new RangeError(`At most ${MOST_EVALUATIONS} evaluations at once.`);
  const columns = names.flatMap((name, n) => {
    const named = `name = ${statement.bind("String", name)}`;
    return [`argMaxIf(label, at, ${named} AND label != '') AS label${n}`, `argMaxIf(score, at, ${named}) AS score${n}`];
  });
  const wider = ({ from, to }: Span): Span => ({ from: from - EVALUATED_BEFORE_MS, to: to + EVALUATED_AFTER_MS });
  const windows: Windows = { service, spans: [wider(first), ...more.map(wider)] };
  return `LEFT ANY JOIN (
    SELECT cityHash64(response_id) AS evaluated_key, ${columns.join(", ")} FROM evaluations
    WHERE ${within(windows, statement)} AND name IN ${statement.bind("Array(String)", names)}
    GROUP BY evaluated_key ${EVERY_KEY}
  ) AS e ON cityHash64(r.response_id) = e.evaluated_key`;
}

function truthsOf({ service, spans }: Windows, statement: Statement): string {
  if (!statement.truth) return "";
  const known = between({ from: Math.min(...spans.map(({ from }) => from)) - TRUE_BEFORE_MS, to: null }, statement);
  return `LEFT ANY JOIN (
    SELECT cityHash64(request_id) AS true_key, toNullable(argMax(value, at)) AS truth, toNullable(min(at)) AS truth_at
    FROM ground_truths WHERE service = ${statement.bind("String", service)} AND ${known}
    GROUP BY true_key ${EVERY_KEY}
  ) AS g ON cityHash64(r.request_id) = g.true_key`;
}
