import type { SupportView } from "@firebreak/incident";
import { Headset } from "lucide-react";
import { useEffect, useRef } from "react";
import { useParams } from "react-router";
import { faultOf, retryNow, shownView, signOut, useAccount, useConnection, useSupportViews } from "../../live/index.ts";
import {
  announce,
  Button,
  ClockTime,
  LoadingState,
  OtherIncidents,
  ReaderPage,
  RefusedState,
  readerStyles,
  usePageTitle,
} from "../../ui/index.ts";
import { Guidance } from "./Guidance.tsx";
import { Questions } from "./Questions.tsx";

/** What to tell customers, word for word; what not to say; and a line to the war room. */
export function SupportPage() {
  const { incidentId } = useParams();
  const { views, error, retry } = useSupportViews();
  const account = useAccount();
  const connection = useConnection();
  const { shown, others } = shownView(views, incidentId);
  usePageTitle(shown ? `${shown.incidentId} talking points` : "Support talking points");
  useGuidanceNews(shown);

  return (
    <ReaderPage
      account={account}
      onSignOut={() => void signOut()}
      disconnected={connection.kind === "live" ? null : { since: connection.since, lost: connection.kind === "lost" }}
      onRetry={retryNow}
      kicker={kickerOf(shown, connection.kind === "live")}
      back={
        account.role === "support"
          ? undefined
          : { to: shown ? `/incidents/${shown.incidentId}` : "/incidents", label: "War room" }
      }
    >
      {views === undefined && error === null && <LoadingState what="Loading the talking points" />}
      {views === undefined && error !== null && (
        <RefusedState title="The talking points did not load" action={<Button onClick={retry}>Try again</Button>}>
          {faultOf(error).message}
        </RefusedState>
      )}
      {views !== undefined && shown === undefined && (
        <div className={readerStyles.calm}>
          <Headset aria-hidden="true" />
          <h1 className={readerStyles.title}>Nothing special to tell customers</h1>
          <p>No incident is active. When one is declared, what to say appears here by itself.</p>
        </div>
      )}
      {shown && <Guidance view={shown} />}
      {shown && <Questions key={shown.incidentId} view={shown} />}
      <OtherIncidents views={others} page="support" />
    </ReaderPage>
  );
}

function kickerOf(view: SupportView | undefined, live: boolean) {
  const state = live ? "live" : "not live";
  if (!view) return ["Support talking points", state];
  if (!view.guidance) return ["Support talking points", view.incidentId, state];
  return [
    "Support talking points",
    view.incidentId,
    <>
      version {view.guidance.version}, approved <ClockTime at={view.guidance.approvedAt} /> by {view.guidance.approvedBy}
    </>,
    "changes are highlighted for 10 min",
    state,
  ];
}

function useGuidanceNews(view: SupportView | undefined): void {
  const before = useRef<SupportView | undefined>(undefined);
  useEffect(() => {
    const old = before.current;
    before.current = view;
    if (!view || old?.incidentId !== view.incidentId) return;
    if ((view.guidance?.version ?? 0) > (old.guidance?.version ?? 0)) announce("The talking points changed.", "assertive");
    const answered = (one: SupportView) => one.questions.filter((question) => question.answer !== null).length;
    if (answered(view) > answered(old)) announce("The war room answered a question.");
  }, [view]);
}
