import type { Audience } from "@firebreak/incident";
import { useMemo } from "react";
import { AUDIENCE_ORDER } from "../../features/comms/audienceDesk.ts";
import { cleaned, faultsOf, readDraft } from "../../features/comms/updateDraft.ts";
import { newCommandId, useCommand, useOpenIncident } from "../../live/index.ts";
import { useBoardDialog } from "./boardDialog.ts";

/** Complete drafts kept in this browser that the core would refuse as they stand, with its sentence. */
export function useHeldDrafts(): Readonly<Partial<Record<Audience, string>>> {
  const { incidentId, state } = useOpenIncident();
  const desk = useCommand(incidentId);
  const isOpen = useBoardDialog((store) => store.dialog !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a closed form may have kept another draft; a new state may allow it
  return useMemo(() => {
    const held: Partial<Record<Audience, string>> = {};
    for (const audience of AUDIENCE_ORDER) {
      const draft = readDraft(localStorage, incidentId, audience);
      if (!draft || faultsOf(draft).length > 0) continue;
      const refusal = desk.explain({ type: "SendUpdate", updateId: newCommandId(), content: cleaned(draft) });
      if (refusal && refusal.code !== "NOT_PERMITTED") held[audience] = refusal.message;
    }
    return held;
  }, [incidentId, state, desk, isOpen]);
}
