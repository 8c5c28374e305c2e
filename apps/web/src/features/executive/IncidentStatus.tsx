import type { ExecutiveView } from "@firebreak/incident";
import { ClockTime, LiveDuration, Pill, ReaderCard, readerStyles as styles, useIsOverdue } from "../../ui/index.ts";

const SEVERITY_TONE = { SEV1: "harm", SEV2: "harm", SEV3: "attention", SEV4: "neutral" } as const;

export function IncidentStatus({ view }: { view: ExecutiveView }) {
  return (
    <>
      <h1 className={styles.title}>{view.title}</h1>
      <div className={styles.pills}>
        <Pill tone={SEVERITY_TONE[view.severity]}>{view.severity.replace("SEV", "SEV ")}</Pill>
        <Pill tone={view.status.tone}>{view.status.label}</Pill>
        {view.drill && <Pill tone="neutral">Drill</Pill>}
      </div>
      <div className={styles.two}>
        <ReaderCard title="Business impact" fresh={`${view.impactFigure?.value ?? ""}${view.customerImpact}`}>
          {view.impactFigure && (
            <p>
              <b className={styles.big}>{view.impactFigure.value}</b>
              {view.impactFigure.of}
            </p>
          )}
          <p className={styles.prose}>{view.customerImpact}</p>
        </ReaderCard>
        <ReaderCard title="Risk" fresh={view.risk}>
          <p className={styles.prose}>{view.risk}</p>
        </ReaderCard>
      </div>
      <div className={styles.two}>
        <ReaderCard title="What we are doing" fresh={view.mitigation}>
          <p className={styles.prose}>{view.mitigation}</p>
        </ReaderCard>
        <ReaderCard title="Expected" fresh={view.expected?.at ?? "none"}>
          <Expected view={view} />
        </ReaderCard>
      </div>
      <ReaderCard title="Updates" right={view.nextUpdateDueAt === null ? undefined : <NextUpdate at={view.nextUpdateDueAt} />}>
        {view.updates.length === 0 && <p className={styles.line}>No update yet. The first one appears here by itself.</p>}
        {view.updates.map((update) => (
          <p key={`${update.at} ${update.text}`} className={styles.line}>
            <ClockTime at={update.at} /> — {update.text}
          </p>
        ))}
      </ReaderCard>
      <ReaderCard title="Since">
        <p>
          Impact began <ClockTime at={view.impactStartedAt} />
          {view.nextUpdateDueAt !== null && (
            <>
              , <LiveDuration since={view.impactStartedAt} /> ago
            </>
          )}
          . Declared <ClockTime at={view.declaredAt} /> as {view.incidentId}.
        </p>
      </ReaderCard>
    </>
  );
}

function Expected({ view: { expected } }: { view: ExecutiveView }) {
  if (expected === null) return <p>No estimate yet. None is given before it can be held.</p>;
  return (
    <p>
      <b className={styles.big}>
        <ClockTime at={expected.at} />
      </b>
      estimate, confidence {expected.confidence} — {expected.basis}
    </p>
  );
}

function NextUpdate({ at }: { at: string }) {
  const overdue = useIsOverdue(at);
  if (overdue) return <>next was due at {<ClockTime at={at} />}</>;
  return (
    <>
      next at <ClockTime at={at} />, in <LiveDuration until={at} />
    </>
  );
}
