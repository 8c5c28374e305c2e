import styles from "./small.module.css";

export type Tone = "neutral" | "attention" | "harm" | "verified" | "info";
/** Never the only bearer of a meaning: a word stands beside it. */
export const Dot = ({ tone = "neutral", halo }: { tone?: Tone | undefined; halo?: boolean | undefined }) => (
  <i aria-hidden="true" className={styles.dot} data-tone={tone} data-halo={halo || undefined} />
);
