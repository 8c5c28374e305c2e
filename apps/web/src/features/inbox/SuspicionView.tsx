import type { Suspicion } from "@firebreak/server/contract";
import { Flame, GitMerge, X } from "lucide-react";
import { useMemo, useState } from "react";
import { Link, useNavigate } from "react-router";
import { type Action, faultOf, useAccount, useActions } from "../../live/index.ts";
import {
  Button,
  ClockTime,
  CopyButton,
  LinkButton,
  LiveDuration,
  LoadingState,
  RefusedState,
  SegmentLabel,
  useKeys,
} from "../../ui/index.ts";
import { AlertList } from "./AlertList.tsx";
import { DismissDialog } from "./DismissDialog.tsx";
import { CLASS_NAMES, endText, signalsAddress } from "./inboxText.ts";
import { MergeDialog } from "./MergeDialog.tsx";
import styles from "./SuspicionView.module.css";
import { useSuspected } from "./useInbox.ts";

const TRIAGERS = ["commander", "responder", "administrator"];

/** One suspected incident: what is seen, why, since when; and the three ways to end it. */
export function SuspicionView({ suspicionId }: { suspicionId: string }) {
  const { suspicion, error } = useSuspected(suspicionId);
  if (suspicion === undefined)
    return (
      <section className={styles.view} aria-label={suspicionId}>
        {error === null ? (
          <LoadingState what={`Loading ${suspicionId}`} />
        ) : (
          <RefusedState title={`${suspicionId} did not load`}>{faultOf(error).message}</RefusedState>
        )}
      </section>
    );
  return <Known suspicion={suspicion} />;
}

function Known({ suspicion }: { suspicion: Suspicion }) {
  const { suspicionId, title, service, owner, urgency, faultClass, scenario, since, segment, fault, end } = suspicion;
  return (
    <section className={styles.view} aria-labelledby={`title-${suspicionId}`}>
      <div className={styles.head}>
        <h2 id={`title-${suspicionId}`} className={styles.title}>
          {title}
        </h2>
        <CopyButton text={`${location.origin}/inbox/${suspicionId}`} label={`Copy the link to ${suspicionId}`} />
      </div>
      <dl className={styles.facts}>
        <Fact name="Id">
          <span className="mono">{suspicionId}</span>
        </Fact>
        <Fact name="Service">
          <Link to={signalsAddress(suspicion)} className="mono">
            {service}
          </Link>
        </Fact>
        <Fact name="Impact since">
          <ClockTime at={since} />
          {end === null && (
            <span className={styles.for}>
              <LiveDuration since={since} />
            </span>
          )}
        </Fact>
        <Fact name="Routed to">
          {owner} · {urgency}
        </Fact>
        <Fact name="Looks like">
          {CLASS_NAMES[faultClass]}
          {scenario !== null && ` · ${scenario}`}
        </Fact>
        <Fact name="Segment that differs">{segment === null ? "none stands out" : <SegmentLabel segment={segment} />}</Fact>
      </dl>
      {fault !== null && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
      {end === null ? (
        <Decisions suspicion={suspicion} />
      ) : (
        <p className={styles.end}>
          {end.kind === "merged" || end.kind === "declared" ? (
            <Link to={`/incidents/${end.incidentId}`}>{endText(end)}</Link>
          ) : (
            endText(end)
          )}
          <span>
            {end.by}, <ClockTime at={end.at} />
          </span>
        </p>
      )}
      <AlertList suspicion={suspicion} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Decisions({ suspicion }: { suspicion: Suspicion }) {
  const { suspicionId } = suspicion;
  const navigate = useNavigate();
  const { role } = useAccount();
  const [asking, ask] = useState<"dismiss" | "merge" | null>(null);
  const refusal = TRIAGERS.includes(role) ? null : `Your role (${role}) reads the inbox; a commander or responder decides.`;
  const declare = `/incidents/new?suspicion=${suspicionId}`;
  const may = refusal === null;
  useKeys({ d: () => may && void navigate(declare), m: () => may && ask("merge"), x: () => may && ask("dismiss") });
  useActions(
    useMemo((): readonly Action[] => {
      const group = "Inbox";
      return [
        { id: "inbox:declare", group, title: `Declare ${suspicionId}`, keys: "d", refusal, run: () => void navigate(declare) },
        { id: "inbox:merge", group, title: `Merge ${suspicionId} into an incident`, keys: "m", refusal, run: () => ask("merge") },
        { id: "inbox:dismiss", group, title: `Dismiss ${suspicionId}`, keys: "x", refusal, run: () => ask("dismiss") },
      ];
    }, [suspicionId, refusal, navigate, declare]),
  );
  return (
    <div className={styles.decisions}>
      {may ? (
        <LinkButton to={declare} look="primary" icon={<Flame aria-hidden="true" />}>
          Declare an incident
        </LinkButton>
      ) : (
        <Button refusal={refusal}>Declare an incident</Button>
      )}
      <Button icon={<GitMerge aria-hidden="true" />} refusal={refusal} onClick={() => ask("merge")}>
        Merge into …
      </Button>
      <Button icon={<X aria-hidden="true" />} refusal={refusal} onClick={() => ask("dismiss")}>
        Dismiss …
      </Button>
      {asking === "dismiss" && <DismissDialog suspicion={suspicion} onClose={() => ask(null)} />}
      {asking === "merge" && <MergeDialog suspicion={suspicion} onClose={() => ask(null)} />}
    </div>
  );
}
