import type { Customer } from "../assistant/assistant.ts";
import type { Intent } from "../evaluation/outcome.ts";
import { AREAS, type Area, type DocumentId } from "../knowledge/document.ts";
import { pick, pickWeighted, type Random } from "../random.ts";
import { QUESTION_BANKS } from "./question-bank.ts";

/** One customer's turn, with what they were after. */
export interface Turn {
  readonly customer: Customer;
  readonly question: string;
  readonly intent: Intent;
}

const LANGUAGE_MIX = { en: 0.55, de: 0.22, fr: 0.13, es: 0.1 };
const TIER_MIX = { free: 0.55, pro: 0.32, enterprise: 0.13 };
const REGION_MIX = {
  en: { "eu-west": 0.35, "us-east": 0.45, "ap-south": 0.2 },
  de: { "eu-west": 0.96, "us-east": 0.03, "ap-south": 0.01 },
  fr: { "eu-west": 0.85, "us-east": 0.12, "ap-south": 0.03 },
  es: { "eu-west": 0.6, "us-east": 0.38, "ap-south": 0.02 },
};
const INTENT_MIX = { policy: 0.82, order: 0.08, refundOfOrder: 0.06, beyond: 0.04 };
const AREA_MIX: Record<Area, number> = {
  refunds: 0.34,
  shipping: 0.2,
  warranty: 0.12,
  billing: 0.12,
  subscription: 0.1,
  privacy: 0.05,
  accounts: 0.07,
};

export function sampleCustomer(random: Random): Customer {
  const language = pickWeighted(random, LANGUAGE_MIX);
  return { language, tier: pickWeighted(random, TIER_MIX), region: pickWeighted(random, REGION_MIX[language]) };
}

export function sampleTurn(random: Random): Turn {
  const customer = sampleCustomer(random);
  return { customer, ...sampleQuestion(customer, random) };
}

/** Another turn of the same conversation. */
export function followUp({ customer }: Turn, random: Random): Turn {
  return { customer, ...sampleQuestion(customer, random) };
}

function sampleQuestion({ language }: Customer, random: Random): Pick<Turn, "question" | "intent"> {
  const bank = QUESTION_BANKS[language];
  const kind = pickWeighted(random, INTENT_MIX);
  if (kind === "beyond") return { question: pick(random, bank.beyond), intent: { kind: "beyond" } };
  if (kind === "policy") {
    const documents: readonly DocumentId[] = AREAS[pickWeighted(random, AREA_MIX)];
    const document = documents[Math.floor(random() * documents.length)] ?? "refund-window";
    return { question: pick(random, bank.policy[document]), intent: { kind: "policy", document } };
  }
  const order = `${pick(random, ["A", "B", "C", "K"])}-${String(100_000 + Math.floor(random() * 900_000))}`;
  return { question: pick(random, bank[kind]).replace("{order}", order), intent: { kind: "order" } };
}
