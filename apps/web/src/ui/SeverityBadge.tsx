import { classes } from "./classes.ts";
import styles from "./SeverityBadge.module.css";

export type SeverityName = "SEV1" | "SEV2" | "SEV3" | "SEV4";
export function SeverityBadge({ severity, large }: { severity: SeverityName; large?: boolean | undefined }) {
  return <span className={classes(styles.badge, styles[severity], large && styles.large)}>{severity}</span>;
}
