import type { ServiceName } from "../instance/settings.ts";
import { seededRandom } from "../random.ts";
import { createPopulation, sampleRequest } from "../refund-risk/population.ts";
import { createConversations } from "../traffic/conversations.ts";
import { createFleet, type Fleet } from "./fleet.ts";
import { KNOWN_GOOD } from "./scenarios.ts";
import type { CoordinatorSettings, ServiceSettings } from "./settings.ts";
import { startTraffic, type Traffic } from "./traffic.ts";

/** A service of the practice: its instances and its customers. */
export interface PracticeService {
  readonly service: ServiceName;
  readonly fleet: Fleet;
  readonly traffic: Traffic;
}

interface Kind {
  readonly service: ServiceName;
  readonly instanceName: string;
  readonly program: URL;
  readonly settings: ServiceSettings;
  readonly path: string;
  readonly nextBody: () => unknown;
}

/** Starts the assistant, and the scoring service where there is a key for it. */
export function startServices(settings: CoordinatorSettings, environment: NodeJS.ProcessEnv): PracticeService[] {
  const { host, seed } = settings;
  const start = ({ service, instanceName, program, settings: own, path, nextBody }: Kind, place: number): PracticeService => {
    const ofService = seed + 104_729 * place;
    const fleet = createFleet({
      service,
      instanceName,
      program,
      knownGood: KNOWN_GOOD[service],
      host,
      seed: ofService,
      settings: own,
      environment,
    });
    const traffic = startTraffic({
      host: host === "0.0.0.0" ? "127.0.0.1" : host,
      requestsPerSecond: own.requestsPerSecond,
      ports: () => fleet.ports(),
      random: seededRandom(ofService + 1),
      path,
      nextBody,
    });
    return { service, fleet, traffic };
  };
  return kindsOf(settings).map(start);
}

function kindsOf({ assistant, scoring, seed }: CoordinatorSettings): Kind[] {
  const ofAssistant: Kind = {
    service: "support-assistant",
    instanceName: "assistant",
    program: new URL("../assistant-instance.ts", import.meta.url),
    settings: assistant,
    path: "/ask",
    nextBody: createConversations(seededRandom(seed)),
  };
  if (scoring === null) return [ofAssistant];
  const population = createPopulation();
  const random = seededRandom(seed + 2);
  const ofScoring: Kind = {
    service: "refund-risk",
    instanceName: "refund-risk",
    program: new URL("../refund-risk-instance.ts", import.meta.url),
    settings: scoring,
    path: "/score",
    nextBody: () => sampleRequest(population, random),
  };
  return [ofAssistant, ofScoring];
}
