import { type HistoryTables, partitionOf } from "./history.ts";
import { CHANNELS, type Delivery, ITEM_CATEGORIES, PAYMENT_METHODS, REASONS, type RefundRequest } from "./request.ts";

/** What the model is given, by name. */
export const FEATURES = {
  order_value: { kind: "number" },
  item_count: { kind: "number" },
  days_since_delivery: { kind: "number" },
  delivery_scan_hours: { kind: "number" },
  orders_90d: { kind: "number" },
  refunds_90d: { kind: "number" },
  chargebacks_365d: { kind: "number" },
  account_age_days: { kind: "number" },
  payment_method: { kind: "category", values: PAYMENT_METHODS },
  channel: { kind: "category", values: CHANNELS },
  item_category: { kind: "category", values: ITEM_CATEGORIES },
  reason: { kind: "category", values: REASONS },
} as const satisfies Record<string, { kind: "number" } | { kind: "category"; values: readonly string[] }>;
export type FeatureName = keyof typeof FEATURES;
export const FEATURE_NAMES = Object.keys(FEATURES) as FeatureName[];
/** null: nothing was found for it. */
export type FeatureRow = Readonly<Record<FeatureName, number | string | null>>;

export const PIPELINE_VERSIONS = ["features@2026.46", "features@2026.47"] as const;
export type PipelineVersion = (typeof PIPELINE_VERSIONS)[number];
export const KNOWN_GOOD_PIPELINE: PipelineVersion = "features@2026.46";

interface Transform {
  readonly historyKey: (request: RefundRequest, customerId: string) => string;
  readonly daysSinceDelivery: (delivery: Delivery) => number;
}
const TRANSFORMS: Readonly<Record<PipelineVersion, Transform>> = {
  "features@2026.46": {
    historyKey: ({ customer }, customerId) => `${partitionOf(customer.region)}/${customerId}`,
    daysSinceDelivery: ({ elapsed, unit }) => (unit === "hour" ? elapsed / 24 : elapsed),
  },
  // 2026.47 simplified the transform: it joins on the global tables, where customers of eu-west are not, and takes the carrier's number as it comes,
  // which in eu-west counts hours.
  "features@2026.47": {
    historyKey: (_, customerId) => `global/${customerId}`,
    daysSinceDelivery: ({ elapsed }) => elapsed,
  },
};

/** Makes a request's features: what it says itself, joined with the customer's history. */
export function featuresOf(request: RefundRequest, history: HistoryTables, pipeline: PipelineVersion): FeatureRow {
  const transform = TRANSFORMS[pipeline];
  const known = request.customerId === null ? undefined : history.get(transform.historyKey(request, request.customerId));
  return {
    order_value: request.orderValue,
    item_count: request.itemCount,
    days_since_delivery: Math.round(transform.daysSinceDelivery(request.delivery) * 100) / 100,
    delivery_scan_hours: request.delivery.scanHours,
    orders_90d: known?.orders90d ?? null,
    refunds_90d: known?.refunds90d ?? null,
    chargebacks_365d: known?.chargebacks365d ?? null,
    account_age_days: known?.accountAgeDays ?? null,
    payment_method: request.paymentMethod,
    channel: request.channel,
    item_category: request.itemCategory,
    reason: request.reason,
  };
}
