import type { ChangeSource } from "@firebreak/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { faultOf, useTRPC } from "../../live/index.ts";
import { Button, Dialog, Select, TextField } from "../../ui/index.ts";
import styles from "./ChangeDoorsPage.module.css";
import { DoorSecretDialog } from "./DoorSecretDialog.tsx";

const SOURCES: readonly { readonly value: ChangeSource; readonly label: string }[] = [
  { value: "github", label: "GitHub: deployments" },
  { value: "mlflow", label: "MLflow: models and prompts" },
  { value: "cdevents", label: "CDEvents: services, pipeline runs, incidents" },
  { value: "argo", label: "Argo CD or Argo Rollouts" },
  { value: "json", label: "Plain JSON from a script" },
];
interface Fault {
  readonly at: "name" | "service" | null;
  readonly message: string;
}
function faultIn({ name, service }: { readonly name: string; readonly service: string }): Fault | null {
  if (!service.trim()) return { at: "service", message: "Write the service’s name, as its telemetry says it: service.name." };
  return name.trim()
    ? null
    : { at: "name", message: "Write a name by which you recognise the door, for example the repository." };
}

/** First the form, then the address, the secret (shown once) and the steps of that source. */
export function CreateDoorDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const formId = useId();
  const [name, setName] = useState("");
  const [service, setService] = useState("");
  const [source, setSource] = useState<ChangeSource>("github");
  const [fault, setFault] = useState<Fault | null>(null);
  const inputs = { name: useRef<HTMLInputElement>(null), service: useRef<HTMLInputElement>(null) };
  const create = useMutation(
    trpc.changes.createDoor.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.changes.doors.queryKey() }),
      onError: (error) => setFault({ at: null, message: faultOf(error).message }),
    }),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (create.isPending) return;
    const missing = faultIn({ name, service });
    setFault(missing);
    if (missing?.at) inputs[missing.at].current?.focus();
    if (!missing) create.mutate({ name: name.trim(), service: service.trim(), source });
  }

  if (create.data) return <DoorSecretDialog made={create.data} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Create a change door"
      description="For one system that changes one service. Its deliveries are signed with a secret of their own."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={formId} busy={create.isPending}>
            Create door
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} noValidate onSubmit={submit}>
        {fault && fault.at === null && (
          <p className={styles.refusal} role="alert">
            {fault.message}
          </p>
        )}
        <Select label="Announced by" value={source} options={SOURCES} onChange={setSource} />
        <TextField
          ref={inputs.service}
          label="Service"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={120}
          placeholder="support-assistant"
          hint="Exactly as its telemetry says it: service.name."
          value={service}
          onChange={(event) => {
            setService(event.target.value);
            setFault(null);
          }}
          error={fault?.at === "service" ? fault.message : null}
        />
        <TextField
          ref={inputs.name}
          label="Name of the door"
          autoComplete="off"
          maxLength={80}
          placeholder="acme/assistant, production"
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setFault(null);
          }}
          error={fault?.at === "name" ? fault.message : null}
        />
      </form>
    </Dialog>
  );
}
