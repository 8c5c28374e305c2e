import type { ReactNode } from "react";
import { Button } from "./Button.tsx";
import styles from "./Desk.module.css";
import { LoadingState, RefusedState } from "./States.tsx";

interface Props {
  readonly title: string;
  readonly lead: string;
  /** What is done here most, at the right of the title. */
  readonly action: ReactNode;
  /** What the page lists: “the keys”. */
  readonly what: string;
  /** null until the list was read. */
  readonly content: ReactNode | null;
  /** Why it could not be read. */
  readonly fault: string | null;
  readonly onRetry: () => void;
  /** Forms that are open. */
  readonly children: ReactNode;
}

/** A page of the settings: a list, what is done with it, and the words beside it. */
export function DeskPage({ title, lead, action, what, content, fault, onRetry, children }: Props) {
  return (
    <main id="main" className={styles.page} tabIndex={-1}>
      <title>{`${title} · Firebreak`}</title>
      <header className={styles.head}>
        <div>
          <h1>{title}</h1>
          <p>{lead}</p>
        </div>
        {action}
      </header>
      {content !== null ? (
        <div className={styles.columns}>{content}</div>
      ) : fault !== null ? (
        <RefusedState
          title={`${what.charAt(0).toUpperCase()}${what.slice(1)} could not be read`}
          action={<Button onClick={onRetry}>Try again</Button>}
        >
          {fault}
        </RefusedState>
      ) : (
        <LoadingState what={`Reading ${what}`} />
      )}
      {children}
    </main>
  );
}
