import type { Hypothesis } from "@firebreak/incident";
import { useState } from "react";
import { Select } from "../../ui/index.ts";
import { type FormShell, HypothesisForm, useSubmit } from "./HypothesisForm.tsx";
import type { HypothesisRow } from "./hypothesisTree.ts";
import { childrenOf, type Place } from "./treePlaces.ts";

interface Props extends FormShell {
  readonly hypothesis: Hypothesis;
  readonly rows: readonly HypothesisRow[];
  readonly explainPlace: (hypothesisId: string, place: Place) => string | null;
}
const TOP = "";
const END = "";
const INDENT = "\u2003";

/** The same move as with the pointer or the arrows, said in words. */
export function MoveDialog({ hypothesis, rows, explainPlace, onIssue, onClose }: Props) {
  const { hypothesisId } = hypothesis;
  const [parent, setParent] = useState(hypothesis.parentId ?? TOP);
  const [before, setBefore] = useState(END);
  const { fault, submit } = useSubmit({ onIssue, onClose });
  const place = { parentId: parent === TOP ? null : parent, beforeId: before === END ? null : before };
  // At the top layers stand in their own order: only those of the same layer can be before or after it.
  const siblings = childrenOf(rows, place.parentId).filter(
    ({ hypothesis: one }) => one.hypothesisId !== hypothesisId && (place.parentId !== null || one.layer === hypothesis.layer),
  );
  const isPossible = (parentId: string) =>
    parentId === hypothesis.parentId || explainPlace(hypothesisId, { parentId, beforeId: null }) === null;
  return (
    <HypothesisForm
      title={`Move “${hypothesis.statement}”`}
      action="Move"
      refusal={explainPlace(hypothesisId, place)}
      onSubmit={() => submit({ type: "MoveHypothesis", hypothesisId, ...place })}
      onClose={onClose}
    >
      <Select
        label="Under"
        value={parent}
        error={fault}
        hint="It takes all that hangs below it along, and the layer it lands in."
        options={[
          { value: TOP, label: "Nothing: at the top" },
          ...rows.map(({ hypothesis: one, depth }) => ({
            value: one.hypothesisId,
            label: `${INDENT.repeat(depth)}${one.statement}`,
            disabled: !isPossible(one.hypothesisId),
          })),
        ]}
        onChange={(next) => {
          setParent(next);
          setBefore(END);
        }}
      />
      <Select
        label="Place"
        value={before}
        options={[
          ...siblings.map(({ hypothesis: one }) => ({ value: one.hypothesisId, label: `Before “${one.statement}”` })),
          { value: END, label: "At the end" },
        ]}
        onChange={setBefore}
      />
    </HypothesisForm>
  );
}
