import { Play, Square } from "lucide-react";
import { Button, Card, Chip, Dot, LiveDuration } from "../../ui/index.ts";
import styles from "./PracticeCard.module.css";
import { Sparkline } from "./Sparkline.tsx";
import { usePractice, usePracticeActions } from "./usePractice.ts";

/** The service to rehearse on: what it does now, and a drill at one click. */
export function PracticeCard() {
  const practice = usePractice();
  usePracticeActions(practice);
  const { status, busy, mayLead, begin, end } = practice;
  if (status === undefined || status.kind === "absent") return null;
  if (status.kind === "unreachable") {
    return (
      <Card title="Practice service" right="not reached">
        <p className={styles.text}>{status.message}</p>
      </Card>
    );
  }
  const { running, service, instances, requestsPerSecond, scenarios } = status;
  const scenario = scenarios.find((one) => one.id === running?.scenario);
  return (
    <Card
      title="Practice service"
      right={
        <span className={styles.right}>
          <Dot tone={running ? "attention" : "verified"} /> {running ? `${running.scenario} running` : "healthy"}
        </span>
      }
    >
      <p className={styles.facts}>
        <span className="mono">{service}</span>
        <span>{instances} instances</span>
        <span>{requestsPerSecond.toFixed(1)} requests/s</span>
      </p>
      <Sparkline service={service} wanted="ungrounded-rate" />
      {running ? (
        <div className={styles.drill}>
          <p>
            <Chip kind="attention">
              <LiveDuration since={running.since} /> running
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
        mayLead &&
        scenarios.map((one) => (
          <div key={one.id} className={styles.drill}>
            <p className={styles.text}>
              <b>
                {one.id} · {one.title}.
              </b>{" "}
              {one.description}
            </p>
            <Button icon={<Play aria-hidden="true" />} busy={busy} onClick={() => begin(one.id)}>
              Begin the {one.id} drill
            </Button>
          </div>
        ))
      )}
    </Card>
  );
}
