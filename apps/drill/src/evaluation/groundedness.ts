import { sentencesOf, stems } from "../language/words.ts";
import { quantitiesIn, states } from "./quantities.ts";

export interface ClaimFinding {
  readonly claim: string;
  readonly supported: boolean;
  /** The best share of the claim's topic words that one piece of evidence holds. */
  readonly overlap: number;
}
export interface Groundedness {
  readonly label: "grounded" | "ungrounded";
  /** Supported claims ÷ claims; 1 where nothing was claimed. */
  readonly score: number;
  readonly claims: readonly ClaimFinding[];
}

/** A claim is supported by a piece of evidence that holds at least this share of its topic words and all of its numbers. */
const MIN_OVERLAP = 0.6;
const MIN_TOPIC_WORDS = 3;
/** Sentences about the conversation itself claim nothing about a policy. */
const CONVERSATION = [
  /\bcolleague|\bour documents\b|anything else|look up orders|good question/i,
  /kolleg|unseren dokumenten|sonst noch weiterhelfen|im moment nicht nachsehen|gute frage/i,
  /collègue|nos documents|aider pour autre chose|consulter les commandes|bonne question/i,
  /compañero|nuestros documentos|ayudarle en algo|consultar pedidos|buena pregunta/i,
];

/**
 * Compares what an answer claims with what was retrieved for it. Knows neither the prompt nor how the answer came about;
 * judging by words and numbers, it errs now and then, as any such judge does.
 */
export function judgeGroundedness(answer: string, evidence: readonly string[]): Groundedness {
  const pieces = evidence.map((text) => ({ stems: new Set(stems(text)), quantities: quantitiesIn(text) }));
  const claims = claimsOf(answer).map((claim): ClaimFinding => {
    const words = stems(claim).filter((stem) => !/^\d+$/.test(stem));
    const quantities = quantitiesIn(claim);
    const overlaps = pieces.map((piece) => ({
      overlap: words.length === 0 ? 0 : words.filter((word) => piece.stems.has(word)).length / words.length,
      numbers: quantities.every((quantity) => states(piece.quantities, quantity)),
    }));
    return {
      claim,
      supported: overlaps.some(({ overlap, numbers }) => overlap >= MIN_OVERLAP && numbers),
      overlap: Math.max(0, ...overlaps.map(({ overlap }) => overlap)),
    };
  });
  const supported = claims.filter((claim) => claim.supported).length;
  return {
    label: supported === claims.length ? "grounded" : "ungrounded",
    score: claims.length === 0 ? 1 : supported / claims.length,
    claims,
  };
}

/** The sentences that state something, without citations and quotation marks. */
function claimsOf(answer: string): string[] {
  return sentencesOf(answer.replace(/\s*\[[\w-]+\]/g, "").replace(/[“”]/g, ""))
    .filter((sentence) => !CONVERSATION.some((pattern) => pattern.test(sentence)))
    .filter((sentence) => quantitiesIn(sentence).length > 0 || stems(sentence).length >= MIN_TOPIC_WORDS);
}
