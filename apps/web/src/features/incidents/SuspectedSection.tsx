import type { Suspicion } from "@firebreak/server/contract";
import { ArrowUpRight } from "lucide-react";
import { Link } from "react-router";
import { faultOf, isPaging, useOpenSuspicions, withoutStart } from "../../live/index.ts";
import { Button, classes, Dot, LiveDuration } from "../../ui/index.ts";
import table from "./IncidentTable.module.css";
import styles from "./SuspectedSection.module.css";

const SHOWN = 4;

/** What the inbox holds open, the most urgent first: suspected, not declared. */
export function SuspectedSection() {
  const { rows, error, retry } = useOpenSuspicions();
  return (
    <section aria-labelledby="suspected">
      <h2 id="suspected" className={classes(table.title, styles.title)}>
        <Link to="/inbox">
          Suspected{rows !== undefined && rows.length > 0 && <span> {rows.length}</span>} <ArrowUpRight aria-hidden="true" />
        </Link>
      </h2>
      <div className={styles.box}>
        {rows === undefined && error === null && <p className={styles.none}>Looking into the inbox …</p>}
        {rows === undefined && error !== null && (
          <p className={styles.none} role="alert">
            The inbox did not load. {faultOf(error).message}{" "}
            <Button size="small" onClick={retry}>
              Try again
            </Button>
          </p>
        )}
        {rows?.length === 0 && (
          <p className={styles.none}>
            Nothing. A signal that leaves what is usual for it, its limit or its budget appears here with the reason.
          </p>
        )}
        {rows !== undefined && rows.length > 0 && (
          <ul className={styles.list}>
            {rows.slice(0, SHOWN).map((row) => (
              <Row key={row.suspicionId} suspicion={row} />
            ))}
          </ul>
        )}
        {rows !== undefined && rows.length > SHOWN && (
          <Link to="/inbox" className={styles.more}>
            {rows.length - SHOWN} more in the inbox
          </Link>
        )}
      </div>
    </section>
  );
}

function Row({ suspicion }: { suspicion: Suspicion }) {
  const { suspicionId, title, service, owner, urgency, scenario, since, alerts } = suspicion;
  const paging = isPaging(suspicion);
  return (
    <li>
      <Link to={`/inbox/${suspicionId}`} className={styles.row}>
        <Dot tone={paging ? "harm" : "neutral"} />
        <span className={styles.words}>
          <span className={styles.name}>{title}</span>
          <span className={styles.why}>{withoutStart(alerts[0]?.sentence ?? "")}</span>
        </span>
        <span className={styles.facts}>
          <span className={classes(paging && styles.paging)}>
            {owner} · {urgency}
            {scenario !== null && ` · ${scenario}`}
          </span>
          <span>
            <span className="mono">{service}</span> <LiveDuration since={since} className={styles.for} />
          </span>
        </span>
      </Link>
    </li>
  );
}
