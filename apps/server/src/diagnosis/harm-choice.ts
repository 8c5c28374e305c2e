import type { DeclaredIncident } from "@firebreak/incident";
import { SCENARIOS } from "@firebreak/runbook";
import { harmOf, type SignalDefinition, type SignalId, type SignalStanding } from "@firebreak/signals";
import type { Span, TelemetryStore } from "../telemetry/port.ts";
import { type CountableHarm, countableHarm } from "./countable-harm.ts";
import { type HarmChange, harmChanges } from "./onset.ts";

/** Signals whose harm is looked at in one go. */
const MOST_LOOKED_AT = 12;

export interface HarmQuestion {
  readonly state: DeclaredIncident;
  readonly definitions: readonly SignalDefinition[];
  readonly standings: readonly SignalStanding[];
  /** null: whichever shows the harm best. */
  readonly asked: SignalId | null;
  readonly window: Span;
}

/**
 * What counts as harm, with the change in it: the signal that was asked for; else the incident's first sign, where it shows a change;
 * else, of the others that gave it away, the one that shows the strongest; else of those that the scenario is watched by and that stand on the board. Where none shows a change, the
 * first that has bad events. Null where none has.
 */
export async function chosenHarm(
  telemetry: Pick<TelemetryStore, "buckets">,
  { state, definitions, standings, asked, window }: HarmQuestion,
): Promise<HarmChange | null> {
  const impact = Math.min(Date.parse(state.impactStartedAt), window.to);
  const before = { service: state.service, from: window.from, to: impact };
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const first: HarmChange[] = [];
  const tiers = [firstSign(state), toldBy(state, standings), watchedBy(state, definitions)];
  for (const ids of asked === null ? tiers : [[asked]]) {
    const chosen = ids.flatMap((id) => byId.get(id) ?? []).filter((definition) => harmOf(definition) !== null);
    const harms = await Promise.all(
      chosen.slice(0, MOST_LOOKED_AT).map((definition) => countableHarm(telemetry, definition, before)),
    );
    const looked = await harmChanges(
      telemetry,
      { service: state.service, ...window },
      harms.filter((harm): harm is CountableHarm => harm !== null),
    );
    const plainest = plainestOf(looked, impact);
    if (plainest) return plainest;
    if (looked[0]) first.push(looked[0]);
  }
  return first[0] ?? null;
}

/** The strongest change around the start of impact, else any; of those nearly as strong the first, so that the choice is steady. */
function plainestOf(looked: readonly HarmChange[], impact: number): HarmChange | null {
  const changed = looked.filter(({ change }) => change !== null);
  const near = changed.filter(({ change }) => change !== null && change.low <= impact + SOON_MS);
  const some = near.length > 0 ? near : changed;
  const strongest = Math.max(0, ...some.map(strengthOf));
  return some.find((one) => strengthOf(one) >= NEARLY * strongest) ?? null;
}
const strengthOf = ({ change }: HarmChange): number => change?.evidence ?? 0;
/** What began later may be another fault of the same service. */
const SOON_MS = 5 * 60_000;
const NEARLY = 0.7;

const firstSign = ({ detectedBy }: DeclaredIncident): readonly SignalId[] =>
  detectedBy?.kind === "signal" ? [detectedBy.ref] : [];

/** What gave it away besides: the attached alerts, and what alarms now. */
function toldBy(state: DeclaredIncident, standings: readonly SignalStanding[]): readonly SignalId[] {
  const { alerts } = state;
  const alarming = standings.filter(({ standing }) => standing.kind === "alarming").map(({ signal }) => signal);
  const attached = alerts.flatMap(({ signal }) => (signal === null ? [] : [signal]));
  return [...new Set([...attached, ...alarming])];
}

function watchedBy(state: DeclaredIncident, definitions: readonly SignalDefinition[]): readonly SignalId[] {
  const watch = SCENARIOS.find(({ id }) => id === state.scenario)?.watch ?? [];
  const seated = definitions.filter(({ board }) => board !== null).toSorted((a, b) => (a.board ?? 0) - (b.board ?? 0));
  return [...new Set([...watch, ...seated.map(({ id }) => id), ...definitions.map(({ id }) => id)])];
}
