import type { Severity } from "@firebreak/incident";
import { Link } from "react-router";
import styles from "./ReaderPage.module.css";
import { SeverityBadge } from "./SeverityBadge.tsx";

/** The way to the other incidents of a reader's page; nothing where there is no other. */
export function OtherIncidents(props: {
  readonly views: readonly {
    readonly incidentId: string;
    readonly severity: Severity;
    readonly title: string;
    readonly status: { readonly label: string };
  }[];
  readonly page: "status" | "support";
}) {
  if (props.views.length === 0) return null;
  return (
    <section className={styles.others} aria-labelledby="others">
      <h2 id="others">Other incidents</h2>
      {props.views.map((view) => (
        <Link key={view.incidentId} to={`/${props.page}/${view.incidentId}`}>
          <SeverityBadge severity={view.severity} />
          <span className={styles.words}>{view.title}</span>
          <small>{view.status.label}</small>
        </Link>
      ))}
    </section>
  );
}
