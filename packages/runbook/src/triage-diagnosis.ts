import type { TriageQuestion } from "@firebreak/incident";
import type { SegmentRow, SignalId } from "@firebreak/signals";
import { bounded, percent, sentences } from "./comms/facts.ts";
import { FITS } from "./inspect.ts";
import type { ProposedAnswer, TriageFacts } from "./triage.ts";
import { clock, count, counted, keyOf, segmentProof, signalProof } from "./triage-words.ts";

/** A diagnosis as triage reads it; times in epoch milliseconds. */
export interface DiagnosisFacts {
  readonly harmSignal: SignalId;
  readonly harmTitle: string;
  /** 95 of 100 times it lies between `low` and `high`. */
  readonly onset: {
    readonly at: number;
    readonly low: number;
    readonly high: number;
    /** What shows it; null: it is what a person entered. */
    readonly signal: { readonly signal: SignalId; readonly title: string } | null;
    /** In words with their unit: “1.8 %”; null where not measured. */
    readonly before: string | null;
    readonly after: string | null;
  };
  /** Best fitting first. */
  readonly changes: readonly {
    readonly change: {
      readonly changeId: string;
      readonly title: string;
      readonly artefact: string | null;
      readonly version: string | null;
      readonly previous: string | null;
      readonly effectiveAt: number;
    };
    /** 0–1. */
    readonly score: number;
    /** Sentences, most telling first. */
    readonly reasons: readonly string[];
  }[];
  /** Most telling first. */
  readonly segments: readonly (Omit<SegmentRow, "confidence" | "ratio" | "excess" | "explained"> & {
    /** 0–1, of all that was looked at together. */
    readonly confidence?: number;
    /** Times the rate of the rest; null where the rest has none. */
    readonly ratio?: number | null;
  })[];
  /** Since the onset. */
  readonly affected: {
    readonly requests: number;
    readonly bad: number;
    /** Bad ones above what the time before lets expect, with its 95 % interval. */
    readonly excess: { readonly value: number; readonly low: number; readonly high: number };
    readonly conversations: number;
    /** null where the service sends none. */
    readonly people: number | null;
  };
}
type Row = DiagnosisFacts["segments"][number];
type Ranked = DiagnosisFacts["changes"][number];

/** A change that fits so much of the best is named beside it. */
const NEARLY = 0.7;
const SURE = 0.95;
const MOST_REASONS = 2;

/** Runbook C1, from a diagnosis: each answer with its uncertainty; null where the data does not say. */
export function answersOf(
  diagnosis: DiagnosisFacts,
  outside: TriageFacts["outside"],
): Readonly<Record<TriageQuestion, ProposedAnswer | null>> {
  const row = diagnosis.segments.find(isSure) ?? null;
  return {
    "what-changed": whatChanged(diagnosis),
    when: whenItChanged(diagnosis, outside),
    "who-is-impacted": whoIsImpacted(diagnosis, row),
    "how-bad": howBad(diagnosis, row),
  };
}

function whatChanged({ changes }: DiagnosisFacts): ProposedAnswer | null {
  const [best, ...others] = changes.filter(({ score }) => score >= FITS);
  if (!best) return null;
  const rivals = others.filter(({ score }) => score >= NEARLY * best.score).slice(0, 2);
  const { previous } = best.change;
  const named = `${nameOf(best)}${previous === null ? "" : ` (before: ${previous})`}, ${clock(best.change.effectiveAt)} UTC.`;
  const also =
    rivals.length === 0 ? "" : `${rivals.map(nameOf).join(" and ")} ${rivals.length === 1 ? "fits" : "fit"} nearly as well.`;
  return {
    answer: bounded(
      sentences(
        named,
        ...best.reasons.slice(0, MOST_REASONS).map(asSentence),
        "The best fitting change, not yet the cause.",
        also,
      ),
    ),
    proofs: [best, ...rivals].map((one) => ({
      kind: "change",
      label: bounded(`${nameOf(one)} ${clock(one.change.effectiveAt)}`, 160),
      ref: bounded(one.change.changeId, 500),
    })),
  };
}

function whenItChanged({ onset }: DiagnosisFacts, outside: TriageFacts["outside"]): ProposedAnswer | null {
  if (onset.signal === null) return null;
  const { signal, before, after } = onset;
  const went = before === null || after === null ? "changed" : `went from ${before} to ${after}`;
  const inOrder = [...outside].sort((a, b) => a.since - b.since);
  const left = inOrder.slice(0, 4).map(({ title, since }) => `${title} since ${clock(since)}`);
  return {
    answer: bounded(
      sentences(
        `${spanOf(onset)}: ${signal.title} ${went}.`,
        left.length === 0 ? "" : `Outside their envelopes: ${left.join(", ")}.`,
      ),
    ),
    proofs: [signal, ...inOrder.filter((one) => one.signal !== signal.signal)].slice(0, 4).map(signalProof),
  };
}

function whoIsImpacted(diagnosis: DiagnosisFacts, row: Row | null): ProposedAnswer | null {
  const { affected, harmTitle } = diagnosis;
  const isHarmed = affected.excess.low > 0;
  if (!row && !isHarmed) return null;
  const hit = isHarmed ? `${hitOf(affected)} since ${clock(diagnosis.onset.at)} UTC.` : "";
  if (!row) return { answer: bounded(sentences("All traffic: no segment stands out.", hit)), proofs: [harmProof(diagnosis)] };
  const key = keyOf(row);
  const times = row.ratio && row.ratio >= 1.5 ? `, ${timesOf(row.ratio)} the rate of the rest` : "";
  const shares = `Segment ${key}: ${percent(row.trafficShare)} of traffic and ${percent(row.harmShare)} of bad outcomes by “${harmTitle}”${times}.`;
  return { answer: bounded(sentences(shares, hit)), proofs: [segmentProof(key)] };
}

function howBad(diagnosis: DiagnosisFacts, row: Row | null): ProposedAnswer | null {
  const { affected, harmTitle, onset } = diagnosis;
  const { value, low, high } = affected.excess;
  const inside = row
    ? `${percent(row.rate)} in ${keyOf(row)} against ${percent(row.restRate)} in the rest (${count(row.bad)} of ${count(row.total)} seen).`
    : "";
  const more =
    low > 0
      ? `About ${count(value)} bad outcomes by “${harmTitle}” more than usual since ${clock(onset.at)} UTC (95 %: ${count(low)} to ${count(high)}); ${count(affected.bad)} of ${count(affected.requests)} requests in all.`
      : "";
  if (inside === "" && more === "") return null;
  return {
    answer: bounded(sentences(more, inside)),
    proofs: [harmProof(diagnosis), ...(row ? [segmentProof(keyOf(row))] : [])],
  };
}

const isSure = (row: Row): boolean =>
  row.bad > 0 && (row.confidence === undefined ? row.low > row.restRate : row.confidence >= SURE);
const harmProof = ({ harmSignal, harmTitle }: DiagnosisFacts) => signalProof({ signal: harmSignal, title: harmTitle });
const nameOf = ({ change: { artefact, version, title } }: Ranked): string =>
  artefact === null || version === null ? title : `${artefact} ${version}`;
const timesOf = (ratio: number): string => `${ratio < 9.95 ? ratio.toFixed(1).replace(/\.0$/, "") : count(ratio)} times`;

function hitOf({ bad, conversations, people }: DiagnosisFacts["affected"]): string {
  const talks = conversations > 0 ? ` in ${counted(conversations, "conversation")}` : "";
  const of = people === null ? "" : ` of ${counted(people, "person", "people")}`;
  return `${counted(bad, "request")}${talks}${of} hit`;
}

/** “13:36:10 UTC ± 20 s”; where the uncertainty leans to one side, both ends. */
function spanOf({ at, low, high }: DiagnosisFacts["onset"]): string {
  const [before, after] = [at - low, high - at];
  if (Math.abs(before - after) > (before + after) / 3) return `${clock(at)} UTC (95 % between ${clock(low)} and ${clock(high)})`;
  const seconds = Math.round(Math.max(before, after) / 1000);
  return `${clock(at)} UTC ± ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`}`;
}

function asSentence(reason: string): string {
  const said = reason.trim();
  return /[.!?…]$/.test(said) ? said.charAt(0).toUpperCase() + said.slice(1) : `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}
