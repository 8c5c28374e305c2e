import { isIP } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const webUrl = z.url({ protocol: /^https?$/, error: "must be a URL that begins with http:// or https://" });
const blankIsMissing = (value: unknown) => (value === "" ? undefined : value);
/** What Express' `trust proxy` takes, but "all": a number of proxies, or addresses, networks and their names. */
const trustedProxies = z.string().transform((text, context) => {
  if (/^\d$/.test(text)) return Number(text);
  const parts = text.split(",").map((part) => part.trim());
  if (parts.every(isNetwork)) return parts;
  context.addIssue("must be a number of proxies, or addresses and networks with commas: loopback, uniquelocal, 10.0.0.0/8");
  return z.NEVER;
});
function isNetwork(text: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const [address = "", bits, ...rest] = text.split("/");
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  // A network of length 0 is everybody.
  return (
    most > 0 && rest.length === 0 && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= most))
  );
}
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
  FIREBREAK_PRACTICE_KEY: optional(z.string().min(32, "must have at least 32 characters")),
  FIREBREAK_PRACTICE_SCORING_KEY: optional(z.string().min(32, "must have at least 32 characters")),
  FIREBREAK_ADMINISTRATOR_LINK: optional(z.literal("1", "must be 1, or missing")),
  /** Proxies whose word on a request's origin is taken. */
  TRUST_PROXY: z.preprocess(blankIsMissing, trustedProxies.default(["loopback"])),
  PRACTICE_URL: optional(webUrl),
  /** The team's own signals and declaration rules. */
  FIREBREAK_SIGNALS: optional(z.string()),
  PROMETHEUS_URL: optional(webUrl),
  PROMETHEUS_TOKEN: optional(z.string()),
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
  readonly practiceScoringKey: string | null;
  readonly practiceUrl: string | null;
  /** Print a link that makes an administrator, although there is one. */
  readonly administratorLink: boolean;
  /** A number of proxies, or the networks they are in. */
  readonly trustProxy: number | readonly string[];
  /** The file of the team's own signals and rules; null: `signals.yaml` in the data folder. It may be missing. */
  readonly signalsFile: string | null;
  /** A server that speaks the Prometheus HTTP API; null: none. */
  readonly prometheus: { readonly url: string; readonly token: string | null } | null;
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
    practiceScoringKey: env.FIREBREAK_PRACTICE_SCORING_KEY ?? null,
    practiceUrl: env.PRACTICE_URL?.replace(/\/+$/, "") ?? null,
    administratorLink: env.FIREBREAK_ADMINISTRATOR_LINK !== undefined,
    trustProxy: env.TRUST_PROXY,
    signalsFile: env.FIREBREAK_SIGNALS === undefined ? null : resolve(env.FIREBREAK_SIGNALS),
    prometheus: env.PROMETHEUS_URL === undefined ? null : { url: env.PROMETHEUS_URL, token: env.PROMETHEUS_TOKEN ?? null },
    retentionDays: env.RETENTION_DAYS,
    logLevel: env.LOG_LEVEL,
  };
}
