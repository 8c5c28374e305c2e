import { type AssistantRelease, KNOWN_GOOD_ASSISTANT } from "../assistant/release.ts";
import type { Release, ServiceName } from "../instance/settings.ts";
import { KNOWN_GOOD_SCORING, type ScoringRelease } from "../refund-risk/release.ts";

/** What can be rehearsed. A scenario only rolls out an artefact; the harm follows from what that artefact says or does. */
export type Scenario = { readonly id: string; readonly title: string; readonly description: string } & (
  | { readonly service: "support-assistant"; readonly release: AssistantRelease }
  | { readonly service: "refund-risk"; readonly release: ScoringRelease }
);

export const SCENARIOS: readonly Scenario[] = [
  {
    id: "I1",
    title: "Hallucination spike after a prompt change",
    description:
      "Rolls the prompt refunds@41 out to every instance. Its German Pro text lost the line that keeps answers to the documents: " +
      "the assistant begins to invent policies there, and a little in German Free.",
    service: "support-assistant",
    release: { ...KNOWN_GOOD_ASSISTANT, prompt: "refunds@41" },
  },
  {
    id: "I2",
    title: "Feature pipeline break",
    description:
      "Rolls the feature pipeline features@2026.47 out to every scoring instance. Its join no longer finds customers of eu-west, and it takes their " +
      "days since delivery in hours: four features are missing there, scores drift together, people overrule them.",
    service: "refund-risk",
    release: { ...KNOWN_GOOD_SCORING, features: "features@2026.47" },
  },
  {
    id: "I3",
    title: "Latency regression after a new serving image",
    description:
      "Rolls the serving image assistant-3.9.0 out to every instance. Its runtime starts five workers instead of sixteen: " +
      "questions wait for one, the queue grows, p95 and p99 leave their limits, and in the end questions are turned away.",
    service: "support-assistant",
    release: { ...KNOWN_GOOD_ASSISTANT, code: "assistant-3.9.0" },
  },
  {
    id: "I4",
    title: "Prompt injection reaches a tool",
    description:
      "Rolls the index handbook-2026-12 out to every instance. It takes in a carrier's page on delivery that carries an order to assistants: " +
      "asked in English about shipping, the assistant sends the customer's file to a stranger and tries to change where refunds are paid.",
    service: "support-assistant",
    release: { ...KNOWN_GOOD_ASSISTANT, index: "handbook-2026-12" },
  },
  {
    id: "I5",
    title: "One group treated worse",
    description:
      "Rolls the decision policy refund-policy-10 out to every scoring instance. For customers aged 18 to 29 it stops refunds from a far lower score on: " +
      "at the same risk they wait for a person four times as often, who mostly overrules the decision.",
    service: "refund-risk",
    release: { ...KNOWN_GOOD_SCORING, policy: "refund-policy-10" },
  },
];
export const KNOWN_GOOD: Readonly<Record<ServiceName, Release>> = {
  "support-assistant": KNOWN_GOOD_ASSISTANT,
  "refund-risk": KNOWN_GOOD_SCORING,
};

type Refused = { readonly ok: false; readonly code: string; readonly message: string };
type Done = { readonly ok: true } | Refused;
export interface RunningScenario {
  readonly scenario: string;
  readonly service: ServiceName;
  readonly since: number;
}

/** Which scenarios run, and so which artefacts the instances serve. `services` are those that run; each rehearses one scenario at a time. */
export function createRehearsal(
  services: readonly { readonly service: ServiceName; readonly roll: (release: Release) => Promise<void> }[],
  now: () => number,
) {
  const scenarios = SCENARIOS.filter((scenario) => services.some(({ service }) => service === scenario.service));
  /** The longest running first. */
  const running = new Map<ServiceName, RunningScenario>();
  const unknown = (id: string): Refused => {
    const known = scenarios.map((candidate) => candidate.id).join(", ");
    return { ok: false, code: "SCENARIO_UNKNOWN", message: `There is no scenario ${id}. Known: ${known}.` };
  };
  const roll = async (to: ServiceName, release: Release) => await services.find(({ service }) => service === to)?.roll(release);
  return {
    scenarios,
    running: (): readonly RunningScenario[] => [...running.values()],
    async begin(id: string): Promise<Done> {
      const scenario = scenarios.find((candidate) => candidate.id === id);
      if (scenario === undefined) return unknown(id);
      const { service } = scenario;
      const present = running.get(service);
      if (present?.scenario === id) return { ok: true };
      if (present !== undefined) {
        const message = `${present.scenario} is running on ${service}; end it before another begins there.`;
        return { ok: false, code: "SCENARIO_RUNNING", message };
      }
      running.set(service, { scenario: id, service, since: now() });
      await roll(service, scenario.release);
      return { ok: true };
    },
    /** Back to what is known to be good: on the scenario's service, or everywhere. Ending what does not run is no fault. */
    async end(id?: string): Promise<Done> {
      if (id === undefined) {
        running.clear();
        await Promise.all(services.map(({ service }) => roll(service, KNOWN_GOOD[service])));
        return { ok: true };
      }
      const scenario = scenarios.find((candidate) => candidate.id === id);
      if (scenario === undefined) return unknown(id);
      if (running.get(scenario.service)?.scenario !== id) return { ok: true };
      running.delete(scenario.service);
      await roll(scenario.service, KNOWN_GOOD[scenario.service]);
      return { ok: true };
    },
  };
}
export type Rehearsal = ReturnType<typeof createRehearsal>;
