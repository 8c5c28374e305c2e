import { expect, test } from "vitest";
import { judgeGroundedness } from "../evaluation/groundedness.ts";
import { judgeOutcome } from "../evaluation/outcome.ts";
import { KNOWN_GOOD_INDEX } from "../knowledge/store.ts";
import { LANGUAGES } from "../language/language.ts";
import { seededRandom } from "../random.ts";
import { sampleTurn } from "../traffic/customers.ts";
import { type AnswerMode, type Customer, createAssistant } from "./assistant.ts";
import { evidenceOf } from "./evidence.ts";
import type { PromptVersion } from "./prompts.ts";

const assistant = createAssistant();
const index = KNOWN_GOOD_INDEX;
const germanPro: Customer = { language: "de", tier: "pro", region: "eu-west" };

interface Tally {
  total: number;
  ungrounded: number;
  success: number;
  overridden: number;
  found: number;
  requested: number;
}
/** The traffic's mix through the assistant, tallied for all and for each language/tier. */
function run(prompt: PromptVersion, mode: AnswerMode, answers = 12_000) {
  const random = seededRandom(41);
  const tallies = new Map<string, Tally>();
  const latencies: number[] = [];
  for (let i = 0; i < answers; i += 1) {
    const { customer, question, intent } = sampleTurn(random);
    const answer = assistant.answer({ customer, question, mode, prompt, index }, random);
    const groundedness = judgeGroundedness(answer.text, evidenceOf(answer));
    const outcome = judgeOutcome(answer, groundedness, intent, random);
    latencies.push(answer.latencyMs);
    for (const key of ["all", `${customer.language}/${customer.tier}`]) {
      const tally = tallies.get(key) ?? { total: 0, ungrounded: 0, success: 0, overridden: 0, found: 0, requested: 0 };
      tally.total += 1;
      tally.ungrounded += Number(groundedness.label === "ungrounded");
      tally.success += Number(outcome.success);
      tally.overridden += Number(outcome.overridden);
      tally.requested += Number(answer.passagesRequested > 0);
      tally.found += Number(answer.passages.length > 0);
      tallies.set(key, tally);
    }
  }
  const share = (key: string, of: keyof Tally, per: keyof Tally = "total") => {
    const tally = tallies.get(key);
    return tally === undefined ? Number.NaN : tally[of] / tally[per];
  };
  latencies.sort((a, b) => a - b);
  return { share, quantile: (q: number) => latencies[Math.floor(q * latencies.length)] ?? 0, answers };
}

function between(value: number, low: number, high: number): void {
  expect(value).toBeGreaterThanOrEqual(low);
  expect(value).toBeLessThanOrEqual(high);
}

test("healthy traffic keeps to its envelope", () => {
  const healthy = run("refunds@40", "normal");
  between(healthy.share("all", "ungrounded"), 0.01, 0.03);
  between(healthy.share("de/pro", "ungrounded"), 0.005, 0.045);
  between(healthy.share("all", "success"), 0.93, 0.97);
  between(healthy.share("all", "overridden"), 0.01, 0.04);
  between(healthy.share("all", "found", "requested"), 0.93, 0.99);
  between(healthy.quantile(0.5), 600, 800);
  between(healthy.quantile(0.95), 1_200, 1_900);
});

test("I1 breaks German Pro, touches German Free, and leaves the rest alone", () => {
  const healthy = run("refunds@40", "normal");
  const broken = run("refunds@41", "normal");
  between(broken.share("de/pro", "ungrounded"), 0.33, 0.47);
  between(broken.share("de/free", "ungrounded"), 0.05, 0.13);
  for (const untouched of ["de/enterprise", "en/pro", "en/free", "fr/pro", "es/free"]) {
    between(broken.share(untouched, "ungrounded"), 0, 0.045);
  }
  expect(broken.share("all", "ungrounded")).toBeGreaterThan(2 * healthy.share("all", "ungrounded"));
  expect(broken.share("de/pro", "success")).toBeLessThan(healthy.share("de/pro", "success") - 0.1);
  expect(broken.share("de/pro", "overridden")).toBeGreaterThan(healthy.share("de/pro", "overridden") + 0.08);
});

test("German Pro is the small part of the traffic that the drill needs", () => {
  const random = seededRandom(3);
  const turns = Array.from({ length: 20_000 }, () => sampleTurn(random).customer);
  const share = (of: (customer: Customer) => boolean) => turns.filter(of).length / turns.length;
  between(
    share(({ language, tier }) => language === "de" && tier === "pro"),
    0.06,
    0.08,
  );
  for (const [language, wanted] of Object.entries({ en: 0.55, de: 0.22, fr: 0.13, es: 0.1 })) {
    between(
      share((customer) => customer.language === language),
      wanted - 0.015,
      wanted + 0.015,
    );
  }
});

test("retrieval-only quotes the documents or says that it cannot, under either prompt", () => {
  const contained = run("refunds@41", "retrieval-only", 4_000);
  expect(contained.share("all", "ungrounded")).toBe(0);
  const question = "Wie viele Tage habe ich, um einen unbenutzten Artikel zurückzugeben?";
  const answer = assistant.answer(
    { customer: germanPro, question, mode: "retrieval-only", prompt: "refunds@41", index },
    () => 0.9,
  );
  expect(answer).toMatchObject({
    text: "“Sie können einen unbenutzten Artikel innerhalb von 30 Tagen nach Lieferung gegen volle Erstattung zurückgeben.” [refund-window]",
    fallback: true,
    refused: false,
    toolCalls: [],
  });
  const beyond = {
    customer: germanPro,
    question: "Pflanzen Sie für jeden Einkauf Bäume?",
    mode: "retrieval-only",
    prompt: "refunds@41",
    index,
  } as const;
  expect(assistant.answer(beyond, () => 0.9)).toMatchObject({ refused: true, text: expect.stringContaining("Kollegin") });
});

test("tools are used for orders, and not when they are off", () => {
  const question = "Kann ich die Bestellung A-104233 noch zurückgeben?";
  const ask = (mode: AnswerMode) =>
    assistant.answer({ customer: germanPro, question, mode, prompt: "refunds@40", index }, () => 0.5);
  expect(ask("normal").toolCalls.map(({ name }) => name)).toEqual(["lookup_order", "check_refund_eligibility"]);
  expect(ask("tools-off")).toMatchObject({ toolCalls: [], fallback: true, text: expect.stringContaining("nicht nachsehen") });
  expect(ask("retrieval-only").toolCalls).toEqual([]);
});

test.each(LANGUAGES)("human-handoff answers nothing itself (%s)", (language) => {
  const customer: Customer = { language, tier: "free", region: "eu-west" };
  const answer = assistant.answer({ customer, question: "?", mode: "human-handoff", prompt: "refunds@41", index }, () => 0.5);
  expect(answer).toMatchObject({ fallback: true, passages: [], toolCalls: [{ name: "escalate_to_person" }] });
  expect(judgeGroundedness(answer.text, []).claims).toEqual([]);
});

test("order answers rest on what the tools returned", () => {
  const random = seededRandom(5);
  for (const language of LANGUAGES) {
    const question = {
      en: "Where is my order B-220417?",
      de: "Wo ist B-220417?",
      fr: "Où est B-220417 ?",
      es: "¿Dónde está B-220417?",
    };
    const customer: Customer = { language, tier: "pro", region: "eu-west" };
    const answer = assistant.answer(
      { customer, question: question[language], mode: "normal", prompt: "refunds@40", index },
      random,
    );
    expect(judgeGroundedness(answer.text, evidenceOf(answer)).label, answer.text).toBe("grounded");
  }
});
