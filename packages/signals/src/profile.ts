/** What a service's records of late carried, and so which signals of the catalogue make sense for it. */
export interface ServiceProfile {
  readonly service: string;
  readonly records: number;
  /** Numbers, outcomes and texts that at least one record carried (names of the expression language). */
  readonly fields: readonly string[];
  /** At most 100, most used first. */
  readonly features: readonly { readonly name: string; readonly kind: "number" | "category" }[];
  /** At most 50. */
  readonly evaluations: readonly string[];
  readonly dimensions: readonly string[];
  /** Names of OTLP metrics, at most 200. */
  readonly metrics: readonly string[];
}
