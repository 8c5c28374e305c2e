import { chance, type Random } from "../random.ts";
import type { AgeBand } from "./request.ts";

/** Where a policy cuts the scores. Nothing is declined without a person. */
export interface Thresholds {
  /** From here on the money is not paid out by itself: a person looks at it. */
  readonly review: number;
  /** From here on the person is asked to confirm a refusal. */
  readonly decline: number;
}
interface Policy {
  readonly usual: Thresholds;
  readonly ofAgeBand: Partial<Record<AgeBand, Thresholds>>;
}

const USUAL: Thresholds = { review: 0.3, decline: 0.6 };
/** The shop's rules on scores. */
const POLICIES = {
  "refund-policy-9": { usual: USUAL, ofAgeBand: {} },
  // 10 took over a table that was drawn up for a trial on young accounts, and put it where the age of the customer stands.
  "refund-policy-10": { usual: USUAL, ofAgeBand: { "18-29": { review: 0.02, decline: 0.2 } } },
} as const satisfies Record<string, Policy>;
export type PolicyVersion = keyof typeof POLICIES;
export const POLICY_VERSIONS = Object.keys(POLICIES) as [PolicyVersion, ...PolicyVersion[]];
export const KNOWN_GOOD_POLICY: PolicyVersion = "refund-policy-9";

export function thresholdsFor(version: PolicyVersion, ageBand: AgeBand): Thresholds {
  const { usual, ofAgeBand }: Policy = POLICIES[version];
  return ofAgeBand[ageBand] ?? usual;
}

export type Decision = "approve" | "review" | "decline";

export function decisionOn(score: number, { review, decline }: Thresholds): Decision {
  if (score < review) return "approve";
  return score < decline ? "review" : "decline";
}

/** How often a person who sees the whole file judges it rightly. */
const JUDGED_RIGHTLY = 0.93;

/** A person looked at what the score stopped: true, the refund was paid out after all; null, nobody looked. */
export function reviewed(decision: Decision, unjustified: boolean, random: Random): boolean | null {
  if (decision === "approve") return null;
  const judgedUnjustified = chance(random, JUDGED_RIGHTLY) ? unjustified : !unjustified;
  return !judgedUnjustified;
}
