import styles from "./small.module.css";

export interface ShareBarProps {
  /** 0–1. */
  readonly share: number;
  readonly label: string;
  readonly tone?: "info" | "harm" | "harm-2" | "verified" | "violet" | "attention" | undefined;
  readonly thin?: boolean | undefined;
}
export function ShareBar({ share, label, tone = "info", thin }: ShareBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
  return (
    <span
      role="img"
      aria-label={`${label}: ${percent} %`}
      className={styles.share}
      data-tone={tone}
      data-thin={thin || undefined}
    >
      <i style={{ width: `${percent}%` }} />
    </span>
  );
}
