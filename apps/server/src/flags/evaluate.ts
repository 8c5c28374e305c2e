import type { Logger as FlagdLogger } from "@openfeature/core";
import { FlagdCore } from "@openfeature/flagd-core";
import { type ActiveContainment, ANSWER_MODE, type AnswerMode, compileFlagSet, type FlagSetDefinition } from "./compile.ts";

export interface Evaluated {
  readonly value: AnswerMode;
  readonly variant: AnswerMode;
  /** STATIC: nothing is contained. TARGETING_MATCH: the rules were asked, "normal" is then their explicit answer. */
  readonly reason: "STATIC" | "TARGETING_MATCH";
}
/** One version of a service's flags, ready to be asked. */
export interface FlagSet {
  readonly service: string;
  readonly version: number;
  readonly definition: FlagSetDefinition;
  /** Throws only on a bug: whatever the context holds, it cannot talk the rules into an error. */
  evaluate(context: Readonly<Record<string, unknown>>): Evaluated;
}

const silent = () => undefined;
const quiet: FlagdLogger = { error: silent, warn: silent, info: silent, debug: silent };

/** Compiles once; an evaluation then runs flagd's compiled targeting. */
export function createFlagSet(contents: {
  readonly service: string;
  readonly version: number;
  readonly containments: readonly ActiveContainment[];
}): FlagSet {
  const definition = compileFlagSet(contents);
  const core = new FlagdCore(undefined, quiet);
  core.setConfigurations(JSON.stringify(definition));
  const flag = core.getFlag(ANSWER_MODE);
  if (!flag) throw new Error("flagd did not take the flag set");
  const dimensions = [...new Set(contents.containments.flatMap((c) => c.conditions.map((condition) => condition.dimension)))];
  return {
    service: contents.service,
    version: contents.version,
    definition,
    evaluate(context) {
      const resolution = flag.evaluate(dimensionsOf(context, dimensions), quiet);
      // No answer is safer than a wrong "normal": the service keeps what it read last.
      if (resolution.reason === "ERROR") throw new Error(`flagd: ${resolution.errorMessage}`);
      const value = resolution.value as AnswerMode;
      return { value, variant: value, reason: resolution.reason === "STATIC" ? "STATIC" : "TARGETING_MATCH" };
    },
  };
}

/**
 * Only what the rules ask for, as text, as the telemetry has it: a number 3 is "3", and an array or an object is no
 * value of a dimension (flagd would answer such a comparison with an error, and the request would not be contained).
 */
function dimensionsOf(context: Readonly<Record<string, unknown>>, dimensions: readonly string[]): Record<string, string> {
  const projected: Record<string, string> = {};
  for (const dimension of dimensions) {
    if (!Object.hasOwn(context, dimension)) continue;
    const value = context[dimension];
    if (typeof value === "string") projected[dimension] = value;
    else if (typeof value === "number" || typeof value === "boolean") projected[dimension] = String(value);
  }
  return projected;
}
