import type { Audience, UpdateContent } from "@firebreak/incident";
import { draftUpdate } from "@firebreak/runbook";
import { useSegments, useSinceIsolated } from "../../features/segments/useSegments.ts";
import { useOpenIncident } from "../../live/index.ts";
import { serverNow } from "../../ui/index.ts";
import { draftFacts } from "./draftFacts.ts";
import { useHarmSignal, useTitleOf } from "./useTelemetry.ts";

/** The runbook's draft for an audience, out of what is known now. */
export function useFreshDraft(audience: Audience): UpdateContent {
  const { state } = useOpenIncident();
  const { harm } = useHarmSignal();
  const titleOf = useTitleOf(state.service);
  const { rows } = useSegments(state.service, harm.id);
  const since = useSinceIsolated(state.service, state.containments);
  const facts = draftFacts(state, { rows, since, signalTitle: titleOf(harm.id) });
  return draftUpdate(audience, state, facts, new Date(serverNow()).toISOString());
}
