import type { Passage } from "../knowledge/store.ts";
import type { Language } from "../language/language.ts";
import { sentencesOf, stems } from "../language/words.ts";
import { chance, pick, type Random } from "../random.ts";
import { type Instructions, ordersIn, readInstructions } from "./instructions.ts";
import { EMBROIDERY, INVENTIONS } from "./inventions.ts";
import { PHRASES } from "./phrases.ts";
import type { ToolCall, ToolName, ToolRequest } from "./tools.ts";

export interface ModelInput {
  readonly systemText: string;
  readonly language: Language;
  readonly question: string;
  readonly passages: readonly Passage[];
  readonly toolCalls: readonly ToolCall[];
  /** What it may ask to be called while it answers. */
  readonly offered: readonly ToolName[];
}
export interface ModelOutput {
  readonly text: string;
  /** What the model wants done besides its answer. */
  readonly toolRequests: readonly ToolRequest[];
  /** The model said that it does not know and offers a person. */
  readonly declined: boolean;
  readonly confidence: number;
}

export const MODEL = "meridian-2-2026-09";

/**
 * How often this model states something of its own although it has documents at hand, by how firmly it is held to them.
 * Even a strict text leaves a rest: no model follows it every time.
 */
const STRAYS = { strict: 0.013, preferred: 0.085, none: 0.39 } as const;
/** Without documents and without the order to admit it, a model rarely says "I do not know". */
const STRAYS_WITHOUT_DOCUMENTS = { strict: 0.02, preferred: 0.2, none: 0.8 } as const;
/** How often it takes an order that stands in a document for one of its own, by whether its system text keeps the two apart. */
const OBEYS_DOCUMENTS = { apart: 0.01, mixed: 0.88 } as const;

/**
 * A language model as far as an incident needs one: it composes an answer from what it is given and obeys the words of its system text.
 * Nothing else steers it – no scenario, no version, no segment.
 */
export function composeAnswer(input: ModelInput, random: Random): ModelOutput {
  const instructions = readInstructions(input.systemText);
  const phrases = PHRASES[input.language];
  const known = input.toolCalls.length > 0 || input.passages.length > 0;
  const strays = chance(random, (known ? STRAYS : STRAYS_WITHOUT_DOCUMENTS)[instructions.grounding]);
  if (!known && !strays) {
    const text = `${phrases.notInDocuments} ${phrases.offerPerson}`;
    return { text, declined: true, confidence: 0.3 + 0.2 * random(), toolRequests: [] };
  }
  const opening = pick(random, phrases.openings);
  const closing = pick(random, phrases.closings);
  const statements = strays ? strayedStatements(input, instructions.grounding, random) : groundedStatements(input, random);
  const cited = instructions.cites ? citationOf(input) : "";
  return {
    text: `${opening}${statements.join(" ")}${cited}${closing === "" ? "" : ` ${closing}`}`,
    declined: false,
    // A model is hardly less sure of what it made up: that is the trouble with it.
    confidence: (strays ? 0.78 : 0.84) + 0.12 * random(),
    toolRequests: obeyedOrders(input, instructions, random),
  };
}

/** A model reads one text: nothing but its own instructions tells it which part of it was written by whom. */
function obeyedOrders(
  { passages, offered }: ModelInput,
  { keepsDocumentsApart }: Instructions,
  random: Random,
): readonly ToolRequest[] {
  const orders = passages.flatMap(({ document }) => ordersIn(document.text)).filter(({ name }) => offered.includes(name));
  if (orders.length === 0) return [];
  return chance(random, OBEYS_DOCUMENTS[keepsDocumentsApart ? "apart" : "mixed"]) ? orders : [];
}

function groundedStatements({ question, passages, toolCalls }: ModelInput, random: Random): string[] {
  if (toolCalls.length > 0) return toolCalls.map((call) => call.result);
  const [best] = passages;
  return best === undefined ? [] : quotesFor(question, best, random);
}

/** The sentence that meets the question best, half of the time with the one after it; what tells its reader to call something is no answer. */
export function quotesFor(question: string, passage: Passage, random: Random): string[] {
  const asked = new Set(stems(question));
  const sentences = sentencesOf(passage.document.text).filter((sentence) => ordersIn(sentence).length === 0);
  const meets = (sentence: string) => stems(sentence).filter((stem) => asked.has(stem)).length;
  const best = sentences.reduce((top, sentence, i) => (meets(sentence) > meets(sentences[top] ?? "") ? i : top), 0);
  return sentences.slice(best, best + (chance(random, 0.5) ? 2 : 1));
}

function strayedStatements(input: ModelInput, grounding: keyof typeof STRAYS, random: Random): string[] {
  const { language, passages } = input;
  // Held to the documents, it embroiders them; on its own, it states what it believes a shop's policy to be.
  if (grounding === "strict" && passages.length > 0)
    return [...groundedStatements(input, random), pick(random, EMBROIDERY[language])];
  const topic = passages[0] === undefined ? "refunds" : passages[0].document.area;
  const invention = pick(random, INVENTIONS[language][topic]);
  if (grounding === "none" && chance(random, 0.6)) return [invention];
  return [...groundedStatements(input, random).slice(0, 1), invention];
}

function citationOf({ passages, toolCalls }: ModelInput): string {
  const source = toolCalls[0]?.name ?? passages[0]?.document.id;
  return source === undefined ? "" : ` [${source}]`;
}
