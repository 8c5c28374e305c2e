import type { Region } from "../language/language.ts";

/** What the shop remembers of a customer. */
export interface CustomerHistory {
  readonly orders90d: number;
  readonly refunds90d: number;
  readonly chargebacks365d: number;
  readonly accountAgeDays: number;
}
/** The tables by `partition/customer id`. */
export type HistoryTables = ReadonlyMap<string, CustomerHistory>;

/** Customers of eu-west are kept in a partition of their own, which data residency demands. */
export function partitionOf(region: Region): "eu-west" | "global" {
  return region === "eu-west" ? "eu-west" : "global";
}
