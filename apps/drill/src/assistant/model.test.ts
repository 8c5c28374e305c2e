import { expect, test } from "vitest";
import { judgeGroundedness } from "../evaluation/groundedness.ts";
import { createDocumentStore } from "../knowledge/store.ts";
import { LANGUAGES, TIERS } from "../language/language.ts";
import { seededRandom } from "../random.ts";
import { readInstructions } from "./instructions.ts";
import { composeAnswer } from "./model.ts";
import { systemText } from "./prompts.ts";

const store = createDocumentStore();
const QUESTION = "Wie viele Tage habe ich, um einen unbenutzten Artikel zurückzugeben?";

/** Share of ungrounded answers to one question under this system text. */
function ungroundedUnder(text: string): number {
  const random = seededRandom(11);
  const passages = store.search(QUESTION, "de", 3);
  const evidence = passages.map(({ document }) => `${document.title}. ${document.text}`);
  const labels = Array.from({ length: 2_000 }, () => {
    const { text: answer } = composeAnswer(
      { systemText: text, language: "de", question: QUESTION, passages, toolCalls: [] },
      random,
    );
    return judgeGroundedness(answer, evidence).label;
  });
  return labels.filter((label) => label === "ungrounded").length / labels.length;
}

test("refunds@40 keeps every language and tier to the documents", () => {
  for (const language of LANGUAGES) {
    for (const tier of TIERS) {
      const expected = { grounding: "strict", cites: true, admitsNotKnowing: true };
      expect(readInstructions(systemText("refunds@40", language, tier)), `${language}/${tier}`).toEqual(expected);
    }
  }
});

test("refunds@41 changed German Pro and German Free, and nothing else", () => {
  const changed = LANGUAGES.flatMap((language) =>
    TIERS.filter((tier) => systemText("refunds@41", language, tier) !== systemText("refunds@40", language, tier)).map((tier) => ({
      segment: `${language}/${tier}`,
      ...readInstructions(systemText("refunds@41", language, tier)),
    })),
  );
  expect(changed).toEqual([
    { segment: "de/free", grounding: "preferred", cites: true, admitsNotKnowing: true },
    { segment: "de/pro", grounding: "none", cites: false, admitsNotKnowing: false },
  ]);
});

test("the model obeys the text: the lost line makes the harm, the same line put back ends it", () => {
  const lost = systemText("refunds@41", "de", "pro");
  const line = systemText("refunds@40", "de", "pro")
    .split("\n")
    .find((candidate) => candidate.includes("ausschließlich anhand der Dokumente"));
  expect(line).toBeDefined();
  expect(ungroundedUnder(systemText("refunds@40", "de", "pro"))).toBeLessThan(0.04);
  expect(ungroundedUnder(lost)).toBeGreaterThan(0.3);
  expect(ungroundedUnder(`${lost}\n${line}`)).toBeLessThan(0.04);
  expect(ungroundedUnder(systemText("refunds@40", "de", "pro").replace(line ?? "", ""))).toBeGreaterThan(0.3);
});

test("without documents a well-instructed model says that it does not know", () => {
  const input = {
    systemText: systemText("refunds@40", "fr", "pro"),
    language: "fr",
    question: "?",
    passages: [],
    toolCalls: [],
  } as const;
  const output = composeAnswer(input, () => 0.5);
  expect(output).toMatchObject({ declined: true, text: expect.stringContaining("Je ne trouve pas cela dans nos documents.") });
});
