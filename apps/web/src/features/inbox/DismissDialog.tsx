import type { Suspicion } from "@firebreak/server/contract";
import { type FormEvent, useId, useState } from "react";
import { Button, Dialog, TextArea } from "../../ui/index.ts";
import { useDecisions } from "./useInbox.ts";

export function DismissDialog({ suspicion, onClose }: { suspicion: Suspicion; onClose: () => void }) {
  const form = useId();
  const [reason, write] = useState("");
  const [missing, setMissing] = useState(false);
  const { dismiss, busy, fault } = useDecisions(suspicion, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === "") setMissing(true);
    else dismiss(reason.trim());
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Dismiss ${suspicion.suspicionId}`}
      description="It is no incident. Its alerts stay quiet until they have resolved and come anew; the reason stays with it."
      width="small"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={form} look="primary" busy={busy}>
            Dismiss
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextArea
          label="Reason"
          value={reason}
          maxLength={1000}
          onChange={(event) => {
            write(event.target.value);
            setMissing(false);
          }}
          hint="For whoever sees the same alerts next time: what it was, and how you know."
          error={missing ? "Say why it is no incident." : fault}
        />
      </form>
    </Dialog>
  );
}
