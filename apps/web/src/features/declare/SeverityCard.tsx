import { type Proof, proposeSeverity, type Severity } from "@firebreak/incident";
import { Button, Card, Chip, RadioGroup, SegmentLabel, SeverityBadge, TextArea } from "../../ui/index.ts";
import styles from "./DeclarePage.module.css";
import type { useDeclaration } from "./useDeclaration.ts";
import { SEVERITY_MEANS } from "./words.ts";

const SEVERITIES: readonly Severity[] = ["SEV1", "SEV2", "SEV3", "SEV4"];

/** Where the sign itself can be looked at. */
function signalPath(service: string, proof: Proof | null): string | undefined {
  if (proof?.kind === "url") return proof.ref;
  return proof?.kind === "signal" ? `/signals?${new URLSearchParams({ service, open: proof.ref })}` : undefined;
}

/** What follows from the impact, why, and the button. */
export function SeverityCard({ declaration }: { declaration: ReturnType<typeof useDeclaration> }) {
  const { draft, change, faults, message, sending } = declaration;
  const proposal = proposeSeverity(draft.impact);
  const severity = draft.severity === "" ? proposal.severity : draft.severity;
  const overridden = severity !== proposal.severity;
  return (
    <aside className={styles.side} aria-label="Severity">
      <Card title="Proposed severity" right={overridden ? "overridden" : "from impact"}>
        <div className={styles.proposal} aria-live="polite">
          <SeverityBadge severity={proposal.severity} large />
          <p>{SEVERITY_MEANS[proposal.severity]}</p>
        </div>
        <ul className={styles.reasons}>
          {proposal.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        <RadioGroup
          label="Declare as"
          value={severity}
          options={SEVERITIES.map((value) => ({ value, label: value }))}
          onChange={(next) =>
            change({
              severity: next === proposal.severity ? "" : next,
              ...(next === proposal.severity ? { severityReason: "" } : {}),
            })
          }
        />
        {overridden && (
          <TextArea
            id="declare-severityReason"
            className={styles.reason}
            label={`Why not ${proposal.severity}`}
            rows={2}
            value={draft.severityReason}
            error={faults.severityReason}
            onChange={(event) => change({ severityReason: event.target.value })}
          />
        )}
      </Card>
      <DetectedBy declaration={declaration} />
      {message !== null && (
        <p role="alert" className={styles.message}>
          {message}
        </p>
      )}
      <Button look="primary" size="large" type="submit" busy={sending}>
        {sending ? "Declaring …" : `Declare ${severity}`}
      </Button>
      <p className={styles.dim}>
        The triage clock and the update clocks begin at once, and the hypotheses to inspect are laid out. Everything is written to
        a sealed log.
      </p>
    </aside>
  );
}

/** What gave it away, and what comes along from the inbox. */
function DetectedBy({ declaration: { draft, around, suspicion } }: { declaration: ReturnType<typeof useDeclaration> }) {
  const sign = around.firstSign;
  return (
    <Card title="Detected by" right={suspicion?.suspicionId}>
      {sign === null ? (
        <p className={styles.dim}>No signal of this service is outside its envelope: a person saw it first.</p>
      ) : (
        <Chip kind="proof" to={signalPath(draft.service, sign.proof)}>
          {sign.title}
        </Chip>
      )}
      {suspicion !== null && (
        <p className={styles.attached}>
          {suspicion.alertCount === 1 ? "Its alert is" : `Its ${suspicion.alertCount} alerts are`} attached to the incident; later
          ones follow by themselves.
          {suspicion.segment !== null && (
            <>
              {" "}
              It stands out where <SegmentLabel segment={suspicion.segment} />.
            </>
          )}
        </p>
      )}
    </Card>
  );
}
