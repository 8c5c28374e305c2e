import { type DeclaredIncident, type IncidentEvent, LIMITS, type LoggedEvent } from "@firebreak/incident";
import type { Logger } from "pino";
import type { FoldedIncident, Incidents } from "../incidents/port.ts";
import type { ActiveContainment } from "./compile.ts";
import { createFlagSet, type FlagSet } from "./evaluate.ts";

/** Every service's flag set, following the incident log. */
export interface FlagSets {
  /** Resolves when the whole log was read; until then nobody may be told "normal". Rejects when closed before. */
  readonly ready: Promise<void>;
  isReady(): boolean;
  get(service: string): FlagSet;
  /** Incidents that hold a segment isolated. */
  containing(): readonly string[];
  /** After the version of a service moved. */
  onChange(listener: (service: string, version: number) => void): () => void;
  close(): void;
}

interface Held {
  readonly seq: number;
  readonly changes: number;
}
interface ServiceFlags {
  version: number;
  readonly active: Map<string, readonly ActiveContainment[]>;
  compiled: FlagSet | null;
}

const RETRY_MS = 1_000;
const LOADS_AT_ONCE = 4;
const PAGE = 2_000;

/** The events that change what a service is told. A closing does not: `decide` refuses it while a segment is isolated. */
const CHANGES: ReadonlySet<IncidentEvent["type"]> = new Set(["SegmentIsolated", "SegmentReleased", "ContainmentExpired"]);
const changesIn = (rows: readonly LoggedEvent[]) => rows.filter((row) => CHANGES.has(row.event.type)).length;

/**
 * How often the log of one incident changed its service's flags. A service's version is the sum over its incidents: a
 * pure function of the log, so it is the same after a restart and on every node that has read the same rows, and it
 * never goes back. The state answers as long as it has forgotten no ended containment; then the log is counted.
 */
async function changesOf(incidents: Incidents, folded: FoldedIncident & { readonly state: DeclaredIncident }): Promise<number> {
  const { containments } = folded.state;
  const ended = containments.filter((containment) => containment.situation !== "active").length;
  if (ended < LIMITS.endedContainments) return containments.length + ended;
  let changes = 0;
  for (let seq = 0; seq < folded.seq; ) {
    const rows = (await incidents.read(folded.incidentId, seq, PAGE)).filter((row) => row.seq <= folded.seq);
    if (rows.length === 0) throw new Error(`The log of ${folded.incidentId} ends before row ${folded.seq}.`);
    changes += changesIn(rows);
    seq = rows.at(-1)?.seq ?? folded.seq;
  }
  return changes;
}

function activeContainments(state: DeclaredIncident): readonly ActiveContainment[] {
  if (state.situation === "closed") return [];
  return state.containments
    .filter((containment) => containment.situation === "active")
    .map(({ containmentId, segment, measure }) => ({ containmentId, conditions: segment.conditions, measure }));
}

export function createFlagSets({ incidents, logger }: { readonly incidents: Incidents; readonly logger: Logger }): FlagSets {
  /** One small entry for each incident of the log. */
  const held = new Map<string, Held>();
  const services = new Map<string, ServiceFlags>();
  const listeners = new Set<(service: string, version: number) => void>();
  const late = new Set<Promise<void>>();
  let closed = false;
  let isReady = false;

  function take(folded: FoldedIncident & { readonly state: DeclaredIncident }, changes: number): void {
    const { incidentId, seq, state } = folded;
    const before = held.get(incidentId);
    if (before && before.seq >= seq) return;
    held.set(incidentId, { seq, changes });
    if (changes === (before?.changes ?? 0)) return;
    const flags = services.get(state.service) ?? { version: 0, active: new Map(), compiled: null };
    services.set(state.service, flags);
    flags.version += changes - (before?.changes ?? 0);
    flags.compiled = null;
    const active = activeContainments(state);
    if (active.length > 0) flags.active.set(incidentId, active);
    else flags.active.delete(incidentId);
    for (const listener of listeners) listener(state.service, flags.version);
  }
  async function read(incidentId: string): Promise<void> {
    const folded = await incidents.load(incidentId);
    if (folded && (held.get(incidentId)?.seq ?? 0) < folded.seq) take(folded, await changesOf(incidents, folded));
  }
  /** Until it worked: a service must never be told less than the log says. */
  async function persistently(what: () => Promise<void>): Promise<void> {
    while (!closed) {
      try {
        return await what();
      } catch (error) {
        logger.error({ err: error }, "The incident log could not be read for the flags; trying again.");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
    throw new Error("The flags were closed before the incident log was read.");
  }

  // Followed before the scan, so that nothing falls between; the higher sequence number wins.
  const unfollow = incidents.onEvents((incidentId, rows, folded) => {
    if (!isDeclared(folded)) return;
    const before = held.get(incidentId) ?? { seq: 0, changes: 0 };
    if (rows[0]?.seq === before.seq + 1) return take(folded, before.changes + changesIn(rows));
    // Not read yet, or read at another row just now.
    const reading = persistently(() => read(incidentId))
      .catch(() => undefined)
      .finally(() => late.delete(reading));
    late.add(reading);
  });

  async function scan(): Promise<void> {
    await persistently(async () => {
      const ids = await incidentIds(incidents);
      for (let at = 0; at < ids.length; at += LOADS_AT_ONCE) await Promise.all(ids.slice(at, at + LOADS_AT_ONCE).map(read));
    });
    for (const reading of late) await reading;
    isReady = true;
  }
  const ready = scan();
  ready.catch(() => undefined);

  return {
    ready,
    isReady: () => isReady,
    get(service) {
      const flags = services.get(service);
      if (!flags) return createFlagSet({ service, version: 0, containments: [] });
      flags.compiled ??= createFlagSet({ service, version: flags.version, containments: [...flags.active.values()].flat() });
      return flags.compiled;
    },
    containing: () => [...services.values()].flatMap((flags) => [...flags.active.keys()]),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      unfollow();
      listeners.clear();
    },
  };
}

const isDeclared = (folded: FoldedIncident): folded is FoldedIncident & { readonly state: DeclaredIncident } =>
  folded.state.situation !== "undeclared";

/** `list` ends at 200; older incidents are found by their number, since ids are INC-1, INC-2, … with holes. */
async function incidentIds(incidents: Incidents): Promise<readonly string[]> {
  const listed = (await incidents.list()).map((summary) => summary.incidentId);
  const newest = Math.max(0, ...listed.map((incidentId) => Number(incidentId.replace("INC-", ""))).filter(Number.isFinite));
  return [...new Set([...listed, ...Array.from({ length: newest }, (_, index) => `INC-${newest - index}`)])];
}
