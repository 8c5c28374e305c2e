import type { Hypothesis } from "@firebreak/incident";
import { useMemo } from "react";
import { Link, useSearchParams } from "react-router";
import { attachment } from "../../features/hypotheses/attachment.ts";
import { HypothesesPanel } from "../../features/hypotheses/HypothesesPanel.tsx";
import { HypothesisView } from "../../features/hypotheses/HypothesisView.tsx";
import type { HypothesisRow } from "../../features/hypotheses/hypothesisTree.ts";
import { LayerFindingView } from "../../features/hypotheses/LayerFindingView.tsx";
import { type Action, useActions, useOpenIncident } from "../../live/index.ts";
import { Card, EmptyState, Kbd } from "../../ui/index.ts";
import { BoardDialogs } from "../board/BoardDialogs.tsx";
import { useBoardKeys } from "../board/useBoardKeys.ts";
import { usePeople } from "../board/useLogProps.ts";
import css from "./HypothesesPage.module.css";
import { HypothesisHistory } from "./HypothesisHistory.tsx";
import { IncidentTechniques } from "./IncidentTechniques.tsx";
import { given, type HypothesisDesk, useHypothesisDesk } from "./useHypothesisDesk.ts";
import { findingOf, useLayerFindings } from "./useLayerFindings.ts";

/** The tree as a working tool: all of it at the left, the chosen hypothesis with its evidence at the right. */
export function HypothesesPage() {
  const { incidentId } = useOpenIncident();
  const desk = useHypothesisDesk();
  const { layers } = useLayerFindings(incidentId);
  const [row, choose] = useChosen(desk.rows);
  useBoardKeys();
  useHypothesisActions(desk, row?.hypothesis ?? null);
  return (
    <div className={css.page} data-board>
      <header className={css.head}>
        <h2 className={css.name}>Hypotheses</h2>
        <Link className={css.back} to={`/incidents/${incidentId}`}>
          Board
        </Link>
      </header>
      <div className={css.column}>
        <HypothesesPanel
          {...desk}
          title="Tree"
          findings={layers ?? undefined}
          choice={{ chosen: row?.hypothesis.hypothesisId ?? null, choose }}
          foot={
            desk.rows.length > 0 && desk.refusal === null ? (
              <p className={css.hint}>
                Drag a row to move it, or <Kbd>Alt</Kbd> <Kbd>↑</Kbd> <Kbd>↓</Kbd> <Kbd>←</Kbd> <Kbd>→</Kbd>
              </p>
            ) : null
          }
        />
        <IncidentTechniques />
      </div>
      <div className={css.column}>
        {row ? (
          <Chosen key={row.hypothesis.hypothesisId} row={row} desk={desk} />
        ) : (
          <Card title="Hypothesis">
            <EmptyState title="Nothing is chosen">Lay out the tree, or add a hypothesis; then choose one.</EmptyState>
          </Card>
        )}
      </div>
      <BoardDialogs />
    </div>
  );
}

function Chosen({ row, desk }: { readonly row: HypothesisRow; readonly desk: HypothesisDesk }) {
  const { incidentId, state } = useOpenIncident();
  const findings = useLayerFindings(incidentId);
  const { hypothesis } = row;
  const { hypothesisId } = hypothesis;
  const isOfAnother = findings.layers !== null && findingOf(findings, hypothesis.layer) === null;
  return (
    <HypothesisView
      {...desk}
      row={row}
      people={usePeople()}
      onHandOver={(one, to) => desk.issue(given(one, to))}
      finding={
        <LayerFindingView
          incidentId={incidentId}
          finding={findingOf(findings, hypothesis.layer)}
          fault={isOfAnother ? "This layer is of another symptom; only those of this incident's are looked at." : findings.fault}
          changes={findings.changes.map(({ change }) => change)}
          impactStartedAt={findings.onsetAt ?? Date.parse(state.impactStartedAt)}
          evidence={hypothesis.evidence}
          refusal={desk.refusal}
          onAttach={(said, stance) => desk.issue(attachment(hypothesisId, said, stance))}
        />
      }
      history={<HypothesisHistory hypothesisId={hypothesisId} />}
    />
  );
}

/** In the address, so that it can be shared; else the one being worked on, else the first. */
function useChosen(rows: readonly HypothesisRow[]): readonly [HypothesisRow | null, (hypothesisId: string) => void] {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("hypothesis");
  const chosen =
    rows.find(({ hypothesis }) => hypothesis.hypothesisId === asked) ?? rows.findLast((row) => row.leads) ?? rows[0] ?? null;
  const choose = (hypothesisId: string) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set("hypothesis", hypothesisId);
        return next;
      },
      { replace: true },
    );
  return [chosen, choose];
}

/** What the palette offers here, about the chosen one. */
function useHypothesisActions({ onAsk, refusal }: HypothesisDesk, chosen: Hypothesis | null): void {
  const statement = chosen?.statement ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `onAsk` is another function each time and does the same
  const actions = useMemo((): readonly Action[] => {
    const group = "Hypotheses";
    const add: Action = {
      id: "hypothesis:add",
      group,
      title: "Add a hypothesis",
      refusal,
      run: () => onAsk({ kind: "add", parent: null }),
    };
    if (chosen === null) return [add];
    const on = (kind: "evidence" | "move" | "split", verb: string): Action => ({
      id: `hypothesis:${kind}`,
      group,
      title: `${verb} “${chosen.statement}”`,
      refusal,
      run: () => onAsk({ kind, hypothesis: chosen }),
    });
    return [on("evidence", "Attach evidence to"), on("move", "Move"), on("split", "Split"), add];
  }, [chosen?.hypothesisId, statement, refusal]);
  useActions(actions);
}
