import type { AlertReport } from "./port.ts";

const MOST_REPORTS = 500;
const MOST_LABELS = 30;
const EARLIEST = Date.UTC(2000, 0, 1);
const LONGEST = {
  key: 600,
  service: 120,
  signal: 120,
  title: 200,
  sentence: 2_000,
  url: 2_000,
  label: 200,
  reasons: 10,
  scenarios: 5,
};

/** Bounded, and free of what PostgreSQL cannot hold. Throws on too many, or on a key that cannot tell alerts apart. */
export function acceptedReports(reports: readonly AlertReport[], now: number): readonly AlertReport[] {
  if (reports.length > MOST_REPORTS)
    throw new RangeError(`${reports.length} reports at once; send at most ${MOST_REPORTS} in a call.`);
  return reports.map((report) => accepted(report, now));
}

function accepted(report: AlertReport, now: number): AlertReport {
  if (report.key === "" || report.key.length > LONGEST.key)
    throw new RangeError(`An alert's key has 1 to ${LONGEST.key} characters: “${report.key.slice(0, 80)}”.`);
  const title = text(report.title, LONGEST.title) || "Alert without a title";
  // Field by field: whoever reports may hand in more than a report, and none of it is theirs to say.
  return {
    source: report.source,
    owner: report.owner,
    urgency: report.urgency,
    faultClass: report.faultClass,
    firing: report.firing,
    key: text(report.key, LONGEST.key),
    service: text(report.service, LONGEST.service),
    signal: report.signal === null ? null : text(report.signal, LONGEST.signal) || null,
    title,
    sentence: text(report.sentence, LONGEST.sentence) || title,
    url: text(report.url, LONGEST.url),
    scenarios: report.scenarios.slice(0, LONGEST.scenarios),
    reasons: report.reasons.slice(0, LONGEST.reasons),
    labels: labels(report.labels),
    // Another system's clock, or one that never knew when it began.
    since: report.since >= EARLIEST && report.since <= now ? Math.round(report.since) : now,
  };
}

function labels(given: AlertReport["labels"]): AlertReport["labels"] {
  const kept = Object.entries(given).slice(0, MOST_LABELS);
  return Object.fromEntries(kept.map(([name, value]) => [text(name, LONGEST.label), text(value, LONGEST.label)]));
}

/** Cut between characters, not within one: half a surrogate pair is no text to a database. */
function text(value: string, most: number): string {
  return value.replaceAll("\u0000", "").slice(0, most).toWellFormed().trim();
}
