/** A conjunction of equalities on the records' dimensions; the empty one is all traffic. Structurally the incident's `Segment`. */
export interface SegmentFilter {
  readonly conditions: readonly { readonly dimension: string; readonly value: string }[];
}
