import type { Audience, AudienceDesk, Refusal, UpdateContent } from "@firebreak/incident";
import { useEffect, useState } from "react";
import { Button, ClockTime, Dialog, Select, TextArea } from "../../ui/index.ts";
import { AUDIENCE_FRAMING } from "./audienceDesk.ts";
import { ExecutiveFields } from "./ExecutiveFields.tsx";
import { SupportFields } from "./SupportFields.tsx";
import css from "./UpdateDialog.module.css";
import { cleaned, dropDraft, faultsOf, keepDraft, labelOf, readDraft, TEXT_FIELDS, textOf, withText } from "./updateDraft.ts";

interface Props {
  readonly incidentId: string;
  readonly audience: Audience;
  readonly desk: AudienceDesk;
  /** From the runbook, out of the incident's facts. */
  readonly fresh: UpdateContent;
  /** Why it would be refused as it stands (it claims a fix that nobody validated, say). */
  readonly explain: (content: UpdateContent) => Refusal | null;
  readonly onCadence: (minutes: number) => void;
  readonly onSend: (content: UpdateContent) => Refusal | null;
  readonly onClose: () => void;
}

/** What is typed is kept in this browser until it is sent, or started over. */
export function UpdateDialog({ incidentId, audience, desk, fresh, explain, onCadence, onSend, onClose }: Props) {
  const [content, setContent] = useState<UpdateContent>(() => readDraft(localStorage, incidentId, audience) ?? fresh);
  const [touched, setTouched] = useState(() => readDraft(localStorage, incidentId, audience) !== null);
  const change = (next: UpdateContent) => {
    setTouched(true);
    setContent(next);
  };
  useEffect(() => {
    if (touched) keepDraft(localStorage, incidentId, content);
  }, [incidentId, content, touched]);

  const faults = faultsOf(content);
  const refusal = faults.length === 0 ? explain(cleaned(content)) : null;
  const send = () => {
    if (onSend(cleaned(content))) return;
    setTouched(false);
    dropDraft(localStorage, incidentId, audience);
    onClose();
  };
  const startOver = () => {
    dropDraft(localStorage, incidentId, audience);
    setTouched(false);
    setContent(fresh);
  };
  const { title, frame } = AUDIENCE_FRAMING[audience];
  return (
    <Dialog
      open
      onClose={onClose}
      width="large"
      title={`Update for ${title.toLowerCase()}`}
      description={<Description frame={frame} desk={desk} />}
      actions={
        <>
          <Select
            className={css.cadence}
            label={`How often ${title.toLowerCase()} hear`}
            quietLabel
            value={String(desk.cadenceMinutes)}
            options={cadenceChoices(desk.cadenceMinutes)}
            onChange={(minutes) => onCadence(Number(minutes))}
          />
          <Button look="bare" refusal={touched ? null : "This is the fresh draft."} onClick={startOver}>
            Start over from the facts
          </Button>
          <Button look="primary" refusal={faults[0] ?? refusal?.message ?? null} onClick={send}>
            Send to {title.toLowerCase()}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {TEXT_FIELDS[audience].map((field) => (
          <TextArea
            key={field}
            label={labelOf(field)}
            rows={2}
            value={textOf(content, field)}
            onChange={(event) => change(withText(content, field, event.target.value))}
          />
        ))}
        {content.audience === "executives" ? <ExecutiveFields content={content} onChange={change} /> : null}
        {content.audience === "support" ? <SupportFields content={content} onChange={change} /> : null}
      </div>
      <div className={css.verdict} role="status">
        {faults.length > 0 ? <p className={css.faults}>{faults.join(". ")}.</p> : null}
        {refusal ? <p className={css.refused}>{refusal.message}</p> : null}
      </div>
    </Dialog>
  );
}

function Description({ frame, desk }: { readonly frame: string; readonly desk: AudienceDesk }) {
  const [last] = desk.sent;
  return (
    <>
      {frame}.{" "}
      {last ? (
        <>
          Version {last.version} was sent at <ClockTime at={last.at} /> by {last.by}: “{last.content.status}”
        </>
      ) : (
        "Nothing was sent yet."
      )}
    </>
  );
}

function cadenceChoices(current: number) {
  const minutes = [...new Set([15, 30, 60, 120, 240, current])].toSorted((a, b) => a - b);
  return minutes.map((each) => ({
    value: String(each),
    label: `every ${each < 60 || each % 60 !== 0 ? `${each} minutes` : each === 60 ? "hour" : `${each / 60} hours`}`,
  }));
}
