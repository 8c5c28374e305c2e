import { z } from "zod";

export interface CoordinatorSettings {
  readonly host: string;
  readonly controlPort: number;
  /** Instance n listens on `instancePort + n - 1`; 0 lets the system choose. */
  readonly instancePort: number;
  readonly instances: number;
  readonly requestsPerSecond: number;
  readonly seed: number;
}

const port = z.coerce.number().int().min(0).max(65_535);
const Environment = z.object({
  HOST: z.string().default("127.0.0.1"),
  DRILL_CONTROL_PORT: port.default(4610),
  DRILL_INSTANCE_PORT: port.default(4611),
  DRILL_INSTANCES: z.coerce.number().int().min(1).max(32).default(4),
  DRILL_RATE: z.coerce.number().min(0).max(1_000).default(24),
  DRILL_SEED: z.coerce.number().int().optional(),
});

/** `seedWithout` is the seed where none is given: different each time, so that two rehearsals are not the same. */
export function readCoordinatorSettings(environment: NodeJS.ProcessEnv, seedWithout: number): CoordinatorSettings {
  const read = Environment.safeParse(environment);
  if (!read.success) throw new Error(`The practice service's settings do not fit:\n${z.prettifyError(read.error)}`);
  return {
    host: read.data.HOST,
    controlPort: read.data.DRILL_CONTROL_PORT,
    instancePort: read.data.DRILL_INSTANCE_PORT,
    instances: read.data.DRILL_INSTANCES,
    requestsPerSecond: read.data.DRILL_RATE,
    seed: read.data.DRILL_SEED ?? seedWithout,
  };
}
