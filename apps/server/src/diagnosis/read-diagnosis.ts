import type { DeclaredIncident } from "@firebreak/incident";
import { inspectLayers, symptomOf } from "@firebreak/runbook";
import { newcombe, type Proportion, type SegmentFilter, type SegmentRow, type SignalId } from "@firebreak/signals";
import type { Logger } from "pino";
import type { DeskAnswer } from "../auth/port.ts";
import type { Changes } from "../changes/port.ts";
import type { Signals } from "../detection/port.ts";
import type { Span, TelemetryStore } from "../telemetry/port.ts";
import { excessOf } from "./affected.ts";
import { chosenHarm } from "./harm-choice.ts";
import { inspectedSignals } from "./inspected.ts";
import { enteredOnset, type HarmChange, lookedThrough, recoveryOf, refined } from "./onset.ts";
import { createParts, type Parts } from "./parts.ts";
import type { Diagnosis, Onset } from "./port.ts";
import { rankedChanges } from "./ranked.ts";

export interface DiagnosisSources {
  readonly telemetry: Pick<TelemetryStore, "buckets" | "segments" | "tally" | "tallyOfVersion" | "affected">;
  readonly signals: Pick<Signals, "catalogue" | "standings" | "readings" | "series">;
  readonly changes: Pick<Changes, "list">;
  readonly now: () => number;
  readonly logger: Logger;
}

const MINUTE = 60_000;
const ALL = { conditions: [] };
/** What the time before is compared by. */
const BEFORE_MS = 60 * MINUTE;
const SHORTEST_BEFORE_MS = 5 * MINUTE;
/** Where the harm sits is told by its first hours: later the containments have their part in it. */
const SCANNED_MS = 6 * 60 * MINUTE;
const MOST_COUNTED_MS = 31 * 24 * 60 * MINUTE;
const MOST_SEGMENTS = 12;
/** Of all combinations looked at together. */
const SURE = 0.95;
const NOTHING: Proportion = { bad: 0, total: 0 };

/** Refused with `NO_BAD_EVENTS` and `TELEMETRY_SILENT`. A part that fails is left out and named; only without any harm to look at there is no diagnosis. */
export async function readDiagnosis(
  sources: DiagnosisSources,
  { incidentId, state, harmSignal }: { incidentId: string; state: DeclaredIncident; harmSignal: SignalId | null },
): Promise<DeskAnswer<Diagnosis>> {
  const { telemetry, signals, now } = sources;
  const madeAt = now();
  const end = state.situation === "closed" ? Date.parse(state.closedAt) : madeAt;
  const parts = createParts(sources.logger, { incidentId });
  const { service } = state;
  const { definitions } = await signals.catalogue(service);
  const window = lookedThrough(state, end);
  const standings = state.situation === "closed" ? [] : signals.standings(service);
  const looked = await parts.take("What counts as harm", null, async () => ({
    found: await chosenHarm(telemetry, { state, definitions, standings, asked: harmSignal, window }),
  }));
  if (looked === null) return telemetrySilent;
  const { found } = looked;
  if (found === null) return noBadEvents(harmSignal);

  const where = await locate(telemetry, parts, { found, state, window, end });
  const { harm, onset, segments } = where;
  const tallies = await parts.take("How much was bad before and since", null, () => talliesOf(telemetry, where));
  const [ranked, affected, inspected] = await Promise.all([
    parts.take("What changed", [], () =>
      rankedChanges(sources, { ...where, window: scannedSpan(where), before: tallies?.inside ?? null }),
    ),
    affectedBy(telemetry, parts, { ...where, tallies }),
    parts.take("What the signals of each layer say", [], () =>
      inspectedSignals(signals, { state, definitions, at: lookedAt(state, { end, onset }), onsetLow: onset.low }),
    ),
  ]);
  const symptom = symptomOf(state);
  const changes = ranked.map(({ change, score }) => ({ ...change, score }));
  return {
    ok: true,
    value: {
      madeAt,
      symptom,
      harmSignal: harm.definition.id,
      harmTitle: harm.definition.title,
      onset: { ...onset, ...(await levels(sources, parts, { ...where, tallies })) },
      recoveredAt: where.recoveredAt,
      changes: ranked,
      segments,
      layers: inspectLayers({ symptom, standings: inspected, changes }),
      affected,
      faults: parts.faults,
    },
  };
}

const noBadEvents = (asked: SignalId | null): DeskAnswer<never> => ({
  ok: false,
  code: "NO_BAD_EVENTS",
  message:
    asked === null
      ? "No signal of this service has bad events that could be counted. Send outcomes or evaluations with its records."
      : `Harm cannot be told by ${asked}: choose a share, or a signal with a limit, that the records of this time carry.`,
});

const telemetrySilent: DeskAnswer<never> = {
  ok: false,
  code: "TELEMETRY_SILENT",
  message: "The telemetry did not answer in time, so nothing can be proposed. Ask again in a moment.",
};

interface Facts {
  readonly service: string;
  readonly harm: HarmChange["harm"];
  /** What came before it is not compared with. */
  readonly from: number;
  readonly onset: Onset;
  readonly recoveredAt: number | null;
  readonly end: number;
  /** The most telling one; null: all traffic. */
  readonly segment: SegmentFilter | null;
}
type Tallies = {
  readonly before: Proportion;
  /** Before, in the segment. */
  readonly inside: Proportion;
  readonly since: Proportion;
  /** What `since` is of: up to the recovery, where there was one that lasts. */
  readonly counted: Span;
} | null;

/** When the harm began and ended, and where it sits: each is plainer for knowing the others. */
async function locate(
  telemetry: DiagnosisSources["telemetry"],
  parts: Parts,
  { found, state, window, end }: { found: HarmChange; state: DeclaredIncident; window: Span; end: number },
): Promise<Facts & { readonly segments: readonly SegmentRow[] }> {
  const { service } = state;
  const { harm, change } = found;
  const first = roughOnset(found, state);
  const recoveredAt =
    change &&
    (await parts.take("Whether the harm is over", null, () => recoveryOf(telemetry, { service, to: end }, harm, change)));
  const reference = beforeOf({ from: found.from, onset: first });
  const scan = { service, ...scannedSpan({ onset: first, recoveredAt, end }), harm: harm.harm, reference };
  const segments = await parts.take("Which segments differ", [], () => tellingSegments(telemetry, scan));
  const segment = segments[0]?.segment ?? null;
  const onset = await parts.take("The onset to the second", first, async () => {
    if (change === null) return first;
    const to = Math.min(window.to, recoveredAt ?? end);
    const { at, low, high } = await refined(telemetry, { service, from: found.from, to, segment }, found, change);
    return { ...first, at, low, high };
  });
  return { service, harm, from: found.from, onset, recoveredAt, end, segment, segments };
}

function roughOnset({ harm, change }: HarmChange, state: DeclaredIncident): Onset {
  if (change === null) return { ...enteredOnset(state), from: "entered", signal: null, before: null, after: null };
  const { at, low, high } = change;
  return { at, low, high, from: "change-point", signal: harm.definition.id, before: null, after: null };
}

/** Best first; only those that explain it: harm that is spread evenly has none. */
async function tellingSegments(
  telemetry: DiagnosisSources["telemetry"],
  query: Omit<Parameters<TelemetryStore["segments"]>[0], "limit">,
): Promise<readonly SegmentRow[]> {
  const rows = await telemetry.segments({ ...query, limit: MOST_SEGMENTS });
  return rows.filter(({ confidence }) => confidence >= SURE);
}

/** What is usual: up to an hour before the onset. */
const beforeOf = ({ from, onset }: Pick<Facts, "from" | "onset">): Span => ({
  from: Math.min(Math.max(from, onset.low - BEFORE_MS), onset.low - SHORTEST_BEFORE_MS),
  to: onset.low,
});
/** While the harm lasted. */
const scannedSpan = ({ onset, recoveredAt, end }: Pick<Facts, "onset" | "recoveredAt" | "end">): Span => ({
  from: Math.min(onset.at, end - 1),
  to: Math.min(end, onset.at + SCANNED_MS, recoveredAt ?? end),
});
async function talliesOf(telemetry: DiagnosisSources["telemetry"], facts: Facts): Promise<NonNullable<Tallies>> {
  const { service, harm, onset, recoveredAt, end, segment } = facts;
  const tally = (span: Span) => telemetry.tally({ service, harm: harm.harm, segment: segment ?? ALL, ...span });
  const from = Math.max(Math.min(onset.at, end - 1), end - MOST_COUNTED_MS);
  const lasted = { from, to: Math.max(from + 1, recoveredAt ?? end) };
  const [before, during, later] = await Promise.all([
    tally(beforeOf(facts)),
    tally(lasted),
    recoveredAt === null ? null : tally({ from: lasted.to, to: Math.max(lasted.to + 1, end) }),
  ]);
  const known = { before: whole(before), inside: before.inside };
  // What came back after it had ended counts again.
  if (later === null || newcombe(whole(later), known.before).low <= 0) return { ...known, since: whole(during), counted: lasted };
  const since = whole({ inside: whole(during), rest: whole(later) });
  return { ...known, since, counted: { from, to: end } };
}
const whole = ({ inside, rest }: { readonly inside: Proportion; readonly rest: Proportion }): Proportion => ({
  bad: inside.bad + rest.bad,
  total: inside.total + rest.total,
});

async function affectedBy(
  telemetry: DiagnosisSources["telemetry"],
  parts: Parts,
  facts: Facts & { readonly tallies: Tallies },
): Promise<Diagnosis["affected"]> {
  const { service, harm, tallies } = facts;
  const counting = tallies?.counted ?? scannedSpan(facts);
  const none = { requests: tallies?.since.total ?? 0, bad: tallies?.since.bad ?? 0, conversations: 0, people: null };
  const counted = await parts.take("How many people are affected", none, () =>
    telemetry.affected({ service, harm: harm.harm, segment: null, ...counting }),
  );
  return { ...counted, excess: excessOf(tallies?.since ?? NOTHING, tallies?.before ?? NOTHING) };
}

/** A closed incident is looked at while it lasted: by its end everything was well again. */
function lookedAt(state: DeclaredIncident, { end, onset }: { readonly end: number; readonly onset: Onset }): number {
  return state.situation === "closed" ? Math.min(end, onset.high + 10 * MINUTE) : end;
}

/** Before and after in the signal's own unit: of a share its tallies, of others the middle of its minutes. */
async function levels(
  { signals }: DiagnosisSources,
  parts: Parts,
  { service, harm, onset, end, tallies }: Facts & { readonly tallies: Tallies },
): Promise<Pick<Onset, "before" | "after">> {
  const { definition } = harm;
  if (onset.from === "entered") return { before: null, after: null };
  if (definition.kind === "proportion") {
    const rate = (of: Proportion | undefined) =>
      of && of.total > 0 ? (definition.badDirection === "down" ? 1 - of.bad / of.total : of.bad / of.total) : null;
    return { before: rate(tallies?.before), after: rate(tallies?.since) };
  }
  return parts.take(`${definition.title} before and after`, { before: null, after: null }, async () => {
    const from = onset.low - 20 * MINUTE;
    const to = Math.min(end, onset.high + 20 * MINUTE);
    const query = { service, from, to, stepSeconds: 30, segment: null, splitBy: null, compareMs: null };
    const [series] = await signals.series({ ...query, signals: [definition.id] });
    const middle = (within: (at: number) => boolean) => {
      const values = (series?.points ?? []).flatMap(({ at, value }) => (value !== null && within(at) ? [value] : []));
      return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
    };
    return { before: middle((at) => at + 30_000 <= onset.low), after: middle((at) => at >= onset.at) };
  });
}
