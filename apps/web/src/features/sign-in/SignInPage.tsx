import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useRef, useState } from "react";
import { Navigate, useSearchParams } from "react-router";
import { askDoor, type DoorRefusal } from "../../live/auth-door.ts";
import { useTRPC } from "../../live/index.ts";
import { Doorway, DoorwayAlert } from "../../ui/Doorway.tsx";
import { Button, TextField } from "../../ui/index.ts";
import { PasswordField } from "../../ui/PasswordField.tsx";
import { landingOf } from "./landing.ts";
import styles from "./SignInPage.module.css";

/** Afterwards: where the person wanted to go, else `/`, which leads each role to its own page. */
export function SignInPage() {
  const trpc = useTRPC();
  const [search] = useSearchParams();
  const landing = landingOf(search.get("to"));
  const me = useQuery(trpc.accounts.me.queryOptions(undefined, { retry: false }));
  if (me.data) return <Navigate to={landing} replace />;
  return (
    <Doorway
      title="Sign in"
      lead="The war room for AI incidents"
      foot="No account, or no password any more? Ask an administrator for a link. The first administrator’s link was printed where the server was started."
    >
      <title>Sign in · Firebreak</title>
      {landing !== "/" && (
        <p className={styles.note}>
          You are not signed in, or your session has ended. Afterwards you are where you wanted to go.
        </p>
      )}
      <SignInForm onSignedIn={() => location.replace(landing)} />
    </Doorway>
  );
}

type Fault = DoorRefusal & { readonly at: "email" | "password" | null };

function SignInForm({ onSignedIn }: { onSignedIn: () => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);
  const inputs = { email: useRef<HTMLInputElement>(null), password: useRef<HTMLInputElement>(null) };

  function refuse(next: Fault): void {
    setFault(next);
    if (next.at) inputs[next.at].current?.focus();
  }
  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const missing = missingIn({ email, password });
    if (missing) return refuse(missing);
    setBusy(true);
    const answer = await askDoor("/api/auth/sign-in/email", { email: email.trim(), password });
    if (answer.ok) return onSignedIn();
    setBusy(false);
    refuse({ ...answer, at: PLACES[answer.code] ?? null });
  }

  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      {fault && fault.at === null && <DoorwayAlert>{fault.message}</DoorwayAlert>}
      <TextField
        ref={inputs.email}
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        value={email}
        onChange={(event) => {
          setEmail(event.target.value);
          setFault(null);
        }}
        error={fault?.at === "email" ? fault.message : null}
      />
      <PasswordField
        ref={inputs.password}
        label="Password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
          setFault(null);
        }}
        error={fault?.at === "password" ? fault.message : null}
      />
      <Button type="submit" look="primary" size="large" busy={busy} className={styles.submit}>
        {busy ? "Signing in …" : "Sign in"}
      </Button>
    </form>
  );
}

const PLACES: Readonly<Record<string, Fault["at"]>> = {
  INVALID_EMAIL: "email",
  INVALID_EMAIL_OR_PASSWORD: "password",
  PASSWORD_TOO_LONG: "password",
};

function missingIn(typed: { readonly email: string; readonly password: string }): Fault | null {
  const missing = (at: "email" | "password", message: string): Fault => ({ ok: false, code: "MISSING", message, at });
  if (!/^\S+@\S+$/.test(typed.email.trim()))
    return missing("email", "Write your e-mail address. It looks like name@example.org.");
  if (!typed.password) return missing("password", "Write your password.");
  return null;
}
