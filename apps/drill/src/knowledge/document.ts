import type { Language } from "../language/language.ts";

/** The handbook's pages, by area. Every language has all of them: the type says so. */
export const AREAS = {
  refunds: ["refund-window", "refund-payout", "refund-used-goods", "refund-exclusions", "refund-gifts", "refund-return-label"],
  shipping: ["shipping-standard", "shipping-express", "shipping-free", "shipping-tracking", "shipping-lost", "shipping-abroad"],
  warranty: [
    "warranty-period",
    "warranty-claim",
    "warranty-exclusions",
    "warranty-repair",
    "warranty-replacement",
    "warranty-extension",
  ],
  billing: [
    "billing-methods",
    "billing-invoice",
    "billing-vat",
    "billing-reminder",
    "billing-double-charge",
    "billing-on-account",
  ],
  subscription: [
    "subscription-plans",
    "subscription-cancel",
    "subscription-upgrade",
    "subscription-pause",
    "subscription-trial",
    "subscription-seats",
  ],
  privacy: [
    "privacy-export",
    "privacy-erasure",
    "privacy-location",
    "privacy-cookies",
    "privacy-newsletter",
    "privacy-processing-agreement",
  ],
  accounts: ["account-password", "account-two-factor", "account-email", "account-locked", "account-close", "account-household"],
} as const;
export type Area = keyof typeof AREAS;
export type DocumentId = (typeof AREAS)[Area][number];

export interface PolicyText {
  readonly title: string;
  readonly text: string;
}
/** One language's handbook. */
export type Handbook = Readonly<Record<DocumentId, PolicyText>>;

/** A page of an index: the handbook's, or one that somebody else wrote. */
export interface PolicyDocument extends PolicyText {
  readonly id: string;
  readonly area: Area;
  readonly language: Language;
}

export const AREA_NAMES = Object.keys(AREAS) as [Area, ...Area[]];
