import { type FormEvent, useRef, useState } from "react";
import { askDoor } from "../../live/auth-door.ts";
import { DoorwayAlert } from "../../ui/Doorway.tsx";
import { Button, TextField } from "../../ui/index.ts";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { type Entry, FIELDS, type Field, faultIn, PASSWORD_LENGTH } from "./entry.ts";
import styles from "./WelcomePage.module.css";

export type Invitation =
  | { readonly kind: "first-administrator" }
  | { readonly kind: "invitation"; readonly name: string; readonly email: string };

interface WelcomeFormProps {
  readonly token: string;
  readonly invitation: Invitation;
  readonly onEntered: () => void;
}
export function WelcomeForm({ token, invitation, onEntered }: WelcomeFormProps) {
  const invited = invitation.kind === "invitation";
  const [entry, setEntry] = useState<Entry>({
    name: invited ? invitation.name : "",
    email: invited ? invitation.email : "",
    password: "",
  });
  const [fault, setFault] = useState<{ readonly field: Field | null; readonly message: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const inputs = {
    name: useRef<HTMLInputElement>(null),
    email: useRef<HTMLInputElement>(null),
    password: useRef<HTMLInputElement>(null),
  };
  const set = (field: Field) => (event: { target: { value: string } }) => {
    setEntry({ ...entry, [field]: event.target.value });
    if (fault?.field === field) setFault(null);
  };
  const errorOf = (field: Field) => (fault?.field === field ? fault.message : null);

  function refuse(field: Field | null, message: string): void {
    setFault({ field, message });
    if (field) inputs[field].current?.focus();
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const local = faultIn(entry);
    if (local) return refuse(local.field, local.message);
    setBusy(true);
    const answer = await askDoor("/api/welcome", {
      token,
      password: entry.password,
      name: entry.name.trim(),
      ...(!invited && { email: entry.email.trim() }),
    });
    if (answer.ok) return onEntered();
    setBusy(false);
    refuse(FIELDS.find((field) => field === answer.field) ?? null, answer.message);
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      {fault && fault.field === null && <DoorwayAlert>{fault.message}</DoorwayAlert>}
      <TextField
        ref={inputs.name}
        label="Name"
        name="name"
        autoComplete="name"
        hint="As colleagues know you. It stands beside what you do."
        autoFocus={!invited}
        value={entry.name}
        onChange={set("name")}
        error={errorOf("name")}
      />
      <TextField
        ref={inputs.email}
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        readOnly={invited}
        className={invited ? styles.fixed : undefined}
        hint={invited ? undefined : "You sign in with it."}
        value={entry.email}
        onChange={set("email")}
        error={errorOf("email")}
      />
      <PasswordField
        ref={inputs.password}
        label="Password"
        name="new-password"
        autoComplete="new-password"
        autoFocus={invited}
        hint={errorOf("password") ? undefined : lengthHint(entry.password.length)}
        value={entry.password}
        onChange={set("password")}
        error={errorOf("password")}
      />
      <Button type="submit" look="primary" size="large" busy={busy} className={styles.submit}>
        {busy ? "One moment …" : "Enter Firebreak"}
      </Button>
    </form>
  );
}

function lengthHint(length: number): string {
  const missing = PASSWORD_LENGTH.min - length;
  if (length === 0) return `At least ${PASSWORD_LENGTH.min} characters. Four unrelated words are good.`;
  return missing > 0 ? `${missing} more ${missing === 1 ? "character" : "characters"}.` : "Long enough.";
}
