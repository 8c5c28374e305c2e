import type { Proof, Timestamp, TriageQuestion } from "@firebreak/incident";
import type { SegmentRow } from "@firebreak/signals";
import { bounded, percent } from "./comms/facts.ts";
import { answersOf, type DiagnosisFacts } from "./triage-diagnosis.ts";
import { clock, keyOf, segmentProof, signalProof } from "./triage-words.ts";

export interface TriageFacts {
  readonly impactStartedAt: Timestamp;
  /** Of the feed: `at` in epoch milliseconds, `trafficShare` 0–1, null of what was announced and is not seen in the records. */
  readonly changes: readonly {
    readonly changeId?: string;
    readonly at: number;
    readonly title?: string;
    readonly artefact: string | null;
    readonly version: string | null;
    readonly previous: string | null;
    readonly trafficShare: number | null;
  }[];
  /** The signals outside their envelope, and since when, epoch milliseconds. */
  readonly outside: readonly { readonly signal: string; readonly title: string; readonly since: number }[];
  /** Ranked by `explainHarm`, most telling first. */
  readonly segments: readonly SegmentRow[];
  /** What it says goes before the rest; null or missing while there is none. */
  readonly diagnosis?: DiagnosisFacts | null;
}
export interface ProposedAnswer {
  readonly answer: string;
  readonly proofs: Proof[];
}

/** Changes older than this are not proposed: too much else happened since. */
const LOOK_BACK_MS = 24 * 3_600_000;
/** Buckets and clocks are not exact: a change this shortly after the onset may still have come before it. */
const SLACK_MS = 60_000;

/** Runbook C1: first answers to the four questions, each with what it leans on; null where the data does not say. */
export function proposeAnswers(facts: TriageFacts): Readonly<Record<TriageQuestion, ProposedAnswer | null>> {
  const worst = worstSegment(facts.segments);
  if (facts.diagnosis) {
    const answers = answersOf(facts.diagnosis, facts.outside);
    return { ...answers, when: answers.when ?? whenItChanged(facts) };
  }
  return {
    "what-changed": whatChanged(facts),
    when: whenItChanged(facts),
    "who-is-impacted": worst && whoIsImpacted(worst, facts),
    "how-bad": worst && howBad(worst, facts),
  };
}

/** The last change before the onset. Nearest in time is a lead, not a cause, and is worded so. */
function whatChanged(facts: TriageFacts): ProposedAnswer | null {
  const onset = onsetOf(facts);
  const [nearest, ...earlier] = facts.changes
    .filter((change) => isChange(change) && change.at <= onset + SLACK_MS && change.at >= onset - LOOK_BACK_MS)
    .sort((a, b) => b.at - a.at);
  if (!nearest) return null;
  const also =
    earlier.length === 0 ? "" : ` ${earlier.length} earlier ${earlier.length === 1 ? "change" : "changes"} in the day before.`;
  return {
    answer: bounded(`${wordsOf(nearest)}, ${distance(nearest.at, onset)}. The nearest change, not yet the cause.${also}`, 4000),
    proofs: [nearest, ...earlier.slice(0, 2)].map((change) => ({
      kind: "change",
      label: bounded(`${nameOf(change)} ${clock(change.at)}`, 160),
      ref: bounded(change.changeId ?? `${change.artefact}:${change.version}`, 500),
    })),
  };
}

type ChangeFact = TriageFacts["changes"][number];
/** The first version of an artefact is where the records begin. */
const isChange = ({ previous, trafficShare }: ChangeFact): boolean => previous !== null || trafficShare === null;
const nameOf = ({ title, artefact, version }: ChangeFact): string =>
  artefact !== null && version !== null ? `${artefact} ${version}` : (title ?? "A change");
function wordsOf(change: ChangeFact): string {
  const before = change.previous === null ? "" : ` (before: ${change.previous})`;
  const where = change.trafficShare === null ? "announced" : `on ${percent(change.trafficShare)} of traffic`;
  return `${nameOf(change)}${before}, ${where}`;
}

function whenItChanged({ outside }: TriageFacts): ProposedAnswer | null {
  const inOrder = [...outside].sort((a, b) => a.since - b.since);
  const [first, ...others] = inOrder;
  if (!first) return null;
  const then =
    others.length === 0 ? "" : `, then ${others.map((signal) => `${signal.title} at ${clock(signal.since)}`).join(", ")}`;
  return {
    answer: bounded(`${first.title} left its envelope at ${clock(first.since)} UTC${then}.`, 4000),
    proofs: inOrder.slice(0, 4).map(signalProof),
  };
}

function whoIsImpacted(row: SegmentRow, facts: TriageFacts): ProposedAnswer {
  const key = keyOf(row);
  return {
    answer: `Segment ${key}: ${percent(row.trafficShare)} of traffic and ${percent(row.harmShare)} of ${harmOf(facts)}.`,
    proofs: [segmentProof(key)],
  };
}

function howBad(row: SegmentRow, facts: TriageFacts): ProposedAnswer {
  const key = keyOf(row);
  const perMinute = row.rate * row.requestsPerMinute;
  const pace = perMinute >= 1 ? ` About ${Math.round(perMinute)} a minute.` : "";
  return {
    answer: `${percent(row.rate)} in ${key} against ${percent(row.restRate)} in the rest (${harmOf(facts)}; ${row.bad} of ${row.total} seen).${pace}`,
    proofs: [segmentProof(key)],
  };
}

/** Segments come ranked, most telling first: the first whose rate lies above the rest with certainty. */
function worstSegment(segments: readonly SegmentRow[]): SegmentRow | null {
  return segments.find((row) => row.bad > 0 && row.low > row.restRate) ?? null;
}

/** The first measured departure; what a person entered only where nothing was measured. */
function onsetOf({ impactStartedAt, outside }: TriageFacts): number {
  return outside.length === 0 ? Date.parse(impactStartedAt) : Math.min(...outside.map((signal) => signal.since));
}

function harmOf({ outside }: TriageFacts): string {
  const [first] = [...outside].sort((a, b) => a.since - b.since);
  return first ? `bad outcomes by “${first.title}”` : "bad outcomes";
}

function distance(at: number, onset: number): string {
  const minutes = Math.round((onset - at) / 60_000);
  if (minutes < 1) return "at the onset";
  return minutes < 90 ? `${minutes} min before the onset` : `${Math.round(minutes / 60)} h before the onset`;
}
