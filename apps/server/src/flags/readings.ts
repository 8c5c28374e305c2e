import {
  type FlagStanding,
  FORGOTTEN_AFTER_MS,
  type InstanceReading,
  type ReadingChange,
  SILENT_AFTER_MS,
  type TrackedReading,
} from "./port.ts";

const MAX_INSTANCES = 1_000;
const MAX_SERVICES = 1_000;
const VERSIONS_KEPT = 8;
const MAX_NAME = 120;

interface Track {
  reads: readonly { readonly version: number; readonly at: number }[];
  lastReadAt: number | null;
  lastSeenAt: number;
}

/** Who evaluated which version of which service's flags. In memory, bounded: the instance not heard from longest goes first. */
export interface Readings {
  /** An evaluation; `at` is epoch milliseconds, a later clock than ours counts as now. Older news than the last is only "seen". */
  read(service: string, reading: { readonly instance: string; readonly version: number; readonly at: number }): void;
  /** A sign of life that says nothing of flags. */
  seen(service: string, sign: { readonly instance: string; readonly at: number }): void;
  of(service: string, version: number): readonly TrackedReading[];
  standing(service: string, version: number): FlagStanding;
  onChange(listener: (change: ReadingChange) => void): () => void;
  close(): void;
}

export function createReadings({ now }: { readonly now: () => number }): Readings {
  const services = new Map<string, Map<string, Track>>();
  const listeners = new Set<(change: ReadingChange) => void>();

  /** Moves the instance to the young end of the map. */
  function track(service: string, name: string): { readonly track: Track; readonly isNew: boolean } {
    const instance = name.slice(0, MAX_NAME);
    let instances = services.get(service);
    if (!instances) {
      if (services.size >= MAX_SERVICES) dropOldest(services);
      instances = new Map();
      services.set(service, instances);
    }
    const known = instances.get(instance);
    if (known) instances.delete(instance);
    else if (instances.size >= MAX_INSTANCES) dropOldest(instances);
    const kept = known ?? { reads: [], lastReadAt: null, lastSeenAt: 0 };
    instances.set(instance, kept);
    return { track: kept, isNew: !known };
  }
  function tell(change: ReadingChange): void {
    for (const listener of listeners) listener(change);
  }
  function of(service: string, version: number): readonly TrackedReading[] {
    const moment = now();
    return [...(services.get(service) ?? [])]
      .filter(([, kept]) => kept.lastSeenAt > moment - FORGOTTEN_AFTER_MS)
      .map(([instance, kept]) => readingOf(instance, kept, { version, moment }))
      .toSorted((a, b) => (a.instance < b.instance ? -1 : 1));
  }

  return {
    read(service, { instance, version, at }) {
      if (instance === "") return;
      const moment = now();
      const heardAt = Math.min(at, moment);
      const { track: kept, isNew } = track(service, instance);
      const wasSilent = kept.lastReadAt === null || kept.lastReadAt <= moment - SILENT_AFTER_MS;
      kept.lastSeenAt = Math.max(kept.lastSeenAt, heardAt);
      if (kept.lastReadAt !== null && heardAt < kept.lastReadAt) return;
      kept.lastReadAt = heardAt;
      const moved = kept.reads.at(-1)?.version !== version;
      if (moved) {
        kept.reads = [...kept.reads.filter((read) => read.version < version), { version, at: heardAt }].slice(-VERSIONS_KEPT);
      }
      if (isNew || moved || wasSilent) tell({ service, instance, version, at: heardAt });
    },
    seen(service, { instance, at }) {
      if (instance === "") return;
      const { track: kept, isNew } = track(service, instance);
      kept.lastSeenAt = Math.max(kept.lastSeenAt, Math.min(at, now()));
      if (isNew) tell({ service, instance, version: null, at: kept.lastSeenAt });
    },
    of,
    standing: (service, version) => ({
      service,
      version,
      instances: of(service, version).map(withoutHistory),
    }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      services.clear();
    },
  };
}

function readingOf(instance: string, kept: Track, at: { readonly version: number; readonly moment: number }): TrackedReading {
  const version = kept.reads.at(-1)?.version ?? null;
  const silent = kept.lastReadAt === null || kept.lastReadAt <= at.moment - SILENT_AFTER_MS;
  return {
    instance,
    version,
    lastReadAt: kept.lastReadAt,
    lastSeenAt: kept.lastSeenAt,
    situation: silent ? "silent" : version !== null && version >= at.version ? "current" : "behind",
    firstReads: kept.reads,
  };
}

function withoutHistory(tracked: TrackedReading): InstanceReading {
  const { firstReads: _, ...reading } = tracked;
  return reading;
}

/** A Map keeps the order of insertion, and `track` re-inserts: the first key is the one not heard from longest. */
function dropOldest(map: Map<string, unknown>): void {
  const oldest = map.keys().next();
  if (!oldest.done) map.delete(oldest.value);
}
