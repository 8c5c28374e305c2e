import { randomBytes } from "node:crypto";
import type { FlagEvaluation } from "@firebreak/signals";
import type { Router } from "express";
import type { Logger } from "pino";
import type { ApiKeys } from "../auth/port.ts";
import type { Incidents } from "../incidents/port.ts";
import { ANSWER_MODE } from "./compile.ts";
import type { FlagSet } from "./evaluate.ts";
import { createFlagSets } from "./flag-sets.ts";
import { createOfrepRouter } from "./ofrep.ts";
import type { ContainmentFlags, Flags } from "./port.ts";
import { createReadings } from "./readings.ts";
import { createStreamTokens } from "./stream-token.ts";
import { createStreams, KEEP_ALIVE_MS, STREAM_LIMITS, type StreamLimits } from "./streams.ts";
import type { Rate } from "./token-bucket.ts";

/** The kill switches whole: what a browser sees of them, what the containment watch needs, and their rules. */
export interface FlagRoom extends ContainmentFlags {
  readonly flags: Flags;
  flagSet(service: string): FlagSet;
  /** What the serving instances say they obey (OTLP `feature_flag.evaluation`). A version we do not know yet counts as ours. */
  noteFlagEvaluations(evaluations: readonly FlagEvaluation[]): void;
}

/** Generous: a service asks once for each request that it serves. */
const RATE: Rate = { burst: 10_000, perSecond: 5_000 };

/**
 * The kill switches of every service: compiled from the incident log, served over OFREP, and who reads them. Mount
 * `router` before body parsers. `streamSecret` signs stream addresses; nodes behind one address must share it.
 */
export function createFlags({
  incidents,
  apiKeys,
  logger,
  now,
  streamSecret = randomBytes(32).toString("hex"),
  rate = RATE,
  limits = STREAM_LIMITS,
  keepAliveMs = KEEP_ALIVE_MS,
}: {
  readonly incidents: Incidents;
  readonly apiKeys: ApiKeys;
  readonly logger: Logger;
  readonly now: () => number;
  readonly streamSecret?: string;
  readonly rate?: Rate;
  readonly limits?: StreamLimits;
  readonly keepAliveMs?: number;
}): FlagRoom & { readonly router: Router; close(): void } {
  const flagSets = createFlagSets({ incidents, logger });
  const readings = createReadings({ now });
  const versionOf = (service: string) => flagSets.get(service).version;
  const streams = createStreams({ apiKeys, logger, versionOf, limits, keepAliveMs });
  const tokens = createStreamTokens({ secret: streamSecret, now });
  // While the log is still read, versions run up; whoever asks then waits for the end of it.
  flagSets.onChange((service, version) => flagSets.isReady() && streams.announce(service, version));
  return {
    router: createOfrepRouter({ flagSets, readings, apiKeys, streams, tokens, logger, now, rate }),
    flags: { standing: (service) => readings.standing(service, versionOf(service)) },
    ready: flagSets.ready,
    flagSet: (service) => flagSets.get(service),
    containing: () => flagSets.containing(),
    readings: (service) => readings.of(service, versionOf(service)),
    noteFlagEvaluations(evaluations) {
      for (const { service, at, instance, flagKey, version } of evaluations) {
        if (flagKey !== ANSWER_MODE) continue;
        const read = Number(/^\d{1,12}$/.exec(version)?.[0] ?? Number.NaN);
        if (Number.isNaN(read)) readings.seen(service, { instance, at });
        else readings.read(service, { instance, version: Math.min(read, versionOf(service)), at });
      }
    },
    noteInstances(service, instances) {
      for (const { instance, lastSeenAt } of instances) readings.seen(service, { instance, at: lastSeenAt });
    },
    onReading: (listener) => readings.onChange(listener),
    close() {
      streams.close();
      flagSets.close();
      readings.close();
    },
  };
}
