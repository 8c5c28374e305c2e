import type { ReactNode } from "react";
import styles from "./Doorway.module.css";

export interface DoorwayProps {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  /** Below the card, in small print. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

/** A page before the war room: one card, one thing to do. */
export function Doorway({ title, lead, foot, children }: DoorwayProps) {
  return (
    <main className={styles.page} id="main">
      <div className={styles.column}>
        <div className={styles.brand}>
          <img src="/favicon.svg" alt="" width="28" height="28" />
          Firebreak
        </div>
        <section className={styles.card} aria-labelledby="doorway-title">
          <h1 id="doorway-title" className={styles.title}>
            {title}
          </h1>
          {lead && <p className={styles.lead}>{lead}</p>}
          <div className={styles.body}>{children}</div>
        </section>
        {foot && <p className={styles.foot}>{foot}</p>}
      </div>
    </main>
  );
}

/** What went wrong that belongs to no field. */
export function DoorwayAlert({ children }: { children: ReactNode }) {
  return (
    <div role="alert" className={styles.alert}>
      {children}
    </div>
  );
}
