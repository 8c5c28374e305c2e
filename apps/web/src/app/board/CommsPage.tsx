import type { Audience } from "@firebreak/incident";
import { Link, useSearchParams } from "react-router";
import { AudienceList } from "../../features/comms/AudienceList.tsx";
import { AUDIENCE_FRAMING, AUDIENCE_ORDER } from "../../features/comms/audienceDesk.ts";
import { QuestionsList } from "../../features/comms/QuestionsDialog.tsx";
import { Parts, SentVersions } from "../../features/comms/SentVersions.tsx";
import { readDraft } from "../../features/comms/updateDraft.ts";
import { partsOf } from "../../features/comms/updateParts.ts";
import { useIssue, useOpenIncident } from "../../live/index.ts";
import { Button, Card, useIsDue, useKeys } from "../../ui/index.ts";
import { BoardDialogs } from "./BoardDialogs.tsx";
import { useBoardDialog } from "./boardDialog.ts";
import css from "./CommsPage.module.css";
import { useFreshDraft } from "./useFreshDraft.ts";
import { useHeldDrafts } from "./useHeldDrafts.ts";
import { usePermission } from "./usePermission.ts";

/** What each audience was told, version by version, what they would be told now, and what support asks. */
export function CommsPage() {
  const { incidentId, state } = useOpenIncident();
  const issue = useIssue(incidentId);
  const may = usePermission();
  const held = useHeldDrafts();
  const [audience, choose] = useAudience();
  useKeys({ j: () => choose(neighbour(audience, 1)), k: () => choose(neighbour(audience, -1)) });
  const open = state.questions.filter((question) => question.answer === null).length;
  const { title } = AUDIENCE_FRAMING[audience];
  return (
    <div className={css.page}>
      <header className={css.head}>
        <h2 className={css.title}>Comms</h2>
        <Link className={css.back} to={`/incidents/${incidentId}`}>
          Board
        </Link>
      </header>
      <Card title="Audiences" className={css.card}>
        <AudienceList state={state} held={held} chosen={audience} onChoose={choose} />
      </Card>
      <div className={css.middle}>
        <Draft audience={audience} held={held[audience] ?? null} />
        <Card title={`Sent to ${title.toLowerCase()}`} right={`${state.audiences[audience].sentCount} sent`}>
          <SentVersions desk={state.audiences[audience]} title={title} />
        </Card>
      </div>
      <Card
        title="Questions from support"
        className={css.card}
        right={open === 0 ? "none open" : <b className={css.open}>{open} open</b>}
      >
        <QuestionsList
          questions={state.questions}
          refusal={may("AnswerQuestion")}
          onAnswer={(questionId, answer) => issue({ type: "AnswerQuestion", questionId, answer })}
        />
      </Card>
      <BoardDialogs />
    </div>
  );
}

function Draft({ audience, held }: { readonly audience: Audience; readonly held: string | null }) {
  const { incidentId, state } = useOpenIncident();
  const open = useBoardDialog((store) => store.open);
  // Read again once the form is closed.
  useBoardDialog((store) => store.dialog);
  const may = usePermission();
  const fresh = useFreshDraft(audience);
  const urgent = useIsDue(state.situation === "closed" ? null : state.audiences[audience].dueAt);
  const kept = readDraft(localStorage, incidentId, audience);
  return (
    <Card title="Draft" right={kept ? "yours, kept in this browser" : "from the facts, now"}>
      {held ? <p className={css.held}>{held}</p> : null}
      <Parts parts={partsOf(kept ?? fresh)} />
      <div className={css.actions}>
        <Button
          look={urgent ? "primary" : "quiet"}
          refusal={may("SendUpdate")}
          onClick={() => open({ kind: "update", audience })}
        >
          Review and send
        </Button>
      </div>
    </Card>
  );
}

function useAudience(): readonly [Audience, (audience: Audience) => void] {
  const [search, setSearch] = useSearchParams();
  const chosen = AUDIENCE_ORDER.find((one) => one === search.get("audience")) ?? "executives";
  const choose = (audience: Audience) =>
    setSearch((before) => new URLSearchParams([...[...before].filter(([key]) => key !== "audience"), ["audience", audience]]), {
      replace: true,
    });
  return [chosen, choose];
}
const neighbour = (audience: Audience, step: 1 | -1): Audience =>
  AUDIENCE_ORDER[Math.min(AUDIENCE_ORDER.length - 1, Math.max(0, AUDIENCE_ORDER.indexOf(audience) + step))] ?? audience;
