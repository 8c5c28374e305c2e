import type { Alert, Suspicion } from "@firebreak/server/contract";
import type { SignalSeries } from "@firebreak/signals";
import { Link2 } from "lucide-react";
import { Link } from "react-router";
import { Chip, ClockTime, classes, Dot, sparklinePath, useNowAs } from "../../ui/index.ts";
import styles from "./AlertList.module.css";
import { SOURCE_NAMES, STATUS_NAMES, signalAddress, whyText } from "./inboxText.ts";
import { useAlertSeries } from "./useAlertSeries.ts";

/** Why it is suspected, the most urgent reason first, each with how its signal went. */
export function AlertList({ suspicion }: { suspicion: Suspicion }) {
  const { alerts, alertCount, service } = suspicion;
  const series = useAlertSeries(suspicion);
  return (
    <>
      <h3 className={styles.title}>
        Alerts <span>{alertCount}</span>
      </h3>
      <ol className={styles.alerts}>
        {alerts.map((alert) => (
          <AlertItem key={alert.alertId} alert={alert} service={service} series={series.get(alert.signal ?? "") ?? null} />
        ))}
      </ol>
      {alertCount > alerts.length && <p className={styles.more}>{alertCount - alerts.length} more alerts belong to it.</p>}
    </>
  );
}

const TONES = { firing: "harm", held: "attention", resolved: undefined } as const;

function AlertItem({ alert, service, series }: { alert: Alert; service: string; series: SignalSeries | null }) {
  const now = useNowAs((at) => Math.floor(at / 60_000) * 60_000);
  const to = signalAddress(alert, service, now);
  return (
    <li className={classes(styles.alert, alert.status === "resolved" && styles.over)}>
      <Dot tone={TONES[alert.status]} />
      <div className={styles.words}>
        <p className={styles.head}>
          <b>{to === null ? alert.title : <Link to={to}>{alert.title}</Link>}</b>
          <span className={styles.why}>{whyText(alert)}</span>
        </p>
        <p className={styles.facts}>
          <span>
            {alert.owner} · {alert.urgency}
          </span>
          <span>
            since <ClockTime at={alert.since} seconds />
          </span>
          {alert.resolvedAt !== null && (
            <span>
              resolved <ClockTime at={alert.resolvedAt} seconds />
            </span>
          )}
          {alert.source !== "detection" && <span>seen by {SOURCE_NAMES[alert.source]}</span>}
          {alert.url !== "" && (
            <Chip to={alert.url}>
              <Link2 aria-hidden="true" /> open there
            </Chip>
          )}
        </p>
        {alert.source !== "detection" && <Labels labels={alert.labels} />}
      </div>
      {alert.signal === null ? <span /> : <Spark series={series} since={alert.since} harm={alert.status === "firing"} />}
      <span className={styles.side}>
        {STATUS_NAMES[alert.status]}
        {alert.returns > 0 && <span>{alert.returns === 1 ? "came back once" : `came back ${alert.returns} times`}</span>}
      </span>
    </li>
  );
}

const SIZE = { width: 168, height: 34 };

/** The signal around the start of its impact, which is marked. Its place is kept while nothing is known. */
function Spark({ series, since, harm }: { series: SignalSeries | null; since: number; harm: boolean }) {
  const drawing = series ? sparklinePath(series.points, series.envelope, SIZE) : null;
  const [first, last] = [series?.points[0]?.at ?? 0, series?.points.at(-1)?.at ?? 0];
  const mark = last > first ? ((since - first) / (last - first)) * SIZE.width : null;
  return (
    <svg className={styles.spark} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} preserveAspectRatio="none" aria-hidden="true">
      {drawing?.band && <rect x="0" width={SIZE.width} y={drawing.band.y} height={drawing.band.height} fill="var(--band)" />}
      {mark !== null && mark >= 0 && mark <= SIZE.width && (
        <line
          x1={mark}
          x2={mark}
          y1="0"
          y2={SIZE.height}
          stroke="var(--harm)"
          strokeDasharray="2 3"
          vectorEffect="non-scaling-stroke"
        />
      )}
      {drawing && (
        <path
          d={drawing.line}
          fill="none"
          stroke={harm ? "var(--harm)" : "var(--info)"}
          strokeWidth="1.5"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  );
}

function Labels({ labels }: { labels: Alert["labels"] }) {
  return (
    <p className={styles.labels}>
      {Object.entries(labels).map(([name, value]) => (
        <span key={name}>
          {name}={value}
        </span>
      ))}
    </p>
  );
}
