import type { Hypothesis, IncidentCommand, IncidentEvent, Refusal } from "@firebreak/incident";
import { SYMPTOM_TITLES, symptomOf, treeFor } from "@firebreak/runbook";
import { useMemo } from "react";
import type { HypothesisAsk, HypothesisTreeProps } from "../../features/hypotheses/HypothesisTree.tsx";
import { hypothesisRows } from "../../features/hypotheses/hypothesisTree.ts";
import { useAccount, useCommand, useIssue, useOpenIncident } from "../../live/index.ts";
import { toast } from "../../ui/index.ts";
import { type BoardDialog, useBoardDialog } from "../board/boardDialog.ts";
import { usePermission } from "../board/usePermission.ts";

export interface HypothesisDesk extends Omit<HypothesisTreeProps, "choice"> {
  readonly tree: { readonly symptom: string; readonly lay: (() => void) | null };
  /** Why the core would refuse a command now; null: it would take it. */
  readonly explain: (command: IncidentCommand) => string | null;
  /** Issues it; a refusal is said in a toast, since no form is open that could say it. */
  readonly issue: (command: IncidentCommand) => void;
}

/** The incident's hypotheses with what a person may do to them, on the board and on their own page. */
export function useHypothesisDesk(): HypothesisDesk {
  const { incidentId, state, pending } = useOpenIncident();
  const account = useAccount();
  const desk = useCommand(incidentId);
  const send = useIssue(incidentId);
  const open = useBoardDialog((store) => store.open);
  const refusal = usePermission()("AddHypothesis");
  const { hypotheses, scenario, incidentClass } = state;
  const symptom = symptomOf({ scenario, incidentClass });
  const rows = useMemo(() => hypothesisRows(hypotheses, symptom), [hypotheses, symptom]);
  const unconfirmed = useMemo(() => new Set(pending.flatMap(({ event }) => changedBy(event))), [pending]);
  const explain = (command: IncidentCommand) => desk.explain(command)?.message ?? null;
  const issue = (command: IncidentCommand) => tell(send(command));
  const onAsk = (ask: HypothesisAsk) => {
    const asked = askedFor(ask, account);
    if ("form" in asked) open(asked.form);
    else issue(asked.command);
  };
  const missing = treeFor({ symptom, scenario }).filter((plan) =>
    hypotheses.every((one) => one.hypothesisId !== plan.hypothesisId),
  );
  return {
    incidentId,
    rows,
    accountId: account.id,
    refusal,
    explainPlace: (hypothesisId, place) => explain({ type: "MoveHypothesis", hypothesisId, ...place }),
    unconfirmed,
    onAsk,
    explain,
    issue,
    tree: {
      symptom: SYMPTOM_TITLES[symptom].toLowerCase(),
      // A layer that is missing is one that nobody would inspect; usual causes alone need no button.
      lay: missing.some((plan) => plan.parentId === null) ? () => missing.forEach(issue) : null,
    },
  };
}

/** The form that asks for the rest, or the command where nothing is missing. */
function askedFor(
  ask: HypothesisAsk,
  account: { readonly id: string; readonly name: string },
): { readonly form: BoardDialog } | { readonly command: IncidentCommand } {
  switch (ask.kind) {
    case "add":
      return { form: { kind: "add-hypothesis", parent: ask.parent, statement: "" } };
    case "evidence":
      return { form: { kind: "evidence", hypothesis: ask.hypothesis } };
    case "move":
      return { form: { kind: "move-hypothesis", hypothesis: ask.hypothesis } };
    case "split":
      return { form: { kind: "split-hypothesis", hypothesis: ask.hypothesis } };
    case "take":
      return { command: given(ask.hypothesis, account) };
    case "place":
      return { command: { type: "MoveHypothesis", hypothesisId: ask.hypothesis.hypothesisId, ...ask.place } };
    case "status": {
      const { hypothesis, status } = ask;
      if (status === "refuted" || status === "confirmed") return { form: { kind: "hypothesis-status", hypothesis, status } };
      return { command: { type: "ChangeHypothesisStatus", hypothesisId: hypothesis.hypothesisId, status, reason: "" } };
    }
  }
}

export const given = (
  { hypothesisId }: Hypothesis,
  { id, name }: { readonly id: string; readonly name: string },
): IncidentCommand => ({
  type: "AssignHypothesis",
  hypothesisId,
  owner: { id, name },
});

function changedBy(event: IncidentEvent): readonly string[] {
  if (event.type === "HypothesisSplit") return event.parts.map(({ hypothesisId }) => hypothesisId);
  return "hypothesisId" in event ? [event.hypothesisId] : [];
}

function tell(refusal: Refusal | null): void {
  if (refusal) toast({ title: "Refused", text: refusal.message, tone: "attention" });
}
