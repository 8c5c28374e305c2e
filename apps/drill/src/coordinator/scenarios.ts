import { KNOWN_GOOD_PROMPT, type PromptVersion } from "../assistant/prompts.ts";

/** What can be rehearsed. A scenario only rolls out an artefact; the harm follows from what that artefact says. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly prompt: PromptVersion;
}

export const SCENARIOS: readonly Scenario[] = [
  {
    id: "I1",
    title: "Hallucination spike after a prompt change",
    description:
      "Rolls the prompt refunds@41 out to every instance. Its German Pro text lost the line that keeps answers to the documents: " +
      "the assistant begins to invent policies there, and a little in German Free.",
    prompt: "refunds@41",
  },
];

type Begun = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };

/** Which scenario runs, and so which prompt version the instances serve. */
export function createRehearsal(roll: (version: PromptVersion) => Promise<void>, now: () => number) {
  let running: { readonly scenario: string; readonly since: number } | null = null;
  return {
    running: () => running,
    async begin(id: string): Promise<Begun> {
      const scenario = SCENARIOS.find((candidate) => candidate.id === id);
      if (scenario === undefined) {
        const known = SCENARIOS.map((candidate) => candidate.id).join(", ");
        return { ok: false, code: "SCENARIO_UNKNOWN", message: `There is no scenario ${id}. Known: ${known}.` };
      }
      if (running?.scenario === id) return { ok: true };
      if (running !== null) {
        return { ok: false, code: "SCENARIO_RUNNING", message: `${running.scenario} is running; end it before another begins.` };
      }
      running = { scenario: id, since: now() };
      await roll(scenario.prompt);
      return { ok: true };
    },
    /** Back to the known-good prompt. Ending twice is no fault. */
    async end(): Promise<void> {
      running = null;
      await roll(KNOWN_GOOD_PROMPT);
    },
  };
}
export type Rehearsal = ReturnType<typeof createRehearsal>;
