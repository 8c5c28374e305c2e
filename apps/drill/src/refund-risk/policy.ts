import { chance, type Random } from "../random.ts";

/** The shop's rules on scores. Nothing is declined without a person: from `THRESHOLD` on a person looks at it. */
export const POLICY_VERSION = "refund-policy-9";
/** From here on the money is not paid out by itself. */
export const THRESHOLD = 0.3;
/** From here on the person is asked to confirm a refusal. */
const DECLINE_FROM = 0.6;

export type Decision = "approve" | "review" | "decline";

export function decisionOn(score: number): Decision {
  if (score < THRESHOLD) return "approve";
  return score < DECLINE_FROM ? "review" : "decline";
}

/** How often a person who sees the whole file judges it rightly. */
const JUDGED_RIGHTLY = 0.93;

/** A person looked at what the score stopped: true, the refund was paid out after all; null, nobody looked. */
export function reviewed(decision: Decision, unjustified: boolean, random: Random): boolean | null {
  if (decision === "approve") return null;
  const judgedUnjustified = chance(random, JUDGED_RIGHTLY) ? unjustified : !unjustified;
  return !judgedUnjustified;
}
