import type { PinnedRecord } from "@firebreak/incident";
import type { RecordTrace } from "@firebreak/server/contract";
import type { InferenceRecord } from "@firebreak/signals";
import { Pin } from "lucide-react";
import { useState } from "react";
import { Button, ClockTime, classes } from "../../../ui/index.ts";
import type { FoundEvidence } from "../AsEvidenceDialog.tsx";
import type { RecordAsk } from "../view.ts";
import { Conversation } from "./Conversation.tsx";
import { RecordFacts } from "./RecordFacts.tsx";
import type { Pinning } from "./RecordsView.tsx";
import { latencyText, recordRef } from "./recordText.ts";
import css from "./Trace.module.css";

interface Props {
  readonly trace: RecordTrace;
  readonly ask: RecordAsk;
  readonly pinnedOf: (record: InferenceRecord) => PinnedRecord | undefined;
  readonly pinRefusal: string | null;
  readonly evidenceRefusal: string | null;
  readonly onPinning: (pinning: Pinning) => void;
  readonly onEvidence: (found: FoundEvidence) => void;
}

/** One request, with all that is known of it: what was said, what was read and called, what came out, and which versions answered. */
export function TraceView(props: Props) {
  const { trace, ask } = props;
  const asked = trace.records.find(
    (one) => one.requestId === ask.requestId && (ask.spanId === null || one.spanId === ask.spanId),
  );
  const [chosen, choose] = useState<string | null>(null);
  const record = trace.records.find(({ spanId }) => spanId === chosen) ?? asked ?? trace.records[0];
  if (!record) return null;
  return (
    <section id="trace" className={css.trace} aria-label={`Request ${record.requestId}`} tabIndex={-1}>
      <Head {...props} record={record} />
      {trace.records.length > 1 ? <Steps records={trace.records} shown={record} onChoose={choose} /> : null}
      <div className={css.columns}>
        <Conversation record={record} />
        <RecordFacts record={record} trace={trace} />
      </div>
    </section>
  );
}

function Head({
  record,
  pinnedOf,
  pinRefusal,
  evidenceRefusal,
  onPinning,
  onEvidence,
}: Props & { readonly record: InferenceRecord }) {
  const pinned = pinnedOf(record);
  const label = `request ${record.requestId.slice(0, 12)}`;
  return (
    <header className={css.head}>
      <h2>
        <ClockTime at={record.at} seconds mono /> <span>{record.operation || "inference"}</span>
        <span className={css.dim}>
          {latencyText(record.measures.latencyMs)} · {record.instance}
        </span>
      </h2>
      <span className={css.does}>
        <Button
          size="small"
          refusal={evidenceRefusal}
          onClick={() =>
            onEvidence({ text: `${label}: `, proof: { kind: "record", label, ref: recordRef(record) }, layer: null })
          }
        >
          As evidence
        </Button>
        <Button
          size="small"
          look={pinned ? "bare" : "quiet"}
          icon={<Pin aria-hidden="true" />}
          refusal={pinRefusal}
          onClick={() => onPinning(pinned ? { kind: "unpin", pinned } : { kind: "pin", row: record })}
        >
          {pinned ? "Unpin" : "Pin to the incident"}
        </Button>
      </span>
      {pinned ? (
        <p className={css.pinned}>
          Pinned by {pinned.by} at <ClockTime at={pinned.at} />: {pinned.reason}
        </p>
      ) : null}
    </header>
  );
}

interface StepsProps {
  readonly records: readonly InferenceRecord[];
  readonly shown: InferenceRecord;
  readonly onChoose: (spanId: string) => void;
}
/** The inferences of one trace, oldest first. */
function Steps({ records, shown, onChoose }: StepsProps) {
  return (
    <fieldset className={css.steps}>
      <legend className="sr-only">Inferences of this trace</legend>
      {records.map((one, index) => (
        <button
          key={one.spanId}
          type="button"
          className={classes(css.step, one === shown && css.on)}
          aria-pressed={one === shown}
          onClick={() => onChoose(one.spanId)}
        >
          {index + 1}. {one.operation || "inference"} <span>{latencyText(one.measures.latencyMs)}</span>
        </button>
      ))}
    </fieldset>
  );
}
