import { join } from "node:path";
import { z } from "zod";
import { PROMPT_VERSIONS, type PromptVersion } from "../assistant/prompts.ts";

export const SERVICE = "support-assistant";

/** What the coordinator hands to an instance, by its environment. */
export interface InstanceSettings {
  readonly instance: string;
  readonly host: string;
  readonly port: number;
  readonly firebreakUrl: string;
  readonly firebreakKey: string;
  readonly seed: number;
  readonly prompt: PromptVersion;
  /** Where this instance keeps the flag values that it last read; null: in memory only. */
  readonly flagFile: string | null;
}

const Environment = z.object({
  DRILL_INSTANCE: z.string().min(1),
  HOST: z.string().default("127.0.0.1"),
  DRILL_PORT: z.coerce.number().int().min(0).max(65_535),
  FIREBREAK_URL: z.url().default("http://127.0.0.1:4600"),
  FIREBREAK_KEY: z.string().default(""),
  DRILL_SEED: z.coerce.number().int().default(1),
  DRILL_STATE: z.string().default(""),
  DRILL_PROMPT: z.enum(PROMPT_VERSIONS as [PromptVersion, ...PromptVersion[]]),
});

export function readInstanceSettings(environment: NodeJS.ProcessEnv): InstanceSettings {
  const read = Environment.parse(environment);
  return {
    instance: read.DRILL_INSTANCE,
    host: read.HOST,
    port: read.DRILL_PORT,
    firebreakUrl: read.FIREBREAK_URL.replace(/\/+$/, ""),
    firebreakKey: read.FIREBREAK_KEY,
    seed: read.DRILL_SEED,
    prompt: read.DRILL_PROMPT,
    flagFile: read.DRILL_STATE === "" ? null : join(read.DRILL_STATE, `${read.DRILL_INSTANCE}.flags.json`),
  };
}

/** What the two processes say to each other. */
export type ToInstance = { readonly kind: "prompt"; readonly version: PromptVersion };
export type FromInstance =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "prompt"; readonly version: PromptVersion };
