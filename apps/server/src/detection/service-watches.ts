import { setImmediate } from "node:timers/promises";
import { measureOf, type SignalDefinition, type SignalId, type SignalStanding } from "@firebreak/signals";
import type { ExpectedChanges } from "../inbox/port.ts";
import type { PromqlSource, Span, TelemetryStore } from "../telemetry/port.ts";
import { QUICK_SECONDS, QUICK_STEP_SECONDS, quickStart } from "./quick-start.ts";
import { type Reading, readSignals } from "./reading.ts";
import { createReference } from "./reference.ts";
import type { ServiceCatalogue } from "./service-catalogue.ts";
import { closedUntil, KNOWN_LATER, PROMPT, TIMINGS, type Timing, TRAILING, timingOf } from "./timing.ts";
import { createWatchedSignal, type WatchedSignal } from "./watched-signal.ts";

/** The watches of one service's signals. */
export interface ServiceWatches {
  /** Reads what closed since the last time; the first time it learns from the past. Rejects when the store fails; nothing is lost then. */
  advance(): Promise<void>;
  signal(id: SignalId): WatchedSignal | null;
  signals(): readonly WatchedSignal[];
  standings(): readonly SignalStanding[];
  /** What drift is measured from, as long as detection measures it. */
  reference(): Span | null;
}
export interface WatchPorts {
  readonly catalogue: ServiceCatalogue;
  readonly telemetry: Pick<TelemetryStore, "buckets">;
  readonly promql: PromqlSource | null;
  readonly expectedChanges: Pick<ExpectedChanges, "holding">;
  readonly now: () => number;
  /** From when on a silent service is silent; earlier, this server did not listen, or its senders were still coming back. */
  readonly listeningSince: number;
}

const DAY_MS = 86_400_000;
/** How far back a watch learns before it judges, and the most that is made good after an outage of the store. */
const LEARNT_MS = new Map<Timing, number>([
  [PROMPT, DAY_MS],
  [TRAILING, 3 * DAY_MS],
  [KNOWN_LATER, 3 * DAY_MS],
]);
/** A drift needs no past of its own: its reference is that. */
const DRIFT_LEARNT_MS = 10 * 60_000;
/** Half minutes that a watch must have seen before it is started quickly. */
const QUICK_SEEN = 4;
const MANY_POINTS = 200;
const BUDGET_MS = 3 * DAY_MS;
const BUDGET_STEP_SECONDS = 300;

interface Followed {
  readonly signal: WatchedSignal;
  readonly timing: Timing;
  readonly isDrift: boolean;
  readUntil: number;
}

export function createServiceWatches(service: string, ports: WatchPorts): ServiceWatches {
  const { catalogue, now } = ports;
  const followed = new Map<SignalId, Followed>();
  const reference = createReference();
  let referenceSpan: Span | null = null;
  let heard = false;

  /** Follows what the catalogue holds; a signal whose definition changed begins anew. */
  async function follow(): Promise<void> {
    const { definitions } = await catalogue.of(service);
    const ids = new Set(definitions.map(({ id }) => id));
    for (const id of followed.keys()) if (!ids.has(id)) followed.delete(id);
    for (const definition of definitions) {
      const known = followed.get(definition.id);
      if (known && isSame(known.signal.definition, definition)) continue;
      followed.set(definition.id, followedOf(definition, now()));
    }
  }

  function currentReference(): Span {
    const drifts = [...followed.values()].filter(({ isDrift }) => isDrift);
    const drifting = drifts.some(({ signal }) => signal.watch.standing(now()).kind === "alarming");
    const changes = drifts.map(({ signal }) => ports.expectedChanges.holding(service, signal.definition.id, now())?.from ?? null);
    const changedAt = changes.find((from) => from !== null) ?? null;
    referenceSpan = reference.at(now(), { drifting, changedAt });
    return referenceSpan;
  }

  const read = (
    some: readonly Followed[],
    window: Span & { readonly stepSeconds: number; readonly trailingSeconds: number },
    objectives: boolean,
  ): Promise<Reading> => {
    const definitions = some.map(({ signal }) => signal.definition);
    const silence = { since: ports.listeningSince, known: heard };
    const query = { service, definitions, ...window, segment: null, splitBy: null, reference: currentReference(), silence };
    return readSignals(ports, query, { objectives });
  };

  /** The budget's past, coarsely: three days of five minutes each, then up to where the buckets begin. */
  async function learnBudgets(): Promise<void> {
    const fresh = [...followed.values()].filter(({ signal }) => signal.definition.objective && !budgetUntil.has(signal));
    if (fresh.length === 0) return;
    const to = closedUntil(PROMPT, now());
    const coarseTo = Math.floor(to / (BUDGET_STEP_SECONDS * 1000)) * BUDGET_STEP_SECONDS * 1000;
    const definitions = fresh.map(({ signal }) => ({ signal, goodOnly: goodOnly(signal.definition) }));
    const spans = [
      { from: to - BUDGET_MS, to: coarseTo, stepSeconds: BUDGET_STEP_SECONDS },
      { from: coarseTo, to, stepSeconds: PROMPT.stepSeconds },
    ];
    for (const span of spans.filter((each) => each.to > each.from)) {
      const query = { service, ...span, trailingSeconds: span.stepSeconds, segment: null, splitBy: null };
      const asked = definitions.map((each) => each.goodOnly);
      const { series } = await readSignals(
        ports,
        { ...query, definitions: asked, reference: currentReference() },
        { objectives: false },
      );
      for (const { signal } of definitions) signal.observeGood(series.get(signal.definition.id)?.[0]?.points ?? []);
    }
    for (const one of fresh) budgetUntil.set(one.signal, to);
  }
  const budgetUntil = new WeakMap<WatchedSignal, number>();

  /** One read for all signals that stand at the same place. */
  async function advanceGroup(group: readonly Followed[], from: number, timing: Timing): Promise<void> {
    const to = closedUntil(timing, now());
    if (to <= from) return;
    const { stepSeconds, trailingSeconds } = timing;
    const { series, good, faults } = await read(group, { from, to, stepSeconds, trailingSeconds }, true);
    for (const one of group) {
      const { id } = one.signal.definition;
      catalogue.note(service, id, faults.get(id) ?? null);
      const [found] = series.get(id) ?? [];
      if (found) {
        if (found.referenceEvents !== null) reference.noteEvents(found.referenceEvents);
        const adapt = (at: number) => ports.expectedChanges.holding(service, id, at) !== null;
        one.signal.observe(found.points, { referenceEvents: found.referenceEvents, adapt });
        // Learning a day takes a while: others get their turn in between.
        if (found.points.length > MANY_POINTS) await setImmediate();
      }
      const spent = budgetUntil.get(one.signal) ?? 0;
      one.signal.observeGood((good.get(id) ?? []).filter(({ at }) => at >= spent));
      one.readUntil = to;
    }
  }

  /** A service that is new here has no day behind it; see `quickStart`. The watch's few half minutes are in what it starts from. */
  async function startQuickly(): Promise<void> {
    const young = [...followed.values()].filter(
      ({ signal, timing }) =>
        timing === PROMPT && signal.definition.baseline && signal.isLearning() && signal.watch.seen >= QUICK_SEEN,
    );
    const [first] = young;
    if (!first) return;
    const to = first.readUntil;
    const window = {
      from: to - QUICK_SECONDS * 1000,
      to,
      stepSeconds: QUICK_STEP_SECONDS,
      trailingSeconds: PROMPT.trailingSeconds,
    };
    const { series } = await read(young, window, false);
    for (const { signal } of young) {
      const made = quickStart(signal.definition, series.get(signal.definition.id)?.[0]?.points ?? []);
      if (!made) continue;
      signal.startFrom(made);
      // What its watch knew of the budget is read again.
      budgetUntil.delete(signal);
    }
  }

  return {
    async advance() {
      await follow();
      await learnBudgets();
      const groups = Map.groupBy(followed.values(), ({ timing, readUntil }) => `${TIMINGS.indexOf(timing)} ${readUntil}`);
      for (const group of groups.values()) {
        const [first] = group;
        if (first) await advanceGroup(group, first.readUntil, first.timing);
      }
      await startQuickly();
      heard ||= [...followed.values()].some(({ signal }) => signal.watch.seen > 0);
    },
    signal: (id) => followed.get(id)?.signal ?? null,
    signals: () => [...followed.values()].map(({ signal }) => signal),
    standings: () =>
      [...followed.values()].map(({ signal: { definition, watch } }) => ({
        service,
        signal: definition.id,
        owner: definition.owner,
        standing: watch.standing(now()),
      })),
    reference: () => referenceSpan,
  };
}

function followedOf(definition: SignalDefinition, now: number): Followed {
  const measure = measureOf(definition);
  const timing = timingOf(measure);
  const isDrift = measure?.kind === "drift";
  const learntMs = isDrift ? DRIFT_LEARNT_MS : (LEARNT_MS.get(timing) ?? DAY_MS);
  const step = timing.stepSeconds * 1000;
  return {
    signal: createWatchedSignal(definition),
    timing,
    isDrift,
    readUntil: Math.floor((now - learntMs) / step) * step,
  };
}

/** The definition as a plain share of good events, to read its past alone. */
const goodOnly = (definition: SignalDefinition): SignalDefinition => ({
  ...definition,
  source: { kind: "expression", text: `share(${definition.objective?.good ?? ""})` },
});

const isSame = (a: SignalDefinition, b: SignalDefinition): boolean =>
  JSON.stringify({ ...a, board: null }) === JSON.stringify({ ...b, board: null });
