import type { Alert } from "@firebreak/server/contract";
import { type AlertReason, explain, type SignalDefinition, type SignalSeries } from "@firebreak/signals";
import { Card, Chip, ClockTime, Dot } from "../../../ui/index.ts";
import { momentText } from "../momentText.ts";
import css from "./AlertsCard.module.css";

interface Props {
  readonly definition: SignalDefinition;
  readonly alerts: readonly Alert[];
  readonly standing: SignalSeries["standing"];
}

/** Why it alarms: each reason in a sentence, with what was expected and since when; and what was before. */
export function AlertsCard({ definition, alerts, standing }: Props) {
  const own = alerts.filter((alert) => alert.signal === definition.id);
  const firing = own.filter(({ status }) => status !== "resolved");
  const unsaid = standing?.kind === "alarming" && firing.length === 0 ? standing : null;
  return (
    <Card title="Why it alarms" right={own.length === 0 ? "nothing so far" : `${firing.length} now · ${own.length} in all`} fill>
      {own.length === 0 && unsaid === null ? <Quiet definition={definition} standing={standing} /> : null}
      <ul className={css.list}>
        {unsaid ? (
          <li className={css.alert}>
            <Dot tone="harm" />
            <div>
              <Reasons definition={definition} reasons={unsaid.reasons} since={unsaid.since} />
            </div>
          </li>
        ) : null}
        {own.map((alert) => (
          <li key={alert.alertId} className={css.alert}>
            <Dot tone={alert.status === "firing" ? "harm" : alert.status === "held" ? "info" : "neutral"} />
            <div>
              {alert.reasons.length > 0 ? (
                <Reasons definition={definition} reasons={alert.reasons} since={alert.since} />
              ) : (
                <p>{alert.sentence}</p>
              )}
              <p className={css.facts}>
                <Chip kind={alert.status === "firing" ? "harm" : "plain"}>{STATUS[alert.status]}</Chip>
                {alert.urgency}
                {alert.source === "detection" ? "" : ` · ${alert.source}`} · since <ClockTime at={alert.since} seconds />
                {alert.resolvedAt ? (
                  <>
                    {" "}
                    until <ClockTime at={alert.resolvedAt} seconds />
                  </>
                ) : null}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const STATUS: Readonly<Record<Alert["status"], string>> = { firing: "firing", held: "held: expected", resolved: "resolved" };

interface ReasonsProps {
  readonly definition: SignalDefinition;
  readonly reasons: readonly AlertReason[];
  readonly since: number;
}
const Reasons = ({ definition, reasons, since }: ReasonsProps) => (
  <ul className={css.reasons}>
    {reasons.map((reason) => (
      <li key={reason.kind}>{explain(definition, { reason, since, formatTime: momentText })}</li>
    ))}
  </ul>
);

/** How it is watched, said while there is nothing to explain. */
function Quiet({ definition, standing }: Pick<Props, "definition" | "standing">) {
  const watched = [
    definition.limit ? "its limit" : null,
    definition.objective ? "the burn rate of its objective" : null,
    definition.baseline ? "what it usually is" : null,
    definition.kind === "distance" && !definition.limit && !definition.baseline ? "what chance alone does" : null,
  ].filter((each) => each !== null);
  if (watched.length === 0)
    return <p className={css.quiet}>Nothing watches this signal: it has no limit, objective or baseline.</p>;
  const learning = standing?.kind === "learning" ? " What is usual is still being learnt." : "";
  return (
    <p className={css.quiet}>
      Quiet. It is held against {watched.length === 1 ? watched[0] : `${watched.slice(0, -1).join(", ")} and ${watched.at(-1)}`}.
      {learning}
    </p>
  );
}
