import type { KeyScope } from "@firebreak/server/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { faultOf, useTRPC } from "../../live/index.ts";
import { Button, CopyButton, Dialog, TextField } from "../../ui/index.ts";
import { environmentOf } from "./environment.ts";
import styles from "./KeysPage.module.css";

const SCOPES: readonly { readonly scope: KeyScope; readonly name: string; readonly what: string }[] = [
  { scope: "intake", name: "Telemetry in", what: "Sends traces and logs over OTLP." },
  { scope: "flags", name: "Flags out", what: "Reads its answer mode over OFREP: so a containment reaches it." },
  { scope: "alerts", name: "Alerts in", what: "Alertmanager or Grafana delivers its alerts, of this and other services." },
  {
    scope: "changes",
    name: "Changes in",
    what: "A script announces what it changes: deployments, prompts, pipeline runs, outages.",
  },
];
type Field = "name" | "service" | "scopes";

interface Fault {
  readonly at: Field | null;
  readonly message: string;
}
interface Typed {
  readonly name: string;
  readonly service: string;
  readonly scopes: readonly KeyScope[];
}
/** The first faulty field, in the order in which they stand. */
function faultIn({ name, service, scopes }: Typed): Fault | null {
  if (!service.trim()) return { at: "service", message: "Write the service's name, as its telemetry says it: service.name." };
  if (!name.trim()) return { at: "name", message: "Write a name by which you recognise the key, for example where it is used." };
  return scopes.length === 0 ? { at: "scopes", message: "Choose what the key opens: one at least." } : null;
}

/** First the form, then the secret, shown once, in the lines that a service's environment needs. */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const formId = useId();
  const [name, setName] = useState("");
  const [service, setService] = useState("");
  const [scopes, setScopes] = useState<readonly KeyScope[]>(["intake", "flags"]);
  const [fault, setFault] = useState<Fault | null>(null);
  const inputs = {
    name: useRef<HTMLInputElement>(null),
    service: useRef<HTMLInputElement>(null),
    scopes: useRef<HTMLInputElement>(null),
  };
  const refuse = (at: Field | null, message: string) => {
    setFault({ at, message });
    if (at) inputs[at].current?.focus();
  };
  const create = useMutation(
    trpc.accounts.createKey.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.accounts.keys.queryKey() }),
      onError: (error) => refuse(null, faultOf(error).message),
    }),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (create.isPending) return;
    const missing = faultIn({ name, service, scopes });
    if (missing) {
      refuse(missing.at, missing.message);
      return;
    }
    setFault(null);
    create.mutate({ name: name.trim(), service: service.trim(), scopes: [...scopes] });
  }

  if (create.data)
    return (
      <SecretDialog
        secret={create.data.secret}
        service={create.data.row.service}
        scopes={create.data.row.scopes}
        onClose={onClose}
      />
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title="Create a key"
      description="It belongs to one service and speaks for nothing else."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={formId} busy={create.isPending}>
            Create key
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
          label="Name of the key"
          autoComplete="off"
          maxLength={80}
          placeholder="production, eu-west"
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setFault(null);
          }}
          error={fault?.at === "name" ? fault.message : null}
        />
        <fieldset className={styles.choices}>
          <legend>Opens</legend>
          {SCOPES.map(({ scope, name: title, what }, index) => (
            <label key={scope}>
              <input
                ref={index === 0 ? inputs.scopes : undefined}
                type="checkbox"
                checked={scopes.includes(scope)}
                onChange={(event) =>
                  setScopes(event.target.checked ? [...scopes, scope] : scopes.filter((other) => other !== scope))
                }
              />
              <span>
                <b>{title}</b>
                <span>{what}</span>
              </span>
            </label>
          ))}
          {fault?.at === "scopes" && (
            <p className={styles.error} role="alert">
              {fault.message}
            </p>
          )}
        </fieldset>
      </form>
    </Dialog>
  );
}

interface SecretDialogProps {
  readonly secret: string;
  readonly service: string;
  readonly scopes: readonly KeyScope[];
  readonly onClose: () => void;
}
function SecretDialog({ secret, service, scopes, onClose }: SecretDialogProps) {
  const lines = environmentOf({ origin: location.origin, service, scopes, secret });
  return (
    <Dialog
      open
      onClose={onClose}
      width="large"
      title={`The key of ${service}`}
      description="Copy it now: only its hash is kept, and it is not shown again."
      actions={
        <Button look="primary" onClick={onClose}>
          I have it
        </Button>
      }
    >
      <div className={styles.secret}>
        <output aria-label="The secret">{secret}</output>
        <CopyButton text={secret} name="the secret" size="medium" />
      </div>
      <div className={styles.snippet}>
        <div className={styles.snippetHead}>
          <h3>The service’s environment</h3>
          <CopyButton text={lines} name="the environment" />
        </div>
        <pre>{lines}</pre>
        <p>OpenTelemetry exporters and OpenFeature’s OFREP providers read these by themselves; some need them in code.</p>
      </div>
    </Dialog>
  );
}
