import { Fragment } from "react";
import styles from "./small.module.css";

export interface SegmentLike {
  readonly conditions: readonly { readonly dimension: string; readonly value: string }[];
}
/** `language=de ∧ tier=pro`, in the order of the segment's key. */
export function SegmentLabel({ segment }: { segment: SegmentLike }) {
  const sorted = [...segment.conditions].sort((a, b) => (a.dimension < b.dimension ? -1 : 1));
  if (sorted.length === 0) return <>all traffic</>;
  return (
    <span className={styles.segment}>
      {sorted.map((condition, index) => (
        <Fragment key={condition.dimension}>
          {index > 0 && " ∧ "}
          {condition.dimension}={condition.value}
        </Fragment>
      ))}
    </span>
  );
}
