import { createServiceWatches, type ServiceWatches, type WatchPorts } from "./service-watches.ts";

/** The watches of the services that are followed on this node. */
export interface Watches {
  of(service: string): ServiceWatches | null;
  /** Makes them where there are none yet. */
  follow(service: string): ServiceWatches;
  /** Those that are not named are forgotten. */
  keep(services: ReadonlySet<string>): void;
  services(): readonly string[];
}

/** Senders that waited for this server have come back, and sent what they kept. */
const COMING_BACK_MS = 90_000;

export function createWatches(given: Omit<WatchPorts, "listeningSince">): Watches {
  const ports: WatchPorts = { ...given, listeningSince: given.now() + COMING_BACK_MS };
  const watched = new Map<string, ServiceWatches>();
  return {
    of: (service) => watched.get(service) ?? null,
    follow(service) {
      const found = watched.get(service) ?? createServiceWatches(service, ports);
      watched.set(service, found);
      return found;
    },
    keep(services) {
      for (const service of watched.keys()) if (!services.has(service)) watched.delete(service);
    },
    services: () => [...watched.keys()],
  };
}
