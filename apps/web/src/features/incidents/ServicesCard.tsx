import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../live/index.ts";
import { Card, RelativeTime } from "../../ui/index.ts";
import styles from "./PracticeCard.module.css";

/** Which services are heard, so that a silent one is noticed before it is needed. */
export function ServicesCard() {
  const trpc = useTRPC();
  const services = useQuery(trpc.telemetry.services.queryOptions(undefined, { refetchInterval: 10_000 }));
  const rows = services.data;
  return (
    <Card title="Services heard" right={rows === undefined ? undefined : `${rows.length}`}>
      {rows !== undefined && rows.length === 0 && (
        <p className={styles.text}>
          No telemetry has arrived. Point an OpenTelemetry exporter at <code>/v1/traces</code> with an API key.
        </p>
      )}
      <ul className={styles.services}>
        {(rows ?? []).map((row) => (
          <li key={row.service} className={styles.heard}>
            <span className="mono">{row.service}</span>
            <span>
              {Math.round(row.requestsPerMinute)}/min · <RelativeTime at={row.lastSeenAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
