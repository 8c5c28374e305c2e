import { type IncidentCommand, type Measure, type Refusal, type Segment, segmentKey } from "@firebreak/incident";
import { measureSheet } from "@firebreak/runbook";
import { useState } from "react";
import { newCommandId } from "../../live/index.ts";
import { Button, Dialog, RadioGroup, SegmentLabel, Select, serverNow, TextArea } from "../../ui/index.ts";
import { BlastRadiusView, useBlastRadius } from "./BlastRadiusView.tsx";
import css from "./IsolateDialog.module.css";
import { MEASURES } from "./segmentRows.ts";
import { type HarmSignal, pickedSegment } from "./segmentText.ts";
import { useDimensions } from "./useSegments.ts";

interface Props {
  readonly service: string;
  readonly harmSignal: HarmSignal;
  /** null: picked by hand from what the records know. */
  readonly segment: Segment | null;
  readonly measure: Measure;
  readonly onIsolate: (command: Extract<IncidentCommand, { type: "IsolateSegment" }>) => Refusal | null;
  readonly onClose: () => void;
}
const EXPIRIES = [
  { value: "0", label: "No expiry: a person releases it" },
  { value: "30", label: "Ends by itself in 30 minutes" },
  { value: "60", label: "Ends by itself in 1 hour" },
  { value: "240", label: "Ends by itself in 4 hours" },
] as const;

/** Nothing is switched before the blast radius was on screen. */
export function IsolateDialog({ service, harmSignal, segment: given, measure: first, onIsolate, onClose }: Props) {
  const [picks, setPicks] = useState<Readonly<Record<string, string>>>({});
  const [measure, setMeasure] = useState(first);
  const [reason, setReason] = useState("");
  const [expiry, setExpiry] = useState<(typeof EXPIRIES)[number]["value"]>("0");
  const [fault, setFault] = useState<string | null>(null);
  const segment = given ?? pickedSegment(picks);
  const blast = useBlastRadius(service, harmSignal.id, segment);
  const isolate = () => {
    if (!segment || !blast.measured) return;
    const expiresAt = expiry === "0" ? null : new Date(serverNow() + Number(expiry) * 60_000).toISOString();
    const refusal = onIsolate({
      type: "IsolateSegment",
      containmentId: newCommandId(),
      segment,
      measure,
      reason: reason.trim(),
      blastRadius: blast.measured.radius,
      harmSignal: harmSignal.id,
      expiresAt,
    });
    if (refusal) setFault(refusal.message);
    else onClose();
  };
  const missing = !segment
    ? "Choose a segment first."
    : !blast.measured
      ? "Its blast radius is being measured."
      : reason.trim() === ""
        ? "Say why: it stands in the log and beside the switch."
        : null;
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title={
        given ? (
          <>
            Isolate <SegmentLabel segment={given} />
          </>
        ) : (
          "Isolate a segment by hand"
        )
      }
      actions={
        <>
          <Button look="bare" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" refusal={missing} onClick={isolate}>
            Isolate {segment ? segmentKey(segment) : ""}
          </Button>
        </>
      }
    >
      <div className={css.form}>
        {given ? null : <Picker service={service} picks={picks} onPick={setPicks} />}
        <BlastRadiusView {...blast} signal={harmSignal} />
        <RadioGroup
          label="Measure"
          layout="list"
          value={measure}
          options={MEASURES.map((each) => ({ value: each, label: <MeasureWords measure={each} /> }))}
          onChange={setMeasure}
        />
        <TextArea
          label="Reason"
          rows={2}
          value={reason}
          error={fault}
          placeholder="Why this segment, why now"
          onChange={(event) => {
            setReason(event.target.value);
            setFault(null);
          }}
        />
        <Select label="Expiry" value={expiry} options={EXPIRIES} onChange={setExpiry} />
      </div>
    </Dialog>
  );
}

function MeasureWords({ measure }: { readonly measure: Measure }) {
  const { label, can, cannot, usersNotice } = measureSheet(measure);
  return (
    <span className={css.measure}>
      <b>{label}</b> <span className="mono">{measure}</span>
      <span className={css.can}>
        <b>Can:</b> {can}
      </span>
      <span className={css.can}>
        <b>Cannot:</b> {cannot}
      </span>
      <span className={css.can}>
        <b>Users notice:</b> {usersNotice}
      </span>
    </span>
  );
}

interface PickerProps {
  readonly service: string;
  readonly picks: Readonly<Record<string, string>>;
  readonly onPick: (picks: Readonly<Record<string, string>>) => void;
}
function Picker({ service, picks, onPick }: PickerProps) {
  const dimensions = useDimensions(service, true);
  return (
    <div className={css.picker}>
      {dimensions.map(({ dimension, values }) => (
        <Select
          key={dimension}
          label={dimension}
          value={picks[dimension] ?? ""}
          options={[{ value: "", label: "any" }, ...values.map((value) => ({ value, label: value }))]}
          onChange={(value) => onPick({ ...picks, [dimension]: value })}
        />
      ))}
    </div>
  );
}
