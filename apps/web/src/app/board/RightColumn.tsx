import { UpdatesCard } from "../../features/comms/UpdatesCard.tsx";
import { Composer } from "../../features/log/Composer.tsx";
import { LogCard } from "../../features/log/LogCard.tsx";
import { useOpenIncident } from "../../live/index.ts";
import css from "./BoardPage.module.css";
import { useBoardDialog } from "./boardDialog.ts";
import { useHeldDrafts } from "./useHeldDrafts.ts";
import { useComposerProps, useLogProps } from "./useLogProps.ts";
import { usePermission } from "./usePermission.ts";

/** What is said: updates to each audience, and the log. */
export function RightColumn() {
  const { incidentId, state } = useOpenIncident();
  const open = useBoardDialog((store) => store.open);
  const may = usePermission();
  return (
    <div className={css.right}>
      <UpdatesCard
        state={state}
        to={`/incidents/${incidentId}/comms`}
        held={useHeldDrafts()}
        refusal={may("SendUpdate")}
        onDraft={(audience) => open({ kind: "update", audience })}
        onQuestions={() => open({ kind: "questions" })}
      />
      <Log />
    </div>
  );
}

function Log() {
  const log = useLogProps();
  return <LogCard {...log} to={`/incidents/${log.incidentId}/log`} composer={<Composer {...useComposerProps()} />} />;
}
