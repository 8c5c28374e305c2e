import { summarise } from "@firebreak/incident";
import { type OpenIncident, useAccount } from "../live/index.ts";
import { Avatars, ClockTime, classes, LiveDuration, SeverityBadge, Tooltip, useIsDue } from "../ui/index.ts";
import styles from "./IncidentLayout.module.css";
import { PhaseRail } from "./PhaseRail.tsx";

/** What everybody in the room must have in view: how bad, what, whose, since when, and what is due. */
export function IncidentHeader({ incident }: { incident: OpenIncident }) {
  const { incidentId, state, seq, chain, presence } = incident;
  const dueAt = summarise(incidentId, seq, state).nextUpdateDueAt;
  return (
    <>
      <header className={styles.header}>
        <SeverityBadge severity={state.severity} large />
        {state.drill && <span className={styles.drill}>DRILL</span>}
        <div className={styles.words}>
          <h1 className={styles.title} title={state.title}>
            {state.title}
          </h1>
          <MetaLine incident={incident} />
        </div>
        <PhaseRail incident={incident} />
        <div className={styles.clock}>
          <LiveDuration
            since={state.impactStartedAt}
            end={state.situation === "closed" ? state.closedAt : null}
            long
            className={styles.figure}
          />
          <span>since impact began</span>
        </div>
        {dueAt !== null && <DueClock at={dueAt} />}
        <div className={styles.presence}>
          <Avatars
            label="In the room"
            faces={presence.map((person) => ({ id: person.id, name: person.name, note: `${person.role}, on ${person.page}` }))}
          />
        </div>
      </header>
      {chain.kind === "broken" && (
        <div role="alert" className={styles.broken}>
          <b>The log does not verify.</b> Row {chain.seq} is not the one that was sealed ({chain.fault}). Keep this page open and
          tell security: from here on nothing in it is proof.
        </div>
      )}
    </>
  );
}

function MetaLine({ incident: { incidentId, state } }: { incident: OpenIncident }) {
  const account = useAccount();
  const { commander, technicalLead } = state.roles;
  const nameOf = (person: typeof commander) => (person === null ? "nobody" : person.id === account.id ? "you" : person.name);
  return (
    <div className={styles.meta}>
      <span className="mono">{incidentId}</span>
      <span>{state.incidentClass}</span>
      <span>{state.service}</span>
      <span>
        declared <ClockTime at={state.declaredAt} />
      </span>
      <span>
        commander <b>{nameOf(commander)}</b>
      </span>
      <span>
        tech lead <b>{nameOf(technicalLead)}</b>
      </span>
      {state.situation === "closed" && (
        <span>
          <b>closed</b> <ClockTime at={state.closedAt} />
        </span>
      )}
    </div>
  );
}

function DueClock({ at }: { at: string }) {
  const due = useIsDue(at);
  return (
    <Tooltip text="The audience that waits longest. Draft it under Updates." side="bottom">
      <div className={classes(styles.clock, due && styles.due)}>
        <LiveDuration until={at} className={styles.figure} />
        <span>next update due</span>
      </div>
    </Tooltip>
  );
}
