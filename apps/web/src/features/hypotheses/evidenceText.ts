import { type LiveCheck, type PinnedRecord, type Proof, type Segment, segmentKey } from "@firebreak/incident";
import type { LayerFinding } from "@firebreak/runbook";
import { formatValue, type SegmentRow, type SignalSeries, type Unit } from "@firebreak/signals";

/** What is attached: the words, what proves them, and what runs again. */
export interface Said {
  readonly text: string;
  readonly proofs: readonly Proof[];
  readonly live: LiveCheck | null;
}
export type Expects = LiveCheck["expects"];
/** Of all traffic a signal keeps to its envelope or not; a segment is compared with the rest. */
export const EXPECTS_OF_ALL = ["outside", "inside"] as const satisfies readonly Expects[];
export const EXPECTS_OF_SEGMENT = ["differs", "same"] as const satisfies readonly Expects[];
export const EXPECTS_LABELS: Readonly<Record<Expects, string>> = {
  outside: "lies outside its envelope",
  inside: "lies inside its envelope",
  differs: "is worse than in the rest",
  same: "is as in the rest",
};

export function sayLive(check: LiveCheck, title: string): Said {
  const where = check.segment ? ` in ${segmentKey(check.segment)}` : "";
  const proofs: Proof[] = [{ kind: "signal", label: bounded(title), ref: check.signal }];
  if (check.segment) proofs.push(segmentProof(check.segment));
  return { text: `${title}${where} ${EXPECTS_LABELS[check.expects]}.`, proofs, live: check };
}

/** As much of a change of the feed as a sentence needs. */
export interface ToldChange {
  readonly changeId: string;
  readonly kind: string;
  readonly artefact: string | null;
  readonly version: string | null;
  readonly title: string;
  readonly effectiveAt: number;
}
export function sayChange(change: ToldChange, impactStartedAt: number): Said {
  const what = changeName(change);
  const label = bounded(change.version ?? change.title);
  return {
    text: `${what} took effect ${apart(impactStartedAt - change.effectiveAt)} impact began.`,
    proofs: [{ kind: "change", label, ref: change.changeId }],
    live: null,
  };
}
/** `prompt refunds@41`, or the announcement's title where it names no artefact. */
export const changeName = ({ artefact, version, title, kind }: ToldChange): string =>
  artefact !== null && version !== null ? `${artefact} ${version}` : title.trim() || kind;

export function saySegment(row: SegmentRow, harm: { readonly bad: string }): Said {
  const segment = segmentIn(row);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return {
    text: `${segmentKey(segment)}: ${percent(row.rate)} ${harm.bad}, ${percent(row.restRate)} in the rest; ${percent(row.harmShare)} of the harm on ${percent(row.trafficShare)} of the traffic.`,
    proofs: [segmentProof(segment)],
    live: null,
  };
}

export function sayRecord(requestId: string, pinned: readonly PinnedRecord[]): Said {
  const known = pinned.find((one) => one.requestId === requestId);
  return {
    text: known ? known.reason : `Request ${requestId} shows it.`,
    proofs: [{ kind: "record", label: bounded(requestId), ref: requestId }],
    live: null,
  };
}

export function sayNote(text: string, link: string): Said {
  const proofs: Proof[] = link === "" ? [] : [{ kind: "url", label: bounded(new URL(link).hostname), ref: link }];
  return { text, proofs, live: null };
}

export type Look = LayerFinding["looked"][number];
/** What the machine saw on a signal, as a live check with its stance; null where it saw nothing that can be expected again. */
export function sayLook(look: Look): (Said & { readonly stance: "for" | "against" }) | null {
  const outside = look.standing === "alarms" || look.standing === "outside";
  if (!outside && look.standing !== "inside") return null;
  const live: LiveCheck = { signal: look.signal, segment: null, expects: outside ? "outside" : "inside" };
  return { ...sayLive(live, look.title), text: look.sentence, stance: outside ? "for" : "against" };
}
export const isSameCheck = (a: LiveCheck, b: LiveCheck): boolean =>
  a.signal === b.signal && a.expects === b.expects && keyOf(a.segment) === keyOf(b.segment);
const keyOf = (segment: Segment | null): string => (segment ? segmentKey(segment) : "");

/** What a check would say this moment; `holds` is null where it cannot be said yet. */
export interface CheckNow {
  readonly holds: boolean | null;
  readonly sentence: string;
}
export function checkSeries(series: SignalSeries, unit: Unit, expects: Expects): CheckNow {
  const value = formatValue(unit, series.current);
  if (series.current === null) return { holds: null, sentence: "No traffic in the last minute." };
  const { envelope } = series;
  if (envelope.kind === "learning") return { holds: null, sentence: `Now ${value}; what is usual is still being learnt.` };
  const outside = series.outsideSince !== null || series.standing?.kind === "alarming";
  const band = `envelope ${formatValue(unit, envelope.low)} – ${formatValue(unit, envelope.high)}`;
  return {
    holds: outside === (expects === "outside"),
    sentence: `Now ${value}, ${band}: ${outside ? "outside" : "inside"}.`,
  };
}
/** Rates are of bad events, so higher is worse whatever the signal's direction. */
export function checkSegment({ rate, restRate, low, total }: SegmentRow, expects: Expects): CheckNow {
  if (total === 0) return { holds: null, sentence: "No traffic in this segment in the last five minutes." };
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const worse = low > restRate;
  return {
    holds: worse === (expects === "differs"),
    sentence: `Now ${percent(rate)} bad, ${percent(restRate)} in the rest: ${worse ? "worse than the rest" : "no certain difference"}.`,
  };
}

export const segmentIn = (row: Pick<SegmentRow, "segment">): Segment => ({
  conditions: row.segment.conditions.map(({ dimension, value }) => ({ dimension, value })),
});
function segmentProof(segment: Segment): Proof {
  const key = segmentKey(segment);
  return { kind: "segment", label: bounded(key), ref: key.slice(0, 500) };
}
const bounded = (label: string): string => label.slice(0, 160) || "–";

function apart(beforeMs: number): string {
  const seconds = Math.round(Math.abs(beforeMs) / 1000);
  const side = beforeMs < 0 ? "after" : "before";
  if (seconds < 60) return `${seconds} s ${side}`;
  if (seconds < 3600) return `${Math.round(seconds / 60)} min ${side}`;
  return `${Math.round(seconds / 3600)} h ${side}`;
}
