import type { IncidentCommand, Refusal } from "@firebreak/incident";
import { useState } from "react";
import { Button, Dialog, TextField } from "../../../ui/index.ts";
import type { Pinning } from "./RecordsView.tsx";

interface Props {
  readonly pinning: Pinning;
  readonly refusal: string | null;
  readonly onIssue: (command: IncidentCommand) => Refusal | null;
  readonly onClose: () => void;
}
const LONGEST = 200;

/** Why a request is kept with the incident, or no longer is. Its content stays in the telemetry. */
export function PinDialog({ pinning, refusal, onIssue, onClose }: Props) {
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  const isPin = pinning.kind === "pin";
  const go = () => {
    const refused = onIssue(commandOf(pinning, reason.trim()));
    if (refused) setFault(refused.message);
    else onClose();
  };
  const { requestId } = isPin ? pinning.row : pinning.pinned;
  return (
    <Dialog
      open
      onClose={onClose}
      width="small"
      title={isPin ? "Pin this request" : "Unpin this request"}
      description={
        <>
          <span className="mono">{requestId}</span>{" "}
          {isPin ? "is named in the log, so that a review finds it again." : "stays named in the log, with your reason."}
        </>
      }
      actions={
        <>
          <Button look="bare" onClick={onClose}>
            Cancel
          </Button>
          <Button
            look={isPin ? "primary" : "danger"}
            refusal={refusal ?? (reason.trim() === "" ? "Say why: it stands in the log." : null)}
            onClick={go}
          >
            {isPin ? "Pin" : "Unpin"}
          </Button>
        </>
      }
    >
      <TextField
        label="Reason"
        value={reason}
        maxLength={LONGEST}
        error={fault}
        placeholder={isPin ? "What it shows" : "Why it shows nothing new"}
        onChange={(event) => {
          setReason(event.target.value);
          setFault(null);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && reason.trim() !== "" && !refusal) go();
        }}
      />
    </Dialog>
  );
}

function commandOf(pinning: Pinning, reason: string): IncidentCommand {
  if (pinning.kind === "unpin") {
    const { requestId, spanId } = pinning.pinned;
    return { type: "UnpinRecord", requestId, spanId, reason };
  }
  const { requestId, traceId, spanId, at } = pinning.row;
  return { type: "PinRecord", record: { requestId, traceId, spanId, servedAt: new Date(at).toISOString() }, reason };
}
