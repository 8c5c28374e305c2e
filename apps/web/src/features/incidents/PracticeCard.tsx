import { Square } from "lucide-react";
import { Button, Card, Chip, Dot, LiveDuration } from "../../ui/index.ts";
import { Drills } from "./Drills.tsx";
import styles from "./PracticeCard.module.css";
import { Sparkline } from "./Sparkline.tsx";
import { usePractice, usePracticeActions } from "./usePractice.ts";

/** What shows the harm of a drill first, and what is worth watching of a service while none runs. */
const SHOWN_OF_DRILL: Readonly<Record<string, string>> = {
  I1: "ungrounded-rate",
  I2: "feature-null-rate",
  I3: "latency-p95",
};
const SHOWN_OF_SERVICE: Readonly<Record<string, string>> = {
  "support-assistant": "ungrounded-rate",
  "refund-risk": "feature-null-rate",
};

/** The services to rehearse on: what they do now, and a drill at one click. */
export function PracticeCard() {
  const practice = usePractice();
  usePracticeActions(practice);
  const { status, busy, mayLead, begin, end } = practice;
  if (status === undefined || status.kind === "absent") return null;
  if (status.kind === "unreachable") {
    return (
      <Card title="Practice" right="not reached">
        <p className={styles.text}>{status.message}</p>
      </Card>
    );
  }
  const { running, services, scenarios } = status;
  const scenario = scenarios.find((one) => one.id === running?.scenario);
  const shownOf = (service: string): string =>
    (scenario?.service === service ? SHOWN_OF_DRILL[scenario.id] : undefined) ?? SHOWN_OF_SERVICE[service] ?? "";
  return (
    <Card
      title="Practice"
      right={
        <span className={styles.right}>
          <Dot tone={running ? "attention" : "verified"} /> {running ? `${running.scenario} running` : "healthy"}
        </span>
      }
    >
      {services.map(({ service, instances, requestsPerSecond }) => (
        <section key={service} className={styles.service} aria-label={service}>
          <p className={styles.facts}>
            <span className="mono">{service}</span>
            <span>{instances} instances</span>
            <span className={styles.rate}>{requestsPerSecond.toFixed(1)}/s</span>
          </p>
          <Sparkline service={service} wanted={shownOf(service)} />
        </section>
      ))}
      {running ? (
        <div className={styles.drill}>
          <p className={styles.drillHead}>
            <b>
              {running.scenario}
              {scenario && ` · ${scenario.title}`}
            </b>
            <Chip kind="attention">
              <LiveDuration since={running.since} />
            </Chip>
          </p>
          <p className={styles.text}>{scenario?.description ?? running.scenario}</p>
          {mayLead && (
            <Button icon={<Square aria-hidden="true" />} busy={busy} onClick={end}>
              End the drill
            </Button>
          )}
        </div>
      ) : (
        mayLead && <Drills scenarios={scenarios} busy={busy} onBegin={begin} />
      )}
    </Card>
  );
}
