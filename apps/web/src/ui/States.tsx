import { CircleSlash, CloudOff, LoaderCircle } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./States.module.css";
import { LiveDuration } from "./Time.tsx";

interface StateProps {
  readonly title: ReactNode;
  /** What is going on and what to do. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: ReactNode;
}
export function EmptyState({ title, children, action, icon }: StateProps) {
  return (
    <div className={styles.state}>
      {icon && <div className={styles.icon}>{icon}</div>}
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
/** Appears after a moment: what loads at once does not flicker. */
export function LoadingState({ what = "Loading" }: { what?: string }) {
  return (
    <div role="status" aria-busy="true" className={styles.loading}>
      <LoaderCircle aria-hidden="true" />
      {what}
    </div>
  );
}
export function RefusedState({ title, children, action }: StateProps) {
  return (
    <div role="alert" className={styles.state}>
      <div className={styles.icon}>
        <CircleSlash aria-hidden="true" />
      </div>
      <p className={styles.title}>{title}</p>
      {children && <div className={styles.text}>{children}</div>}
      {action && <div className={styles.action}>{action}</div>}
    </div>
  );
}
export interface DisconnectedBannerProps {
  readonly since: number;
  readonly lost: boolean;
  /** Commands that wait to be sent. */
  readonly waiting?: number | undefined;
  readonly onRetry?: (() => void) | undefined;
}
export function DisconnectedBanner({ since, lost, waiting = 0, onRetry }: DisconnectedBannerProps) {
  return (
    <div role="alert" className={styles.banner}>
      <CloudOff aria-hidden="true" />
      <span>
        <b>{lost ? "Connection lost." : "Reconnecting."}</b> What you see is <LiveDuration since={since} /> old.
        {waiting > 0 && ` ${waiting} unsent ${waiting === 1 ? "entry is" : "entries are"} kept and sent again.`}
      </span>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try now
        </button>
      )}
    </div>
  );
}
