import type { DeclaredIncident, IncidentState } from "@firebreak/incident";
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
  /** After the version of a service moved. */
  onChange(listener: (service: string, version: number) => void): () => void;
  close(): void;
}

interface Held {
  readonly seq: number;
  readonly service: string;
  readonly changes: number;
}
interface ServiceFlags {
  version: number;
  readonly active: Map<string, readonly ActiveContainment[]>;
  compiled: FlagSet | null;
}

const RETRY_MS = 1_000;
const LOADS_AT_ONCE = 4;

/**
 * How often this incident changed its service's flags: each isolation, each release or expiry, and a closing that left
 * containments behind. A service's version is the sum over its incidents: a pure function of the log, so it is the same
 * after a restart and on every node that has read the same rows, and it never goes back.
 */
export function flagChanges(state: DeclaredIncident): number {
  const ended = state.containments.filter((containment) => containment.situation !== "active").length;
  const left = state.containments.length - ended;
  return state.containments.length + ended + (state.situation === "closed" && left > 0 ? 1 : 0);
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
  let closed = false;
  let isReady = false;

  function take(incidentId: string, seq: number, state: IncidentState): void {
    if (state.situation === "undeclared") return;
    const before = held.get(incidentId);
    if (before && before.seq >= seq) return;
    const changes = flagChanges(state);
    held.set(incidentId, { seq, service: state.service, changes });
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

  // Followed before the scan, so that nothing falls between; the higher sequence number wins.
  const unfollow = incidents.onEvents((incidentId, _rows, folded: FoldedIncident) => take(incidentId, folded.seq, folded.state));

  async function scan(): Promise<void> {
    while (!closed) {
      try {
        await eachIncident(incidents, (incidentId, seq, state) => take(incidentId, seq, state));
        isReady = true;
        return;
      } catch (error) {
        logger.error({ err: error }, "The incident log could not be read for the flags; no flag is served before it was.");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
      }
    }
    throw new Error("The flags were closed before the incident log was read.");
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

/** `list` ends at 200; older incidents are found by their number, since ids are INC-1, INC-2, … with holes. */
async function eachIncident(
  incidents: Incidents,
  take: (incidentId: string, seq: number, state: DeclaredIncident) => void,
): Promise<void> {
  const listed = (await incidents.list()).map((summary) => summary.incidentId);
  const newest = Math.max(0, ...listed.map((incidentId) => Number(incidentId.replace("INC-", ""))).filter(Number.isFinite));
  const ids = [...new Set([...listed, ...Array.from({ length: newest }, (_, index) => `INC-${newest - index}`)])];
  for (let at = 0; at < ids.length; at += LOADS_AT_ONCE) {
    const loaded = await Promise.all(ids.slice(at, at + LOADS_AT_ONCE).map((id) => incidents.load(id)));
    for (const folded of loaded) if (folded) take(folded.incidentId, folded.seq, folded.state);
  }
}
