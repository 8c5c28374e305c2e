import { Card, Dot } from "../../ui/index.ts";
import { Drills } from "./Drills.tsx";
import styles from "./PracticeCard.module.css";
import { RunningDrill } from "./RunningDrill.tsx";
import { Sparkline } from "./Sparkline.tsx";
import { usePractice, usePracticeActions } from "./usePractice.ts";

/** What shows the harm of a drill first, and what is worth watching of a service while none runs. */
const SHOWN_OF_DRILL: Readonly<Record<string, string>> = {
  I1: "ungrounded-rate",
  I2: "feature-null-rate",
  I3: "latency-p95",
  I4: "policy-violation-rate",
  I5: "overruled-rate",
};
const SHOWN_OF_SERVICE: Readonly<Record<string, string>> = {
  "support-assistant": "ungrounded-rate",
  "refund-risk": "feature-null-rate",
};

/** The services to rehearse on: what they do now, and a drill at one click; each service rehearses one at a time. */
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
  const { runningAll, services, scenarios } = status;
  const isIdle = (service: string): boolean => !runningAll.some((one) => one.service === service);
  const choices = scenarios.filter((scenario) => isIdle(scenario.service));
  return (
    <Card
      title="Practice"
      right={
        <span className={styles.right}>
          <Dot tone={runningAll.length > 0 ? "attention" : "verified"} />{" "}
          {runningAll.length > 0 ? `${runningAll.map(({ scenario }) => scenario).join(", ")} running` : "healthy"}
        </span>
      }
    >
      {services.map(({ service, instances, requestsPerSecond }) => {
        const running = runningAll.find((one) => one.service === service);
        const shown = (running && SHOWN_OF_DRILL[running.scenario]) ?? SHOWN_OF_SERVICE[service] ?? "";
        return (
          <section key={service} className={styles.service} aria-label={service}>
            <p className={styles.facts}>
              <span className="mono">{service}</span>
              <span>{instances} instances</span>
              <span className={styles.rate}>{requestsPerSecond.toFixed(1)}/s</span>
            </p>
            <Sparkline service={service} wanted={shown} />
            {running && (
              <RunningDrill
                scenario={running.scenario}
                since={running.since}
                drill={scenarios.find(({ id }) => id === running.scenario)}
                only={runningAll.length === 1}
                busy={busy}
                onEnd={mayLead ? end : null}
              />
            )}
          </section>
        );
      })}
      {mayLead && choices.length > 0 && <Drills scenarios={choices} busy={busy} onBegin={begin} />}
    </Card>
  );
}
