import type { Refusal } from "@firebreak/incident";
import { useState } from "react";
import { Button, Dialog, RelativeTime, SegmentLabel, TextArea } from "../../ui/index.ts";
import type { ActiveContainment } from "./segmentRows.ts";
import { effectText, VERDICTS } from "./segmentText.ts";

interface Props {
  readonly containment: ActiveContainment;
  readonly onRelease: (containmentId: string, reason: string) => Refusal | null;
  readonly onClose: () => void;
}

export function ReleaseDialog({ containment, onRelease, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const release = () => {
    const refusal = onRelease(containment.containmentId, reason.trim());
    if (refusal) setFault(refusal.message);
    else onClose();
  };
  const { effect } = containment;
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={
        <>
          Release <SegmentLabel segment={containment.segment} />
        </>
      }
      description={
        <>
          {containment.measure} since <RelativeTime at={containment.isolatedAt} />, by {containment.isolatedBy}.{" "}
          {effect ? `${effectText(effect).change}, ${VERDICTS[effect.verdict].label}.` : "Its effect was not measured yet."} The
          segment's traffic goes back to normal at once.
        </>
      }
      actions={
        <>
          <Button look="bare" onClick={onClose}>
            Keep it isolated
          </Button>
          <Button look="danger" refusal={reason.trim() === "" ? "Say why it can be released." : null} onClick={release}>
            Release
          </Button>
        </>
      }
    >
      <TextArea
        label="Reason"
        rows={2}
        value={reason}
        error={fault}
        placeholder="What was fixed, or why it was not needed"
        onChange={(event) => {
          setReason(event.target.value);
          setFault(null);
        }}
      />
    </Dialog>
  );
}
