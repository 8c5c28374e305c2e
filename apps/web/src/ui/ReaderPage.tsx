import { type ReactNode, useRef } from "react";
import { Link } from "react-router";
import { AccountMenu } from "./AccountMenu.tsx";
import styles from "./ReaderPage.module.css";
import { DisconnectedBanner } from "./States.tsx";

export interface ReaderPageProps {
  readonly account: { readonly name: string; readonly role: string };
  readonly onSignOut: () => void;
  /** null: live. */
  readonly disconnected: { readonly since: number; readonly lost: boolean } | null;
  readonly onRetry: () => void;
  /** Parts of the small line on top. */
  readonly kicker: readonly ReactNode[];
  /** Back into the war room, for those who may enter it. */
  readonly back?: { readonly to: string; readonly label: string } | undefined;
  readonly children: ReactNode;
}

/** The frame of the pages for those outside the war room: one column, a phone first. */
export function ReaderPage({ account, onSignOut, disconnected, onRetry, kicker, back, children }: ReaderPageProps) {
  return (
    <div className={styles.page}>
      {disconnected && (
        <div className={styles.bar}>
          <DisconnectedBanner {...disconnected} onRetry={onRetry} />
        </div>
      )}
      <main id="main" className={styles.inner}>
        <div className={styles.top}>
          <p className={styles.kicker}>
            {kicker.map((part, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts keep their places.
              <span key={index}>{part}</span>
            ))}
          </p>
          {back && (
            <Link to={back.to} className={styles.back}>
              {back.label}
            </Link>
          )}
          <AccountMenu {...account} onSignOut={onSignOut} />
        </div>
        {children}
      </main>
    </div>
  );
}

export const Pill = ({ tone, children }: { tone: "harm" | "attention" | "verified" | "neutral"; children: ReactNode }) => (
  <span className={styles.pill} data-tone={tone}>
    {children}
  </span>
);

export function ReaderCard({
  title,
  right,
  fresh,
  children,
}: {
  title: string;
  right?: ReactNode;
  fresh?: string | undefined;
  children: ReactNode;
}) {
  const first = useRef(fresh);
  return (
    <section className={styles.card} aria-label={title}>
      <h2>
        {title}
        {right !== undefined && <span>{right}</span>}
      </h2>
      {/* Another text is another element: its short glow says that it changed. */}
      <div key={fresh} className={fresh === first.current ? undefined : styles.fresh}>
        {children}
      </div>
    </section>
  );
}
export { styles as readerStyles };
