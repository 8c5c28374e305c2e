import type { IncidentCommand, Person } from "@firebreak/incident";
import { useCallback } from "react";
import type { SubmitAnswer } from "../../features/log/Composer.tsx";
import type { ComposerIntent } from "../../features/log/composerGrammar.ts";
import { MEASURES } from "../../features/segments/segmentRows.ts";
import { newCommandId, useCommand, useOpenIncident } from "../../live/index.ts";
import { toast } from "../../ui/index.ts";
import { type BoardDialog, useBoardDialog } from "./boardDialog.ts";

type Intent = Exclude<ComposerIntent, { kind: "empty" | "incomplete" }>;
const DONE: SubmitAnswer = { ok: true };

/** What the composer's words set off: a command that shows as pending at once, or the form that asks for the rest. */
export function useComposer(people: readonly Person[]): (intent: Intent) => Promise<SubmitAnswer> {
  const { incidentId } = useOpenIncident();
  const desk = useCommand(incidentId);
  const open = useBoardDialog((store) => store.open);
  return useCallback(
    async (intent) => {
      const dialog = dialogOf(intent);
      if (dialog) {
        open(dialog);
        return DONE;
      }
      const command = commandOf(intent, people);
      if (typeof command === "string") return { ok: false, message: command };
      const refusal = desk.explain(command);
      if (refusal) return { ok: false, message: refusal.message };
      // It stands in the log as pending and is sent until the server answers; the next words need not wait for that.
      void desk.send(command).then((sent) => {
        if (!sent.ok) toast({ title: "Refused", text: `${sent.refusal.message}${quoted(command)}`, tone: "harm" });
      });
      return DONE;
    },
    [desk, open, people],
  );
}

/** The server had the last word after the composer was emptied: what was written is not lost. */
const quoted = (command: IncidentCommand): string => ("text" in command ? ` You wrote: “${command.text}”` : "");

function dialogOf(intent: Intent): BoardDialog | null {
  switch (intent.kind) {
    case "isolate":
      return { kind: "isolate", segment: intent.segment, measure: MEASURES.find((each) => each === intent.measure) ?? null };
    case "update":
      return { kind: "update", audience: intent.audience };
    case "severity":
      return { kind: "assess", wanted: intent.severity };
    case "exposure":
      return { kind: "exposure", detail: intent.text };
    case "hypothesis":
      return { kind: "add-hypothesis", parent: null, statement: intent.text };
    case "note":
    case "phase":
    case "assign":
    case "question":
    case "cadence":
      return null;
  }
}

/** A sentence where the words name nobody or nothing that exists. */
function commandOf(intent: Intent, people: readonly Person[]): IncidentCommand | string {
  switch (intent.kind) {
    case "note":
      return { type: "AddNote", text: intent.text, proofs: [] };
    case "phase":
      return { type: "MovePhase", phase: intent.phase, reason: intent.reason };
    case "question":
      return { type: "AskQuestion", questionId: newCommandId(), text: intent.text };
    case "cadence":
      return { type: "SetCadence", audience: intent.audience, minutes: intent.minutes };
    case "assign": {
      const person = personNamed(intent.name, people);
      return person
        ? { type: "AssignRole", role: intent.role, person: { id: person.id, name: person.name } }
        : `Nobody here is called “${intent.name}”. ${people.map(({ name }) => name).join(", ")} can be named.`;
    }
    case "isolate":
    case "update":
    case "severity":
    case "exposure":
    case "hypothesis":
      return "This opens a form.";
  }
}

function personNamed(name: string, people: readonly Person[]): Person | null {
  const wanted = name.trim().toLowerCase();
  const exact = people.find((person) => person.name.toLowerCase() === wanted);
  const starting = people.filter((person) => person.name.toLowerCase().startsWith(wanted));
  return exact ?? (starting.length === 1 ? (starting[0] ?? null) : null);
}
