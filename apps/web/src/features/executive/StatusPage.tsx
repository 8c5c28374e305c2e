import type { ExecutiveView } from "@firebreak/incident";
import { ShieldCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { useParams } from "react-router";
import { faultOf, retryNow, shownView, signOut, useAccount, useConnection, useExecutiveViews } from "../../live/index.ts";
import {
  announce,
  Button,
  LoadingState,
  OtherIncidents,
  ReaderPage,
  RefusedState,
  RelativeTime,
  readerStyles,
  usePageTitle,
} from "../../ui/index.ts";
import { IncidentStatus } from "./IncidentStatus.tsx";

/** What an executive needs on a phone: what it means, how bad, what is done, until when. Read-only, alive. */
export function StatusPage() {
  const { incidentId } = useParams();
  const { views, error, retry } = useExecutiveViews();
  const account = useAccount();
  const connection = useConnection();
  const { shown, others } = shownView(views, incidentId);
  usePageTitle(shown ? `${shown.severity} ${shown.title}` : "Executive status");
  useStatusNews(shown);

  return (
    <ReaderPage
      account={account}
      onSignOut={() => void signOut()}
      disconnected={connection.kind === "live" ? null : { since: connection.since, lost: connection.kind === "lost" }}
      onRetry={retryNow}
      kicker={[
        "Executive status",
        "read-only",
        connection.kind === "live" ? (
          <>
            live{shown && ", last change "}
            {shown && <RelativeTime at={shown.lastChangeAt} />}
          </>
        ) : (
          "not live"
        ),
      ]}
      back={
        account.role === "executive"
          ? undefined
          : { to: shown ? `/incidents/${shown.incidentId}` : "/incidents", label: "War room" }
      }
    >
      {views === undefined && error === null && <LoadingState what="Loading the status" />}
      {views === undefined && error !== null && (
        <RefusedState title="The status did not load" action={<Button onClick={retry}>Try again</Button>}>
          {faultOf(error).message}
        </RefusedState>
      )}
      {views !== undefined && (shown ? <IncidentStatus key={shown.incidentId} view={shown} /> : <Calm />)}
      <OtherIncidents views={others} page="status" />
    </ReaderPage>
  );
}

function Calm() {
  return (
    <div className={readerStyles.calm}>
      <ShieldCheck aria-hidden="true" />
      <h1 className={readerStyles.title}>No incident is active</h1>
      <p>When one is declared it appears here by itself. You need not reload.</p>
    </div>
  );
}

function useStatusNews(view: ExecutiveView | undefined): void {
  const before = useRef<ExecutiveView | undefined>(undefined);
  useEffect(() => {
    const old = before.current;
    before.current = view;
    if (!view || !old) return;
    if (old.incidentId !== view.incidentId) announce(`New incident: ${view.severity}, ${view.title}`, "assertive");
    else if (old.severity !== view.severity) announce(`Severity is now ${view.severity}.`, "assertive");
    else if (old.status.label !== view.status.label) announce(`Status: ${view.status.label}.`);
    else if (old.updates.length !== view.updates.length) announce(`Update: ${view.updates[0]?.text ?? ""}`);
  }, [view]);
}
