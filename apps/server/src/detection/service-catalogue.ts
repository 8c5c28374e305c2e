import { catalogueFor, type ServiceProfile } from "@firebreak/signals";
import type { TelemetryStore } from "../telemetry/port.ts";
import type { Catalogue, DefinitionFault, TeamSignals } from "./port.ts";

export interface ServiceCatalogue {
  /** At most half a minute old. */
  of(service: string): Promise<Catalogue>;
  /** What a definition turned out to be unable to do; null: it can again. Told with the catalogue from then on. */
  note(service: string, signal: string, message: string | null): void;
}

const KEPT_MS = 30_000;
const HOUR_MS = 3600_000;
/** A service's records of late; of one that has been silent for so long, of the time before. */
const PROFILED_MS = [6 * HOUR_MS, 7 * 24 * HOUR_MS] as const;
const MOST_SERVICES = 200;

export function createServiceCatalogue(ports: {
  readonly telemetry: Pick<TelemetryStore, "profile">;
  readonly team: Pick<TeamSignals, "definitions" | "faults" | "onChanged">;
  readonly now: () => number;
}): ServiceCatalogue & { close(): void } {
  const { telemetry, team, now } = ports;
  const kept = new Map<string, { readonly until: number; readonly profile: Promise<ServiceProfile> }>();
  const noted = new Map<string, Map<string, DefinitionFault>>();

  async function readProfile(service: string): Promise<ServiceProfile> {
    const [late, long] = PROFILED_MS;
    const to = now();
    const recent = await telemetry.profile({ service, from: to - late, to });
    if (recent.records > 0 || recent.metrics.length > 0) return recent;
    return telemetry.profile({ service, from: to - long, to });
  }
  function profileOf(service: string): Promise<ServiceProfile> {
    const found = kept.get(service);
    if (found && found.until > now()) return found.profile;
    if (kept.size >= MOST_SERVICES) kept.delete(kept.keys().next().value ?? "");
    const profile = readProfile(service);
    kept.set(service, { until: now() + KEPT_MS, profile });
    profile.catch(() => kept.delete(service));
    return profile;
  }
  const unfollow = team.onChanged(() => noted.clear());

  return {
    async of(service) {
      const profile = await profileOf(service);
      const faults = [...team.faults(), ...(noted.get(service)?.values() ?? [])];
      return { profile, definitions: catalogueFor(profile, team.definitions()), faults };
    },
    note(service, signal, message) {
      const faults = noted.get(service) ?? new Map<string, DefinitionFault>();
      if (message === null) faults.delete(signal);
      else faults.set(signal, { file: "", line: 0, signal, message });
      if (noted.size < MOST_SERVICES || noted.has(service)) noted.set(service, faults);
    },
    close: unfollow,
  };
}
