import { useMemo } from "react";
import { PAIR_WORDS } from "../../features/diagnosis/compare/cohorts.ts";
import type { ChangeView } from "../../features/diagnosis/useView.ts";
import { LOOKS, type Look, PAIRS, type Pair } from "../../features/diagnosis/view.ts";
import { type Action, useActions } from "../../live/index.ts";

export const LOOK_WORDS: Readonly<Record<Look, string>> = {
  causes: "Causes",
  matrix: "Matrix",
  compare: "Compare",
  records: "Records",
};

/** What the palette can do on the Diagnose page. */
export function useDiagnoseActions(change: ChangeView): void {
  const actions = useMemo(
    (): readonly Action[] => [
      ...LOOKS.map((look, index) => ({
        id: `look:${look}`,
        title: `Look at ${look === "causes" ? "the causes" : look === "matrix" ? "the matrix" : look === "compare" ? "two cohorts" : "the records"}`,
        group: "Diagnose",
        keys: String(index + 1),
        run: () => change({ look }, { step: true }),
      })),
      ...PAIRS.map((pair: Pair) => ({
        id: `compare-pair:${pair}`,
        title: `Compare: ${PAIR_WORDS[pair].title.toLowerCase()}`,
        group: "Diagnose",
        keywords: ["cohort", "difference"],
        run: () => change({ look: "compare", pair }, { step: true }),
      })),
      {
        id: "bad-records",
        title: "Read the affected requests",
        group: "Diagnose",
        keywords: ["records", "trace", "conversation"],
        run: () => change({ look: "records", show: "bad", text: "" }, { step: true }),
      },
    ],
    [change],
  );
  useActions(actions);
}
