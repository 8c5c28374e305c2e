import { ArrowUpRight } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Link } from "react-router";
import styles from "./Card.module.css";
import { classes } from "./classes.ts";

export interface CardProps {
  readonly title: ReactNode;
  /** Small print at the right of the title. */
  readonly right?: ReactNode;
  /** The panel's own page. */
  readonly to?: string | undefined;
  readonly className?: string | undefined;
  /** Takes the rest of its column's height; its content scrolls. */
  readonly fill?: boolean | undefined;
  readonly tone?: "plain" | "harm" | undefined;
  readonly children: ReactNode;
}

export function Card({ title, right, to, className, fill, tone = "plain", children }: CardProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={classes(styles.card, fill && styles.fill, tone === "harm" && styles.harm, className)}
    >
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {to ? (
            <Link to={to} className={styles.link}>
              {title}
              <ArrowUpRight aria-hidden="true" />
            </Link>
          ) : (
            title
          )}
        </h2>
        {right !== undefined && <div className={styles.right}>{right}</div>}
      </header>
      {/* A body that may scroll has to be reachable by the keyboard. */}
      <div className={styles.body} {...(fill ? { tabIndex: 0, role: "group", "aria-labelledby": id } : {})}>
        {children}
      </div>
    </section>
  );
}
