import type { ExecutiveView } from "@firebreak/incident";
import { ShieldCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import { Link, useParams } from "react-router";
import { faultOf, retryNow, signOut, useAccount, useConnection, useExecutiveViews } from "../../live/index.ts";
import {
  announce,
  Button,
  LoadingState,
  ReaderPage,
  RefusedState,
  RelativeTime,
  readerStyles,
  SeverityBadge,
  usePageTitle,
} from "../../ui/index.ts";
import { IncidentStatus } from "./IncidentStatus.tsx";

/** Closed. What is recovered and in review is still somebody's incident. */
const isOver = (view: ExecutiveView): boolean => view.nextUpdateDueAt === null && view.status.tone === "neutral";

/** What an executive needs on a phone: what it means, how bad, what is done, until when. Read-only, alive. */
export function StatusPage() {
  const { incidentId } = useParams();
  const { views, error, retry } = useExecutiveViews();
  const account = useAccount();
  const connection = useConnection();
  const shown = views?.find((view) => view.incidentId === incidentId) ?? views?.find((view) => !isOver(view));
  const others = (views ?? []).filter((view) => view !== shown);
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
      {others.length > 0 && <Others views={others} />}
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

function Others({ views }: { views: readonly ExecutiveView[] }) {
  return (
    <section className={readerStyles.others} aria-labelledby="others">
      <h2 id="others">Other incidents</h2>
      {views.map((view) => (
        <Link key={view.incidentId} to={`/status/${view.incidentId}`}>
          <SeverityBadge severity={view.severity} />
          <span className={readerStyles.words}>{view.title}</span>
          <small>{view.status.label}</small>
        </Link>
      ))}
    </section>
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
