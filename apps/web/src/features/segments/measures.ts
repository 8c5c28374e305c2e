import type { Measure } from "@firebreak/incident";

/** Runbook D3: what a fallback can and cannot do is written down. */
export const MEASURE_TEXT: Readonly<Record<Measure, { readonly title: string; readonly can: string; readonly cannot: string }>> =
  {
    "retrieval-only": {
      title: "Retrieval only",
      can: "Answers with passages of the documents that were found.",
      cannot: "Writes nothing of its own; questions without a document go unanswered.",
    },
    "tools-off": {
      title: "Tools off",
      can: "Keeps answering in its own words, from documents.",
      cannot: "Calls no tool: nothing is looked up, booked or changed. Does not stop invented text.",
    },
    "human-handoff": {
      title: "Hand-off to people",
      can: "Sends each question to a person; nothing generated reaches a customer.",
      cannot: "Answers at once: waiting times grow with the segment's traffic.",
    },
  };
