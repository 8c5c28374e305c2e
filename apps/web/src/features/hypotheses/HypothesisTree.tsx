import type { Hypothesis } from "@firebreak/incident";
import type { LayerFinding } from "@firebreak/runbook";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { announce, toast } from "../../ui/index.ts";
import css from "./HypothesesPanel.module.css";
import { HypothesisLine } from "./HypothesisLine.tsx";
import type { HypothesisRow } from "./hypothesisTree.ts";
import { type Place, placeOfStep, placeText, type Step } from "./treePlaces.ts";
import { useRowDrag } from "./useRowDrag.ts";

/** What a person asked for on a row; the page opens the form it needs, or issues the command. */
export type HypothesisAsk =
  | { readonly kind: "add"; readonly parent: Hypothesis | null }
  | { readonly kind: "status"; readonly hypothesis: Hypothesis; readonly status: Hypothesis["status"] }
  | { readonly kind: "take"; readonly hypothesis: Hypothesis }
  | { readonly kind: "evidence"; readonly hypothesis: Hypothesis }
  | { readonly kind: "move"; readonly hypothesis: Hypothesis }
  | { readonly kind: "split"; readonly hypothesis: Hypothesis }
  | { readonly kind: "place"; readonly hypothesis: Hypothesis; readonly place: Place };

export interface HypothesisTreeProps {
  readonly incidentId: string;
  readonly rows: readonly HypothesisRow[];
  readonly accountId: string;
  /** Why nothing of it can be changed by this person now. */
  readonly refusal: string | null;
  /** Why a hypothesis may not stand there; null: it may. */
  readonly explainPlace: (hypothesisId: string, place: Place) => string | null;
  /** Changed by commands that are still on their way. */
  readonly unconfirmed: ReadonlySet<string>;
  readonly onAsk: (ask: HypothesisAsk) => void;
  /** What the machine found, to be said below each layer. */
  readonly findings?: readonly LayerFinding[] | undefined;
  /** A page of its own shows the chosen one beside the tree; without it a row unfolds. */
  readonly choice?: { readonly chosen: string | null; readonly choose: (hypothesisId: string) => void };
}

const STEPS: Readonly<Record<string, Step>> = { ArrowUp: "up", ArrowDown: "down", ArrowRight: "in", ArrowLeft: "out" };
const NOWHERE: Readonly<Record<Step, string>> = {
  up: "Nothing it could change places with stands above it.",
  down: "Nothing it could change places with stands below it.",
  in: "Nothing stands above it that it could hang under.",
  out: "It stands at the top already.",
};

/** The rows; moved by pointer, by Alt and the arrows, or by the form behind “Move …”. */
export function HypothesisTree(props: HypothesisTreeProps) {
  const { incidentId, rows, accountId, refusal, explainPlace, unconfirmed, onAsk, findings, choice } = props;
  const list = useRef<HTMLUListElement>(null);
  const refocus = useRefocus(list);
  const place = (hypothesis: Hypothesis, to: Place) => {
    const fault = refusal ?? explainPlace(hypothesis.hypothesisId, to);
    if (fault !== null) return refused(fault);
    onAsk({ kind: "place", hypothesis, place: to });
    const hypotheses = rows.map((row) => row.hypothesis);
    announce(`${hypothesis.statement} moved ${placeText(hypotheses, to)}.`);
  };
  const drag = useRowDrag(rows, { explainPlace, place, refused });
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey ? STEPS[event.key] : undefined;
    const focused = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-hypothesis]") : null;
    const row = rows.find(({ hypothesis }) => hypothesis.hypothesisId === focused?.dataset.hypothesis);
    if (!row || step === undefined) return;
    event.preventDefault();
    const to = placeOfStep(rows, row.hypothesis.hypothesisId, step);
    if (to === null) return announce(NOWHERE[step]);
    refocus(row.hypothesis.hypothesisId);
    place(row.hypothesis, to);
  };
  return (
    <ul className={css.tree} ref={list} data-keys="hypotheses" onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <HypothesisLine
          key={row.hypothesis.hypothesisId}
          incidentId={incidentId}
          row={row}
          mine={row.hypothesis.owner?.id === accountId}
          pending={unconfirmed.has(row.hypothesis.hypothesisId)}
          refusal={refusal}
          onAsk={onAsk}
          finding={row.depth === 0 ? findings?.find(({ layer }) => layer === row.hypothesis.hypothesisId) : undefined}
          choice={choice}
          drag={refusal === null ? drag : null}
        />
      ))}
    </ul>
  );
}

const refused = (text: string): void => toast({ title: "Not moved", text, tone: "attention" });

/** A row that moves is put in again and loses the focus: it gets it back. */
function useRefocus(list: React.RefObject<HTMLUListElement | null>): (hypothesisId: string) => void {
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    const id = wanted.current;
    if (id === null) return;
    const row = [...(list.current?.children ?? [])].find((each) => each instanceof HTMLElement && each.dataset.hypothesis === id);
    const control = row?.querySelector<HTMLElement>("[data-row]");
    if (!control || control === document.activeElement) return;
    control.focus();
    wanted.current = null;
  });
  return (hypothesisId) => {
    wanted.current = hypothesisId;
  };
}
