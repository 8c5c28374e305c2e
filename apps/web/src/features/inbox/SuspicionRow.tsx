import type { Suspicion } from "@firebreak/server/contract";
import { Link, type To } from "react-router";
import { isPaging } from "../../live/index.ts";
import { classes, Dot, LiveDuration, RelativeTime } from "../../ui/index.ts";
import styles from "./InboxPage.module.css";
import { alertsText, endText, firingOf } from "./inboxText.ts";

export function SuspicionRow({ suspicion, to, on }: { suspicion: Suspicion; to: To; on: boolean }) {
  const { suspicionId, title, service, owner, urgency, scenario, since, end } = suspicion;
  const firing = firingOf(suspicion).length > 0;
  return (
    <Link id={`row-${suspicionId}`} to={to} className={classes(styles.row, on && styles.on)} aria-current={on || undefined}>
      <Dot tone={end !== null || !firing ? undefined : urgency === "page" ? "harm" : "info"} />
      <span className={styles.rowBody}>
        <span className={styles.rowTitle}>{title}</span>
        <span className={styles.rowFacts}>
          <span className="mono">{suspicionId}</span>
          <span className="mono">{service}</span>
          <span>{end === null ? alertsText(suspicion) : endText(end)}</span>
        </span>
      </span>
      <span className={styles.rowSide}>
        <span className={classes(styles.urgency, isPaging(suspicion) && styles.page1)}>
          {owner} · {urgency}
          {scenario !== null && ` · ${scenario}`}
        </span>
        <span className={styles.rowTime}>{end === null ? <LiveDuration since={since} /> : <RelativeTime at={end.at} />}</span>
      </span>
    </Link>
  );
}
