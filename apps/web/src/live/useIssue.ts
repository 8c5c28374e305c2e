import type { IncidentCommand, Refusal } from "@firebreak/incident";
import { useCallback } from "react";
import { toast } from "../ui/index.ts";
import { useCommand } from "./incident.tsx";

export type Issue = (command: IncidentCommand) => Refusal | null;

/**
 * Issues a command and answers at once: a refusal this browser already knows, or null when it shows as pending and is on its
 * way. Where the server refuses later – somebody was faster – the person is told, since the form is closed by then.
 */
export function useIssue(incidentId: string): Issue {
  const desk = useCommand(incidentId);
  return useCallback(
    (command) => {
      const refusal = desk.explain(command);
      if (refusal) return refusal;
      void desk.send(command).then((sent) => {
        if (!sent.ok) toast({ title: "Refused", text: sent.refusal.message, tone: "harm" });
      });
      return null;
    },
    [desk],
  );
}
