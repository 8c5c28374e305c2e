import type { Answer } from "./assistant.ts";

/** Everything the answer could rest on: the passages and what the tools returned. */
export function evidenceOf(answer: Pick<Answer, "passages" | "toolCalls">): string[] {
  return [
    ...answer.passages.map(({ document }) => `${document.title}. ${document.text}`),
    ...answer.toolCalls.map(({ result }) => result),
  ];
}
