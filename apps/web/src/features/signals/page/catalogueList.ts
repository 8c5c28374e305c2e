import type { ExpectedChange } from "@firebreak/server/contract";
import type { SignalDefinition, SignalId, SignalStanding } from "@firebreak/signals";

export const GROUPINGS = ["theme", "owner"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export type RowState =
  | { readonly kind: "alarming"; readonly since: number; readonly urgent: boolean }
  /** It alarms, and an expected change says why. */
  | { readonly kind: "held"; readonly reason: string }
  | { readonly kind: "learning" }
  | { readonly kind: "quiet" }
  /** Nobody watches it: it has neither limit, objective nor baseline. */
  | { readonly kind: "unwatched" };
export interface ListRow {
  readonly definition: SignalDefinition;
  readonly state: RowState;
}
export interface ListGroup {
  readonly title: string;
  readonly rows: readonly ListRow[];
}

/** The runbook's themes, in the order they are asked for. */
const THEMES: Readonly<Record<string, string>> = {
  B1: "Inputs, outputs, outcomes",
  B2: "Generative",
  B3: "Predictive",
  B4: "Leading indicators",
  J3: "Policy",
  C4: "Metrics of the system",
  team: "The team's own",
};
const OTHERS = "Others";
const themeOf = ({ origin }: SignalDefinition): string => THEMES[origin] ?? OTHERS;

interface Asked {
  readonly definitions: readonly SignalDefinition[];
  readonly standings: readonly SignalStanding[];
  readonly changes: readonly ExpectedChange[];
  readonly now: number;
  readonly query: string;
  readonly by: Grouping;
}

/** What alarms comes first, the rest by theme or owner in the catalogue's order; only what fits the words typed. */
export function listGroups({ definitions, standings, changes, now, query, by }: Asked): readonly ListGroup[] {
  const standing = new Map(standings.map((each) => [each.signal, each]));
  const rows = definitions
    .filter((definition) => fits(definition, query))
    .map((definition) => ({
      definition,
      state: stateOf(definition, standing.get(definition.id), holding(changes, definition.id, now)),
    }));
  const alarming = rows.filter(({ state }) => state.kind === "alarming").toSorted((a, b) => sinceOf(a) - sinceOf(b));
  const groups = Map.groupBy(
    rows.filter(({ state }) => state.kind !== "alarming"),
    ({ definition }) => (by === "owner" ? definition.owner : themeOf(definition)),
  );
  const order = by === "theme" ? [...Object.values(THEMES), OTHERS] : [...groups.keys()].toSorted();
  const calm = order.flatMap((title) => {
    const members = groups.get(title);
    return members ? [{ title, rows: members }] : [];
  });
  return alarming.length === 0 ? calm : [{ title: "Alarming", rows: alarming }, ...calm];
}
const sinceOf = ({ state }: ListRow): number => (state.kind === "alarming" ? state.since : 0);

/** Each word must stand somewhere in its title, id, owner or formula. */
function fits({ id, title, owner, formula }: SignalDefinition, query: string): boolean {
  const text = `${id} ${title} ${owner} ${formula}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function stateOf(definition: SignalDefinition, said: SignalStanding | undefined, held: ExpectedChange | null): RowState {
  const standing = said?.standing;
  if (standing?.kind === "alarming") {
    if (held) return { kind: "held", reason: held.reason };
    return { kind: "alarming", since: standing.since, urgent: standing.urgency === "page" };
  }
  if (standing) return standing;
  return isWatched(definition) ? { kind: "learning" } : { kind: "unwatched" };
}

/** A distance is always watched: whether it is more than chance is its own question. */
export const isWatched = ({ baseline, limit, objective, kind }: SignalDefinition): boolean =>
  baseline || limit !== null || objective !== null || kind === "distance";

/** When a change is really over. */
export const endOf = ({ to, endedEarly }: ExpectedChange): number => endedEarly?.at ?? to;
export const covers = ({ signals }: ExpectedChange, signal: SignalId): boolean =>
  signals.length === 0 || signals.includes(signal);
export const inForce = (change: ExpectedChange, now: number): boolean => change.from <= now && now < endOf(change);
function holding(changes: readonly ExpectedChange[], signal: SignalId, now: number): ExpectedChange | null {
  return changes.find((change) => inForce(change, now) && covers(change, signal)) ?? null;
}
