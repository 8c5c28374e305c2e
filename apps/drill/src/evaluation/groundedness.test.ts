import { expect, test } from "vitest";
import { EMBROIDERY, INVENTIONS } from "../assistant/inventions.ts";
import { PHRASES } from "../assistant/phrases.ts";
import { AREAS, type Area } from "../knowledge/document.ts";
import { documentsIn } from "../knowledge/store.ts";
import { LANGUAGES } from "../language/language.ts";
import { judgeGroundedness } from "./groundedness.ts";
import { quantitiesIn } from "./quantities.ts";

const areaNames = Object.keys(AREAS) as Area[];
const evidenceFor = (language: (typeof LANGUAGES)[number], area: Area) =>
  documentsIn(language)
    .filter(({ id }) => (AREAS[area] as readonly string[]).includes(id))
    .map(({ title, text }) => `${title}. ${text}`);

test.each(LANGUAGES)("what stands in the %s handbook is grounded", (language) => {
  for (const area of areaNames) {
    const evidence = evidenceFor(language, area);
    for (const { title, text } of documentsIn(language).filter(({ id }) => (AREAS[area] as readonly string[]).includes(id))) {
      expect(judgeGroundedness(text, evidence), title).toMatchObject({ label: "grounded", score: 1 });
    }
  }
});

test.each(LANGUAGES)("every invented policy in %s is caught against its own area's documents", (language) => {
  for (const area of areaNames) {
    for (const invention of [...INVENTIONS[language][area], ...EMBROIDERY[language]]) {
      expect(judgeGroundedness(invention, evidenceFor(language, area)), invention).toMatchObject({
        label: "ungrounded",
        score: 0,
      });
    }
  }
});

test("one wrong number in a sentence of the handbook is caught, in four languages", () => {
  const [en, de, fr, es] = LANGUAGES.map((language) => evidenceFor(language, "refunds"));
  const label = (answer: string, evidence: readonly string[] | undefined) => judgeGroundedness(answer, evidence ?? []).label;
  expect(label("You can return an unused item within 30 days of delivery for a full refund.", en)).toBe("grounded");
  expect(label("You can return an unused item within 60 days of delivery for a full refund.", en)).toBe("ungrounded");
  expect(
    label("Sie können einen unbenutzten Artikel innerhalb von 60 Tagen nach Lieferung gegen volle Erstattung zurückgeben.", de),
  ).toBe("ungrounded");
  expect(label("Vous pouvez retourner un article non utilisé dans les 60 jours suivant la livraison.", fr)).toBe("ungrounded");
  expect(label("Puede devolver un artículo sin usar en un plazo de 60 días desde la entrega.", es)).toBe("ungrounded");
});

test("an answer half made up is ungrounded, its score says how much of it holds", () => {
  const evidence = evidenceFor("en", "refunds");
  const half =
    "The return label is free within the country of purchase. Refunds are credited within 24 hours once you confirm by chat.";
  expect(judgeGroundedness(half, evidence)).toMatchObject({ label: "ungrounded", score: 0.5 });
});

test.each(LANGUAGES)("talk about the conversation itself claims nothing (%s)", (language) => {
  const { notInDocuments, offerPerson, handedOver, ordersUnavailable, openings, closings } = PHRASES[language];
  const talk = [notInDocuments, offerPerson, handedOver, ordersUnavailable, ...openings, ...closings].join(" ");
  expect(judgeGroundedness(talk, [])).toEqual({ label: "grounded", score: 1, claims: [] });
});

test("numbers are read with their units", () => {
  expect(quantitiesIn("4,90 € in 5 jours ouvrés, 60 Minuten, 12 months, 40 % and 8 codes")).toEqual([
    { value: 4.9, unit: "euro" },
    { value: 5, unit: "business-day" },
    { value: 60, unit: "minute" },
    { value: 12, unit: "month" },
    { value: 40, unit: "percent" },
    { value: 8, unit: null },
  ]);
});
