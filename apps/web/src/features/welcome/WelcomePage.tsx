import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { askDoor, type DoorRefusal } from "../../live/auth-door.ts";
import { Doorway } from "../../ui/Doorway.tsx";
import { Button, LinkButton, LoadingState } from "../../ui/index.ts";
import { type Invitation, WelcomeForm } from "./WelcomeForm.tsx";
import styles from "./WelcomePage.module.css";

/** Where a one-time link leads: it says whom it is for, and asks for a password. */
export function WelcomePage() {
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const link = useQuery({
    queryKey: ["welcome", token],
    queryFn: () => askDoor<Invitation>(`/api/welcome?token=${encodeURIComponent(token)}`),
    // The link is used up by the form below; it must not be asked again behind it.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  const answer = link.data;
  return (
    <>
      <title>Welcome · Firebreak</title>
      {answer === undefined || link.isFetching ? (
        <Doorway title="Welcome">
          <LoadingState what="Reading the link" />
        </Doorway>
      ) : answer.ok ? (
        <Entrance token={token} invitation={answer.value} />
      ) : (
        <RefusedLink refusal={answer} onRetry={() => void link.refetch()} />
      )}
    </>
  );
}

function Entrance({ token, invitation }: { token: string; invitation: Invitation }) {
  const first = invitation.kind === "first-administrator";
  return (
    <Doorway
      title={first ? "Set up Firebreak" : `Welcome, ${invitation.name}`}
      lead={
        first
          ? "You become the administrator of this installation: you invite the others and hand out keys."
          : "Choose a password, and you are in."
      }
      foot="This link works once. The password is stored as a hash that nobody can read back."
    >
      <WelcomeForm token={token} invitation={invitation} onEntered={() => location.replace("/")} />
    </Doorway>
  );
}

const TITLES: Readonly<Record<string, string>> = {
  LINK_UNKNOWN: "This link is not known",
  LINK_USED: "This link does not work any more",
  LINK_EXPIRED: "This link does not work any more",
  ACCOUNT_DISABLED: "This account is disabled",
  TOO_MANY_ATTEMPTS: "Too many attempts",
};
function RefusedLink({ refusal, onRetry }: { refusal: DoorRefusal; onRetry: () => void }) {
  const final = refusal.code.startsWith("LINK_") || refusal.code === "ACCOUNT_DISABLED";
  return (
    <Doorway title={TITLES[refusal.code] ?? "The link could not be read"} lead={refusal.message}>
      <div className={styles.actions}>
        {!final && (
          <Button size="large" onClick={onRetry}>
            Try again
          </Button>
        )}
        <LinkButton size="large" to="/sign-in">
          Go to sign-in
        </LinkButton>
      </div>
    </Doorway>
  );
}
