import type { DocumentId } from "../knowledge/document.ts";
import type { Language } from "../language/language.ts";
import { QUESTIONS_DE } from "./questions.de.ts";
import { QUESTIONS_EN } from "./questions.en.ts";
import { QUESTIONS_ES } from "./questions.es.ts";
import { QUESTIONS_FR } from "./questions.fr.ts";

/** What customers ask in one language. `{order}` stands for an order number. */
export interface QuestionBank {
  /** Answered by this page of the handbook; the assistant is never told which. */
  readonly policy: Readonly<Record<DocumentId, readonly [string, ...string[]]>>;
  readonly order: readonly [string, ...string[]];
  readonly refundOfOrder: readonly [string, ...string[]];
  /** The handbook has nothing on these. */
  readonly beyond: readonly [string, ...string[]];
}

export const QUESTION_BANKS: Readonly<Record<Language, QuestionBank>> = {
  en: QUESTIONS_EN,
  de: QUESTIONS_DE,
  fr: QUESTIONS_FR,
  es: QUESTIONS_ES,
};
