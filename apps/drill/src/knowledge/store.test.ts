import { expect, test } from "vitest";
import { LANGUAGES } from "../language/language.ts";
import { QUESTION_BANKS } from "../traffic/question-bank.ts";
import { createDocumentStore, DOCUMENT_IDS } from "./store.ts";

const store = createDocumentStore();
const asked = LANGUAGES.flatMap((language) =>
  Object.entries(QUESTION_BANKS[language].policy).flatMap(([document, questions]) =>
    questions.map((question) => ({ language, document, question })),
  ),
);

test("there are enough documents and questions to be worth reading", () => {
  expect(DOCUMENT_IDS.length).toBeGreaterThanOrEqual(40);
  expect(asked.length).toBeGreaterThanOrEqual(150);
});

test.each(LANGUAGES)("questions in %s find their document among the three, nearly always first", (language) => {
  const found = asked
    .filter((question) => question.language === language)
    .map(({ document, question }) =>
      store.search(question, language, 3).findIndex((passage) => passage.document.id === document),
    );
  expect(found.filter((place) => place >= 0).length / found.length).toBe(1);
  expect(found.filter((place) => place === 0).length / found.length).toBeGreaterThan(0.9);
});

test.each(LANGUAGES)("what the handbook does not know is not found in %s", (language) => {
  const found = QUESTION_BANKS[language].beyond.flatMap((question) => store.search(question, language, 3));
  expect(found).toEqual([]);
});

test("an empty question finds nothing", () => {
  expect(store.search("", "en", 3)).toEqual([]);
});
