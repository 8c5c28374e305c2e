import type { Customer } from "../assistant/assistant.ts";

export const PAYMENT_METHODS = ["card", "wallet", "invoice", "bank-transfer"] as const;
export type PaymentMethod = (typeof PAYMENT_METHODS)[number];
export const CHANNELS = ["app", "web", "phone"] as const;
export type Channel = (typeof CHANNELS)[number];
export const ITEM_CATEGORIES = ["desk", "chair", "lamp", "accessory"] as const;
export type ItemCategory = (typeof ITEM_CATEGORIES)[number];
export const REASONS = ["damaged", "not-delivered", "not-as-described", "changed-mind"] as const;
export type Reason = (typeof REASONS)[number];
/** As given at the checkout. The model is never told it. */
export const AGE_BANDS = ["18-29", "30-49", "50-64", "65+"] as const;
export type AgeBand = (typeof AGE_BANDS)[number];

/** As the carrier of the region reports it: in eu-west in hours, elsewhere in days. */
export interface Delivery {
  readonly elapsed: number;
  readonly unit: "day" | "hour";
  /** Hours from the promised delivery to the carrier's scan at the door; null: it was never scanned. */
  readonly scanHours: number | null;
}

/** A customer asks for the money back. */
export interface RefundRequest {
  readonly customer: Customer;
  readonly ageBand: AgeBand;
  /** null: bought without an account. */
  readonly customerId: string | null;
  /** Euro. */
  readonly orderValue: number;
  readonly itemCount: number;
  readonly itemCategory: ItemCategory;
  readonly paymentMethod: PaymentMethod;
  readonly channel: Channel;
  readonly reason: Reason;
  readonly delivery: Delivery;
}
