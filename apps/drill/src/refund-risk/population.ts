import type { Customer } from "../assistant/assistant.ts";
import { chance, logNormal, normal, pickWeighted, poisson, type Random, seededRandom } from "../random.ts";
import { sampleCustomer } from "../traffic/customers.ts";
import { type CustomerHistory, type HistoryTables, partitionOf } from "./history.ts";
import type { AgeBand, Reason, RefundRequest } from "./request.ts";

interface Shopper {
  readonly id: string;
  readonly customer: Customer;
  readonly ageBand: AgeBand;
  readonly history: CustomerHistory;
  /** How readily this person asks for what is not due, standard normal. Nobody sees it; the history shows its traces. */
  readonly inclination: number;
}
export interface Population {
  readonly shoppers: readonly Shopper[];
  readonly history: HistoryTables;
}
/** A request with what only time will tell. */
export interface RequestWithTruth {
  readonly request: RefundRequest;
  readonly unjustified: boolean;
}

/** The shop's customers. The coordinator and each instance make the same ones. */
export const SHOP_SEED = 20_261_101;
export const SHOPPERS = 6_000;

/** Independent of all else: no age asks for what is not due more often than another. */
const AGE_MIX: Record<AgeBand, number> = { "18-29": 0.26, "30-49": 0.38, "50-64": 0.22, "65+": 0.14 };

export function createPopulation(seed: number = SHOP_SEED, size: number = SHOPPERS): Population {
  const random = seededRandom(seed);
  const ages = seededRandom(seed ^ 0xa6e5);
  const shoppers = Array.from({ length: size }, (_, i): Shopper => {
    const inclination = normal(random);
    const history = {
      accountAgeDays: Math.min(4_000, Math.round(logNormal(random, 420, 1) * Math.exp(-0.25 * inclination))),
      orders90d: 1 + poisson(random, 1.6),
      refunds90d: poisson(random, 0.45 * Math.exp(0.75 * inclination)),
      chargebacks365d: poisson(random, 0.06 * Math.exp(0.9 * inclination)),
    };
    const customer = sampleCustomer(random);
    return { id: `c-${100_000 + i}`, customer, ageBand: pickWeighted(ages, AGE_MIX), history, inclination };
  });
  const history = new Map(shoppers.map(({ id, customer, history: kept }) => [`${partitionOf(customer.region)}/${id}`, kept]));
  return { shoppers, history };
}

const GUESTS = 0.05;
const NEVER_SCANNED = 0.03;
const CATEGORY_MIX = { desk: 0.2, chair: 0.3, lamp: 0.28, accessory: 0.22 };
const CATEGORY_VALUE = { desk: 340, chair: 210, lamp: 75, accessory: 32 };
const PAYMENT_MIX = { card: 0.44, wallet: 0.28, invoice: 0.19, "bank-transfer": 0.09 };
const CHANNEL_MIX = { app: 0.42, web: 0.47, phone: 0.11 };
const REASON_MIX: Record<Reason, number> = {
  damaged: 0.26,
  "not-delivered": 0.2,
  "not-as-described": 0.2,
  "changed-mind": 0.34,
};

/** One request of a customer by chance. Every draw is independent of the ones before: the traffic is stationary from the first second. */
export function sampleRequest({ shoppers }: Population, random: Random): RequestWithTruth {
  const shopper = shoppers[Math.floor(random() * shoppers.length)];
  if (shopper === undefined) throw new Error("a population without customers asks for nothing");
  const itemCategory = pickWeighted(random, CATEGORY_MIX);
  const days = Math.min(90, 0.2 + logNormal(random, 7, 0.8));
  const hours = shopper.customer.region === "eu-west";
  const request: RefundRequest = {
    customer: shopper.customer,
    ageBand: shopper.ageBand,
    customerId: chance(random, GUESTS) ? null : shopper.id,
    orderValue: rounded(logNormal(random, CATEGORY_VALUE[itemCategory], 0.45), 100),
    itemCount: 1 + poisson(random, itemCategory === "accessory" ? 1.4 : 0.3),
    itemCategory,
    paymentMethod: pickWeighted(random, PAYMENT_MIX),
    channel: pickWeighted(random, CHANNEL_MIX),
    reason: pickWeighted(random, REASON_MIX),
    delivery: {
      elapsed: hours ? Math.round(days * 24) : rounded(days, 10),
      unit: hours ? "hour" : "day",
      scanHours: chance(random, NEVER_SCANNED) ? null : rounded(logNormal(random, 9, 1.1), 10),
    },
  };
  return { request, unjustified: chance(random, chanceUnjustified(request, shopper, days)) };
}

/** How the world really is, as log odds. The model only ever sees requests and truths. */
function chanceUnjustified(request: RefundRequest, { history, inclination }: Shopper, days: number): number {
  const young = history.accountAgeDays < 90;
  const logOdds =
    -4.7 +
    0.5 * inclination +
    1.5 * Math.min(history.refunds90d, 5) -
    0.35 * Math.min(history.orders90d, 6) +
    2.2 * Math.min(history.chargebacks365d, 3) +
    (young ? 1.8 : 0) +
    (young && request.paymentMethod === "invoice" ? 2.2 : 0) +
    0.7 * Math.log(request.orderValue / 120) +
    (request.channel === "phone" ? -0.5 : 0) +
    (request.customerId === null ? 0.5 : 0) +
    ofReason(request, days);
  return 1 / (1 + Math.exp(-logOdds));
}

function ofReason({ reason, delivery }: RefundRequest, days: number): number {
  switch (reason) {
    case "not-delivered":
      // Claimed as never arrived, though the carrier scanned it in time at the door.
      return delivery.scanHours === null ? -3 : delivery.scanHours < 12 ? 3.2 : -1;
    case "changed-mind":
      return days > 30 ? 4.5 : days > 14 ? 2.6 : -1.2;
    case "damaged":
      return days > 10 ? 1.8 : -0.5;
    case "not-as-described":
      return 0;
  }
}

function rounded(value: number, steps: number): number {
  return Math.round(value * steps) / steps;
}
