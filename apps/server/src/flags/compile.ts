import type { Measure, Segment } from "@firebreak/incident";

type Conditions = Segment["conditions"];

/** What the flag compiler needs of an active containment. */
export interface ActiveContainment {
  readonly containmentId: string;
  readonly conditions: Conditions;
  readonly measure: Measure;
}

export const ANSWER_MODE = "answer-mode";
/** Most restrictive first. Where several containments hold one request, the first of these that matches is obeyed. */
export const MEASURES_BY_RESTRICTIVENESS = ["human-handoff", "tools-off", "retrieval-only"] as const satisfies readonly Measure[];
export type AnswerMode = Measure | "normal";

type Condition = { readonly "==": readonly [{ readonly var: string }, string] };
type Branch = { readonly and: readonly Condition[] };
/** `if`: condition, variant, condition, variant, …, and "normal" for everybody else. */
export interface Targeting {
  readonly if: readonly (Branch | AnswerMode)[];
}
/** A flagd flag definition (schema flagd.dev/schema/v0/flags.json) with the one flag that a service obeys. */
export interface FlagSetDefinition {
  readonly flags: {
    readonly [ANSWER_MODE]: {
      readonly state: "ENABLED";
      readonly variants: Readonly<Record<AnswerMode, AnswerMode>>;
      readonly defaultVariant: "normal";
      readonly targeting?: Targeting;
    };
  };
  /** flagd's schema wants the version as text; OFREP answers carry it as the number that it is. */
  readonly metadata: { readonly flagSetId: string; readonly version: string };
}

/**
 * Pure. The flag set of one service while `containments` are active. Nothing contained means the explicit value
 * "normal" for everybody, and the flag stays enabled: a released containment is a value, never a disabled flag. Segment
 * values enter as JSON strings, and JSON logic takes a string only as itself, so no value can become a rule. The order
 * of the containments does not matter.
 */
export function compileFlagSet(flagSet: {
  readonly service: string;
  readonly version: number;
  readonly containments: readonly ActiveContainment[];
}): FlagSetDefinition {
  const branches = MEASURES_BY_RESTRICTIVENESS.flatMap((measure) =>
    flagSet.containments
      .filter((containment) => containment.measure === measure)
      .toSorted((a, b) => (a.containmentId < b.containmentId ? -1 : 1))
      .flatMap((containment) => [branch(containment.conditions), measure] as const),
  );
  return {
    flags: {
      [ANSWER_MODE]: {
        state: "ENABLED",
        variants: {
          normal: "normal",
          "retrieval-only": "retrieval-only",
          "tools-off": "tools-off",
          "human-handoff": "human-handoff",
        },
        defaultVariant: "normal",
        ...(branches.length > 0 && { targeting: { if: [...branches, "normal"] } }),
      },
    },
    metadata: { flagSetId: flagSet.service, version: String(flagSet.version) },
  };
}

function branch(conditions: Conditions): Branch {
  return { and: conditions.map(({ dimension, value }) => ({ "==": [{ var: variableOf(dimension) }, value] })) };
}

/** JSON logic reads a dot as a path; a dimension such as `prompt.version` is one name. */
function variableOf(dimension: string): string {
  return dimension.replaceAll(".", "\\.");
}
