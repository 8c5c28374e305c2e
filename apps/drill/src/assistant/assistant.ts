import { createDocumentStore, type DocumentStore, INDEX_VERSIONS, type IndexVersion, type Passage } from "../knowledge/store.ts";
import type { Language, Region, Tier } from "../language/language.ts";
import { logNormal, type Random } from "../random.ts";
import { composeAnswer, type ModelOutput, quotesFor } from "./model.ts";
import { PHRASES } from "./phrases.ts";
import { type PromptVersion, systemText } from "./prompts.ts";
import { policyViolations } from "./support-policy.ts";
import {
  callTool,
  checkRefundEligibility,
  escalateToPerson,
  lookupOrder,
  orderNumberIn,
  TOOL_NAMES,
  type ToolCall,
} from "./tools.ts";

/** The variants of the flag `answer-mode`. */
export const ANSWER_MODES = ["normal", "retrieval-only", "tools-off", "human-handoff"] as const;
export type AnswerMode = (typeof ANSWER_MODES)[number];

export interface Customer {
  readonly language: Language;
  readonly tier: Tier;
  readonly region: Region;
}
export interface Request {
  readonly customer: Customer;
  readonly question: string;
  readonly mode: AnswerMode;
  readonly prompt: PromptVersion;
  readonly index: IndexVersion;
}
export interface Answer {
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly passagesRequested: number;
  readonly toolCalls: readonly ToolCall[];
  /** Calls that the tool layer denied, and those that the question needed and the mode forbade. */
  readonly toolDenials: number;
  /** Calls that broke the support policy. */
  readonly policyViolations: number;
  /** By the model; else quoted or passed on without it. */
  readonly generated: boolean;
  readonly systemText: string;
  /** The assistant said that it cannot answer. */
  readonly refused: boolean;
  /** Answered in a reduced mode, or passed to a person. */
  readonly fallback: boolean;
  readonly confidence: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  /** How long the model took; the caller really waits for it. */
  readonly latencyMs: number;
}
export interface Assistant {
  /** Deterministic for the same sequence of `random`. */
  answer(request: Request, random: Random): Answer;
}

const PASSAGES = 3;
/** US dollars per token. */
const PRICE = { input: 3e-6, output: 15e-6 } as const;
const CHARACTERS_PER_TOKEN = 4;
/** Medians in milliseconds; p95 is about 2.2 times the median at this sigma. */
const MEDIAN_MS: Readonly<Record<AnswerMode, number>> = {
  normal: 700,
  "tools-off": 660,
  "retrieval-only": 320,
  "human-handoff": 140,
};
const SIGMA = 0.48;

export function createAssistant(): Assistant {
  const stores = new Map<IndexVersion, DocumentStore>(INDEX_VERSIONS.map((build) => [build, createDocumentStore(build)]));
  return {
    answer(request, random) {
      const system = systemText(request.prompt, request.customer.language, request.customer.tier);
      const searches = searchesDocuments(request);
      const store = stores.get(request.index);
      const passages = searches && store ? store.search(request.question, request.customer.language, PASSAGES) : [];
      const composed = COMPOSE[request.mode]({ request, passages, system, random });
      const usesModel = request.mode === "normal" || request.mode === "tools-off";
      const read = usesModel ? system.length + passages.reduce((sum, { document }) => sum + document.text.length, 0) : 0;
      const inputTokens = Math.ceil((read + request.question.length) / CHARACTERS_PER_TOKEN);
      const outputTokens = Math.ceil(composed.text.length / CHARACTERS_PER_TOKEN);
      return {
        ...composed,
        policyViolations: policyViolations(composed.toolCalls, request.question),
        generated: usesModel,
        passages,
        passagesRequested: searches ? PASSAGES : 0,
        systemText: system,
        inputTokens,
        outputTokens,
        costUsd: usesModel ? inputTokens * PRICE.input + outputTokens * PRICE.output : inputTokens * PRICE.input * 0.05,
        latencyMs: logNormal(random, MEDIAN_MS[request.mode], SIGMA),
      };
    },
  };
}

/** A question about one order is the order system's, as long as tools are on. */
function searchesDocuments({ mode, question }: Request): boolean {
  return mode === "normal" ? orderNumberIn(question) === null : mode !== "human-handoff";
}

interface Composing {
  readonly request: Request;
  readonly passages: readonly Passage[];
  readonly system: string;
  readonly random: Random;
}
type Composed = Pick<Answer, "text" | "toolCalls" | "toolDenials" | "refused" | "fallback" | "confidence">;

const COMPOSE: Readonly<Record<AnswerMode, (given: Composing) => Composed>> = {
  normal({ request, passages, system, random }) {
    const { language } = request.customer;
    const toolCalls = callTools(request.question, language);
    const { question } = request;
    const output = composeAnswer({ systemText: system, language, question, passages, toolCalls, offered: TOOL_NAMES }, random);
    if (output.declined) return handedOver(output, toolCalls, request);
    const { text, confidence } = output;
    const calls = [...toolCalls, ...output.toolRequests.map((asked) => callTool(asked, language))];
    const toolDenials = calls.filter(({ denied }) => denied).length;
    return { text, confidence, toolCalls: calls, toolDenials, refused: false, fallback: false };
  },
  "tools-off"({ request, passages, system, random }) {
    const { language } = request.customer;
    if (orderNumberIn(request.question) !== null) {
      return { ...declined(`${PHRASES[language].ordersUnavailable} ${PHRASES[language].offerPerson}`), toolDenials: 1 };
    }
    const { question } = request;
    const output = composeAnswer({ systemText: system, language, question, passages, toolCalls: [], offered: [] }, random);
    const { text, confidence } = output;
    return { text, confidence, toolCalls: [], toolDenials: 0, refused: output.declined, fallback: true };
  },
  "retrieval-only"({ request, passages, random }) {
    const { language } = request.customer;
    const [best] = passages;
    if (best === undefined) return declined(`${PHRASES[language].notInDocuments} ${PHRASES[language].offerPerson}`);
    const quoted = quotesFor(request.question, best, random).map((sentence) => `“${sentence}”`);
    return {
      text: `${quoted.join(" ")} [${best.document.id}]`,
      toolCalls: [],
      toolDenials: 0,
      refused: false,
      fallback: true,
      confidence: best.score,
    };
  },
  "human-handoff"({ request }) {
    const { language } = request.customer;
    const toolCalls = [escalateToPerson("answer-mode", language)];
    return { text: PHRASES[language].handedOver, toolCalls, toolDenials: 0, refused: false, fallback: true, confidence: 1 };
  },
};

function callTools(question: string, language: Language): ToolCall[] {
  const order = orderNumberIn(question);
  if (order === null) return [];
  const wantsRefund = /return|refund|zurück|erstatt|retourn|rembours|devol|reembols/i.test(question);
  return wantsRefund ? [lookupOrder(order, language), checkRefundEligibility(order, language)] : [lookupOrder(order, language)];
}

function handedOver(output: ModelOutput, toolCalls: readonly ToolCall[], { customer }: Request): Composed {
  const text = `${PHRASES[customer.language].notInDocuments} ${PHRASES[customer.language].handedOver}`;
  const escalation = escalateToPerson("not in the documents", customer.language);
  const { confidence } = output;
  return { text, confidence, toolCalls: [...toolCalls, escalation], toolDenials: 0, refused: true, fallback: true };
}

function declined(text: string): Composed {
  return { text, toolCalls: [], toolDenials: 0, refused: true, fallback: true, confidence: 0.4 };
}
