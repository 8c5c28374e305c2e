import { z } from "zod";

/** One service of the practice, as the coordinator runs it. */
export interface ServiceSettings {
  /** Firebreak's API key for this service. */
  readonly key: string;
  /** Instance n listens on `instancePort + n - 1`; 0 lets the system choose. */
  readonly instancePort: number;
  readonly instances: number;
  readonly requestsPerSecond: number;
}
export interface CoordinatorSettings {
  readonly host: string;
  readonly controlPort: number;
  readonly seed: number;
  readonly assistant: ServiceSettings;
  /** null: no key was given for it, so Firebreak would not listen. */
  readonly scoring: ServiceSettings | null;
}

const port = z.coerce.number().int().min(0).max(65_535);
const instances = z.coerce.number().int().min(1).max(32);
const rate = z.coerce.number().min(0).max(1_000);
const Environment = z.object({
  HOST: z.string().default("127.0.0.1"),
  FIREBREAK_KEY: z.string().default(""),
  FIREBREAK_SCORING_KEY: z.string().default(""),
  DRILL_CONTROL_PORT: port.default(4610),
  DRILL_INSTANCE_PORT: port.default(4611),
  DRILL_INSTANCES: instances.default(4),
  DRILL_RATE: rate.default(24),
  /** Those after the assistant's, where it is not given. */
  DRILL_SCORING_PORT: port.optional(),
  DRILL_SCORING_INSTANCES: instances.default(2),
  DRILL_SCORING_RATE: rate.default(12),
  DRILL_SEED: z.coerce.number().int().optional(),
});

/** `seedWithout` is the seed where none is given: different each time, so that two rehearsals are not the same. */
export function readCoordinatorSettings(environment: NodeJS.ProcessEnv, seedWithout: number): CoordinatorSettings {
  const read = Environment.safeParse(environment);
  if (!read.success) throw new Error(`The practice service's settings do not fit:\n${z.prettifyError(read.error)}`);
  const given = read.data;
  const after = given.DRILL_INSTANCE_PORT === 0 ? 0 : given.DRILL_INSTANCE_PORT + given.DRILL_INSTANCES;
  const scoring = {
    key: given.FIREBREAK_SCORING_KEY,
    instancePort: given.DRILL_SCORING_PORT ?? after,
    instances: given.DRILL_SCORING_INSTANCES,
    requestsPerSecond: given.DRILL_SCORING_RATE,
  };
  return {
    host: given.HOST,
    controlPort: given.DRILL_CONTROL_PORT,
    seed: given.DRILL_SEED ?? seedWithout,
    assistant: {
      key: given.FIREBREAK_KEY,
      instancePort: given.DRILL_INSTANCE_PORT,
      instances: given.DRILL_INSTANCES,
      requestsPerSecond: given.DRILL_RATE,
    },
    scoring: scoring.key === "" ? null : scoring,
  };
}
