/** What a service's records of late carried, and so which signals of the catalogue make sense for it. */
export interface ServiceProfile {
  readonly service: string;
  readonly records: number;
  /**
   * Numbers, outcomes and texts that at least one record carried (names of the expression language), and `evaluation.NAME.score` for
   * evaluations of which at least one brought a score.
   */
  readonly fields: readonly string[];
  /** At most 100, most used first. One that was missing (null) everywhere counts too. */
  readonly features: readonly { readonly name: string; readonly kind: "number" | "category" }[];
  /** At most 50. */
  readonly evaluations: readonly string[];
  readonly dimensions: readonly string[];
  /** OTLP metrics, at most 200. `counter`: a monotonic sum; any other sum is a gauge. */
  readonly metrics: readonly { readonly name: string; readonly kind: "gauge" | "counter" | "histogram" }[];
}
