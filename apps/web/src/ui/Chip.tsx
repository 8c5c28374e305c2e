import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "./Chip.module.css";
import { classes } from "./classes.ts";

export interface ChipProps {
  /** proof: leads to what proves a claim. verified and harm: only for what was measured. planned: an expected change. */
  readonly kind?: "proof" | "plain" | "verified" | "harm" | "attention" | "planned" | undefined;
  /** A path of this app, or an http(s) address, which opens beside it. */
  readonly to?: string | undefined;
  readonly children: ReactNode;
}

export function Chip({ kind = "plain", to, children }: ChipProps) {
  const className = classes(styles.chip, styles[kind], to && styles.link);
  if (to === undefined) return <span className={className}>{children}</span>;
  if (/^https?:\/\//.test(to)) {
    return (
      <a href={to} className={className} target="_blank" rel="noreferrer noopener">
        {children}
      </a>
    );
  }
  return (
    <Link to={to} className={className}>
      {children}
    </Link>
  );
}
