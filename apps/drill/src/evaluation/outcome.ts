import type { Answer } from "../assistant/assistant.ts";
import type { DocumentId } from "../knowledge/document.ts";
import { chance, type Random } from "../random.ts";
import type { Groundedness } from "./groundedness.ts";

/** What the customer was really after; known to the traffic, never to the assistant. */
export type Intent =
  | { readonly kind: "policy"; readonly document: DocumentId }
  | { readonly kind: "order" }
  /** Nothing in the handbook answers it. */
  | { readonly kind: "beyond" };

export interface Outcome {
  readonly success: boolean;
  /** A support agent who reviews conversations corrected the answer. */
  readonly overridden: boolean;
}

/** How it went, as [chance that the customer's task succeeds, chance that a reviewer corrects the answer]. */
const COURSES = {
  right: [0.975, 0.015],
  besideThePoint: [0.7, 0.06],
  refused: [0.8, 0.01],
  invented: [0.42, 0.36],
} as const;

export function judgeOutcome(answer: Answer, groundedness: Groundedness, intent: Intent, random: Random): Outcome {
  const [success, overridden] = COURSES[courseOf(answer, groundedness, intent)];
  return { success: chance(random, success), overridden: chance(random, overridden) };
}

function courseOf(answer: Answer, groundedness: Groundedness, intent: Intent): keyof typeof COURSES {
  if (groundedness.label === "ungrounded") return "invented";
  if (answer.refused || answer.fallback) return answer.refused || answer.passages.length === 0 ? "refused" : "right";
  if (intent.kind === "policy") {
    return answer.passages[0]?.document.id === intent.document ? "right" : "besideThePoint";
  }
  return intent.kind === "beyond" ? "besideThePoint" : "right";
}
