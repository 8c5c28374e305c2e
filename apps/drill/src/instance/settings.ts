import { join } from "node:path";
import { z } from "zod";

export type ServiceName = "support-assistant" | "refund-risk";

/** The versions of the artefacts that an instance serves, by artefact: `{ prompt: "refunds@40", … }`. */
export type Release = Readonly<Record<string, string>>;

/** What the coordinator hands to an instance, by its environment. */
export interface InstanceSettings {
  readonly service: ServiceName;
  readonly instance: string;
  readonly host: string;
  readonly port: number;
  readonly firebreakUrl: string;
  readonly firebreakKey: string;
  readonly seed: number;
  readonly release: Release;
  /** Where this instance keeps the flag values that it last read; null: in memory only. */
  readonly flagFile: string | null;
}

const Environment = z.object({
  DRILL_SERVICE: z.enum(["support-assistant", "refund-risk"]),
  DRILL_INSTANCE: z.string().min(1),
  HOST: z.string().default("127.0.0.1"),
  DRILL_PORT: z.coerce.number().int().min(0).max(65_535),
  FIREBREAK_URL: z.url().default("http://127.0.0.1:4600"),
  FIREBREAK_KEY: z.string().default(""),
  DRILL_SEED: z.coerce.number().int().default(1),
  DRILL_STATE: z.string().default(""),
  DRILL_RELEASE: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
});

export function readInstanceSettings(environment: NodeJS.ProcessEnv): InstanceSettings {
  const read = Environment.parse(environment);
  return {
    service: read.DRILL_SERVICE,
    instance: read.DRILL_INSTANCE,
    host: read.HOST,
    port: read.DRILL_PORT,
    firebreakUrl: read.FIREBREAK_URL.replace(/\/+$/, ""),
    firebreakKey: read.FIREBREAK_KEY,
    seed: read.DRILL_SEED,
    release: read.DRILL_RELEASE,
    flagFile: read.DRILL_STATE === "" ? null : join(read.DRILL_STATE, `${read.DRILL_INSTANCE}.flags.json`),
  };
}

/** What the two processes say to each other. */
export type ToInstance = { readonly kind: "release"; readonly release: Release };
export type FromInstance =
  | { readonly kind: "listening"; readonly port: number }
  | { readonly kind: "release"; readonly release: Release };
