import type { Diagnosis } from "@firebreak/server/contract";
import type { SignalId } from "@firebreak/signals";
import { type HarmSignal, harmSignal } from "../../features/segments/segmentText.ts";
import { useAskedHarm, useHarmSignal } from "../board/useTelemetry.ts";

/** What counts as harm here: in the address once somebody chose, else what the diagnosis found to show it best. */
export function useDiagnosedHarm(diagnosis: Diagnosis | null): {
  /** null: the server chooses. */
  readonly asked: SignalId | null;
  readonly harm: HarmSignal;
  readonly choices: readonly HarmSignal[];
  readonly choose: (signal: SignalId) => void;
} {
  const { harm: held, choices, choose } = useHarmSignal();
  const asked = useAskedHarm();
  if (asked !== null || diagnosis === null) return { asked, harm: held, choices, choose };
  const { harmSignal: id, harmTitle: title } = diagnosis;
  const found = choices.find((one) => one.id === id) ?? harmSignal({ id, title, badDirection: "up" });
  return { asked, harm: found, choices, choose };
}
