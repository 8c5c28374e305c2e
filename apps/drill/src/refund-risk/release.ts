import { z } from "zod";
import { KNOWN_GOOD_PIPELINE, PIPELINE_VERSIONS } from "./features.ts";
import { KNOWN_GOOD_POLICY, POLICY_VERSIONS } from "./policy.ts";

/** What a scoring instance serves, besides its model. */
export const ScoringRelease = z.object({
  features: z.enum(PIPELINE_VERSIONS),
  code: z.enum(["scoring-1.14.0"]),
  policy: z.enum(POLICY_VERSIONS),
});
export type ScoringRelease = z.infer<typeof ScoringRelease>;
export const KNOWN_GOOD_SCORING: ScoringRelease = {
  features: KNOWN_GOOD_PIPELINE,
  code: "scoring-1.14.0",
  policy: KNOWN_GOOD_POLICY,
};

/** What the scoring runtime works on at once, and what may wait for it. */
export const SCORING_PLACES = 6;
export const SCORING_MAX_WAITING = 60;
