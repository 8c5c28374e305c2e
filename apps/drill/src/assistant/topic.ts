import { AREA_NAMES, type Area } from "../knowledge/document.ts";
import { createDocumentStore } from "../knowledge/store.ts";
import type { Language } from "../language/language.ts";
import { orderNumberIn } from "./tools.ts";

export const TOPICS = [...AREA_NAMES, "orders", "other"] as const;
export type Topic = Area | "orders" | "other";

/**
 * What a question is about, before anything answers it: an order by its number, else the area of the handbook's page that meets it best. It comes with
 * the code and knows its own handbook, so no release of an index moves a question from one topic to another.
 */
export function createTopics(): (question: string, language: Language) => Topic {
  const handbook = createDocumentStore();
  return (question, language) => {
    if (orderNumberIn(question) !== null) return "orders";
    return handbook.search(question, language, 1)[0]?.document.area ?? "other";
  };
}
