import type { Role } from "@firebreak/incident";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useId, useRef, useState } from "react";
import { faultOf, useTRPC } from "../../live/index.ts";
import { Button, Dialog, TextField } from "../../ui/index.ts";
import styles from "./AccountsPage.module.css";
import { LinkDialog } from "./LinkDialog.tsx";
import { RoleChoice } from "./RoleChoice.tsx";

interface Fault {
  readonly at: "name" | "email" | null;
  readonly message: string;
}
function faultIn(typed: { readonly name: string; readonly email: string }): Fault | null {
  if (!typed.name.trim()) return { at: "name", message: "Write the person's name." };
  if (/^\S+@\S+\.\S+$/.test(typed.email.trim())) return null;
  return { at: "email", message: "Write their e-mail address. It looks like name@example.org." };
}

/** First the form, then the link, shown once. What was typed stays while the server refuses it. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const formId = useId();
  const [name, setName] = useState("");
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<Role>("responder");
  const [fault, setFault] = useState<Fault | null>(null);
  const inputs = { name: useRef<HTMLInputElement>(null), email: useRef<HTMLInputElement>(null) };
  const refuse = (at: "name" | "email" | null, message: string) => {
    setFault({ at, message });
    if (at) inputs[at].current?.focus();
  };
  const invite = useMutation(
    trpc.accounts.invite.mutationOptions({
      onSuccess: () => client.invalidateQueries({ queryKey: trpc.accounts.list.queryKey() }),
      onError: (error) => {
        const { refusal, message } = faultOf(error);
        refuse(refusal === "EMAIL_TAKEN" || refusal === "ACCOUNT_DISABLED" ? "email" : null, message);
      },
    }),
  );
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (invite.isPending) return;
    const missing = faultIn({ name, email });
    if (missing) {
      refuse(missing.at, missing.message);
      return;
    }
    setFault(null);
    invite.mutate({ name: name.trim(), email: email.trim(), role });
  }

  if (invite.data) return <LinkDialog link={invite.data.link} name={name.trim()} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Invite somebody"
      description="You get a link to hand over. It works once, within 7 days."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={formId} busy={invite.isPending}>
            Make the link
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
        <div className={styles.two}>
          <TextField
            ref={inputs.name}
            label="Name"
            autoComplete="off"
            maxLength={120}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              setFault(null);
            }}
            error={fault?.at === "name" ? fault.message : null}
          />
          <TextField
            ref={inputs.email}
            label="E-mail"
            type="email"
            autoComplete="off"
            maxLength={254}
            value={email}
            onChange={(event) => {
              setEmail(event.target.value);
              setFault(null);
            }}
            error={fault?.at === "email" ? fault.message : null}
          />
        </div>
        <RoleChoice value={role} onChange={setRole} />
      </form>
    </Dialog>
  );
}
