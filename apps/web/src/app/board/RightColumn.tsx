import { useQuery } from "@tanstack/react-query";
import { UpdatesCard } from "../../features/comms/UpdatesCard.tsx";
import { Composer } from "../../features/log/Composer.tsx";
import { LogCard } from "../../features/log/LogCard.tsx";
import { useDimensions } from "../../features/segments/useSegments.ts";
import { api, useOpenIncident } from "../../live/index.ts";
import css from "./BoardPage.module.css";
import { useBoardDialog } from "./boardDialog.ts";
import { useComposer } from "./useComposer.ts";
import { useHeldDrafts } from "./useHeldDrafts.ts";
import { usePermission } from "./usePermission.ts";

/** What is said: updates to each audience, and the log. */
export function RightColumn() {
  const { state } = useOpenIncident();
  const open = useBoardDialog((store) => store.open);
  const may = usePermission();
  return (
    <div className={css.right}>
      <UpdatesCard
        state={state}
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
  const { incidentId, state, rows, pending, seq, chain, moreBefore, loadOlder } = useOpenIncident();
  const people = useAssignable();
  const dimensions = useDimensions(state.service, true);
  const submit = useComposer(people);
  return (
    <LogCard
      incidentId={incidentId}
      rows={rows}
      pending={pending}
      seq={seq}
      state={state}
      chain={chain}
      verified={useVerified(incidentId)}
      moreBefore={moreBefore}
      onLoadOlder={loadOlder}
      composer={
        <Composer
          storageKey={`firebreak.composer.${incidentId}`}
          known={{ dimensions, people: people.map((person) => person.name) }}
          onSubmit={submit}
        />
      }
    />
  );
}

/** The server re-reads the whole log: when the board opens and once a minute. */
function useVerified(incidentId: string): boolean | null {
  const query = useQuery({
    queryKey: ["verify", incidentId],
    refetchInterval: 60_000,
    queryFn: () => api.incidents.verify.query({ incidentId }),
  });
  return query.data?.ok ?? null;
}

const NOBODY: Awaited<ReturnType<typeof api.accounts.assignable.query>> = [];
function useAssignable() {
  return useQuery({ queryKey: ["assignable"], staleTime: 60_000, queryFn: () => api.accounts.assignable.query() }).data ?? NOBODY;
}
