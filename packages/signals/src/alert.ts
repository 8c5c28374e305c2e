import type { Owner, SignalId, Urgency } from "./definition.ts";

/** Why a signal is alarming: what a person is told first. Values in the signal's unit, times in epoch milliseconds. */
export type AlertReason =
  | { readonly kind: "threshold"; readonly limit: { readonly op: "≤" | "≥"; readonly value: number }; readonly value: number }
  | {
      readonly kind: "burn-rate";
      /** Times the rate at which the budget would last exactly its period. */
      readonly factor: number;
      readonly longSeconds: number;
      readonly shortSeconds: number;
      /** How much of the period's error budget the long window spent, 0–1. */
      readonly budgetSpent: number;
      readonly target: number;
    }
  | {
      readonly kind: "baseline";
      readonly value: number;
      readonly expected: { readonly low: number; readonly middle: number; readonly high: number };
      /** 0–1, of the baseline. */
      readonly score: number;
    }
  | {
      readonly kind: "drift";
      readonly measure: "psi" | "js" | "wasserstein" | "ks";
      readonly value: number;
      /** What sampling alone would stay below in 999 of 1,000 cases. */
      readonly critical: number;
      readonly events: number;
      readonly referenceEvents: number;
    };

/** What a signal's watch says now. One fault of one signal is one standing, however many detectors see it. */
export type Standing =
  | { readonly kind: "learning" }
  | { readonly kind: "quiet" }
  | {
      readonly kind: "alarming";
      /** The first bucket of the run that led to it: the start of impact as far as this signal knows. */
      readonly since: number;
      readonly urgency: Urgency;
      /** The most urgent first; at most one of each kind. */
      readonly reasons: readonly AlertReason[];
    };

export interface SignalStanding {
  readonly service: string;
  readonly signal: SignalId;
  readonly owner: Owner;
  readonly standing: Standing;
}
