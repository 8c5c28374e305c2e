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
];
export const KNOWN_GOOD: Readonly<Record<ServiceName, Release>> = {
  "support-assistant": KNOWN_GOOD_ASSISTANT,
  "refund-risk": KNOWN_GOOD_SCORING,
};

type Begun = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };

/** Which scenario runs, and so which artefacts the instances serve. `services` are those that run; one scenario at a time. */
export function createRehearsal(
  services: readonly { readonly service: ServiceName; readonly roll: (release: Release) => Promise<void> }[],
  now: () => number,
) {
  const scenarios = SCENARIOS.filter((scenario) => services.some(({ service }) => service === scenario.service));
  let running: { readonly scenario: string; readonly since: number } | null = null;
  return {
    scenarios,
    running: () => running,
    async begin(id: string): Promise<Begun> {
      const scenario = scenarios.find((candidate) => candidate.id === id);
      if (scenario === undefined) {
        const known = scenarios.map((candidate) => candidate.id).join(", ");
        return { ok: false, code: "SCENARIO_UNKNOWN", message: `There is no scenario ${id}. Known: ${known}.` };
      }
      if (running?.scenario === id) return { ok: true };
      if (running !== null) {
        return { ok: false, code: "SCENARIO_RUNNING", message: `${running.scenario} is running; end it before another begins.` };
      }
      running = { scenario: id, since: now() };
      await services.find(({ service }) => service === scenario.service)?.roll(scenario.release);
      return { ok: true };
    },
    /** Back to what is known to be good, everywhere. Ending twice is no fault. */
    async end(): Promise<void> {
      running = null;
      await Promise.all(services.map(({ service, roll }) => roll(KNOWN_GOOD[service])));
    },
  };
}
export type Rehearsal = ReturnType<typeof createRehearsal>;
