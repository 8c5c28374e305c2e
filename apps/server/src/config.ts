import { resolve } from "node:path";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const webUrl = z.url({ protocol: /^https?$/, error: "must be a URL that begins with http:// or https://" });
const blankIsMissing = (value: unknown) => (value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsMissing, schema.optional());

const Environment = z.object({
  HOST: z.preprocess(blankIsMissing, z.string().default("127.0.0.1")),
  PORT: z.preprocess(blankIsMissing, port.default(4600)),
  /** What people and services type to reach this server; links are made with it. */
  PUBLIC_URL: optional(webUrl),
  FIREBREAK_DATA: z.preprocess(blankIsMissing, z.string().default("./data")),
  DATABASE_URL: optional(z.url({ protocol: /^postgres(ql)?$/, error: "must begin with postgres://" })),
  CLICKHOUSE_URL: optional(webUrl),
  FIREBREAK_SECRET: optional(z.string().min(32, "must have at least 32 characters")),
  FIREBREAK_PRACTICE_KEY: optional(z.string().min(20, "must have at least 20 characters")),
  PRACTICE_URL: optional(webUrl),
  RETENTION_DAYS: z.preprocess(blankIsMissing, z.coerce.number().int().min(1).max(3650).default(30)),
  LOG_LEVEL: z.preprocess(blankIsMissing, z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info")),
});

export interface Config {
  readonly host: string;
  readonly port: number;
  /** null: made from host and the port that was bound. */
  readonly publicUrl: string | null;
  readonly dataFolder: string;
  readonly databaseUrl: string | null;
  readonly clickhouseUrl: string | null;
  readonly secret: string | null;
  readonly practiceKey: string | null;
  readonly practiceUrl: string | null;
  readonly retentionDays: number;
  readonly logLevel: string;
}

/** All faults of the environment at once, one line each. */
export class BadEnvironment extends Error {
  override readonly name = "BadEnvironment";
}

export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new BadEnvironment(`Firebreak cannot start with these settings:\n${lines.join("\n")}`);
  }
  const env = parsed.data;
  return {
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, "") ?? null,
    dataFolder: resolve(env.FIREBREAK_DATA),
    databaseUrl: env.DATABASE_URL ?? null,
    clickhouseUrl: env.CLICKHOUSE_URL ?? null,
    secret: env.FIREBREAK_SECRET ?? null,
    practiceKey: env.FIREBREAK_PRACTICE_KEY ?? null,
    practiceUrl: env.PRACTICE_URL?.replace(/\/+$/, "") ?? null,
    retentionDays: env.RETENTION_DAYS,
    logLevel: env.LOG_LEVEL,
  };
}
