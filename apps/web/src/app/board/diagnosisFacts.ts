import type { DiagnosisFacts } from "@firebreak/runbook";
import type { Diagnosis } from "@firebreak/server/contract";
import { formatValue, type SignalDefinition, type SignalId } from "@firebreak/signals";

/** A diagnosis in the words of triage: values with their unit. */
export function diagnosisFacts(diagnosis: Diagnosis, definitions: ReadonlyMap<SignalId, SignalDefinition>): DiagnosisFacts {
  const { harmSignal, harmTitle, onset, changes, segments, affected } = diagnosis;
  const shown = onset.signal === null ? null : definitions.get(onset.signal);
  const words = (value: number | null) => (shown && value !== null ? formatValue(shown.unit, value) : null);
  const signal = onset.signal === null ? null : { signal: onset.signal, title: shown?.title ?? onset.signal };
  const { at, low, high } = onset;
  const facts = { at, low, high, signal, before: words(onset.before), after: words(onset.after) };
  return { harmSignal, harmTitle, onset: facts, changes, segments, affected };
}
