import { type Hypothesis, LAYERS_OF, Layer, type Symptom } from "@firebreak/incident";
import { countsNow, hasTurned } from "./evidenceStanding.ts";

export interface HypothesisRow {
  readonly hypothesis: Hypothesis;
  readonly depth: number;
  /** "3" for the third layer; children carry none. */
  readonly ordinal: string | null;
  readonly supporting: number;
  readonly against: number;
  /** Pieces whose live check no longer says what it said: they count neither way. */
  readonly turned: number;
  /** Share of the evidence that speaks for it, 0–1; null without any. */
  readonly weight: number | null;
  /** Being worked on, and not yet decided. */
  readonly leads: boolean;
}

/** Depth first, layers in the order in which the symptom's are inspected, then those of other symptoms; siblings in the log's order. */
export function hypothesisRows(hypotheses: readonly Hypothesis[], symptom: Symptom): readonly HypothesisRow[] {
  const known = new Set(hypotheses.map((each) => each.hypothesisId));
  const children = Map.groupBy(hypotheses, (each) => (each.parentId !== null && known.has(each.parentId) ? each.parentId : null));
  const roots = (children.get(null) ?? []).toSorted((a, b) => placeOfLayer(a.layer, symptom) - placeOfLayer(b.layer, symptom));
  const rows: HypothesisRow[] = [];
  const seen = new Set<string>();
  const visit = (hypothesis: Hypothesis, depth: number, ordinal: string | null): void => {
    if (seen.has(hypothesis.hypothesisId)) return;
    seen.add(hypothesis.hypothesisId);
    rows.push(rowOf(hypothesis, depth, ordinal));
    for (const child of children.get(hypothesis.hypothesisId) ?? []) visit(child, depth + 1, null);
  };
  roots.forEach((root, index) => {
    visit(root, 0, String(index + 1));
  });
  return rows;
}

function placeOfLayer(layer: Layer, symptom: Symptom): number {
  const own: readonly string[] = LAYERS_OF[symptom];
  const index = own.indexOf(layer);
  return index < 0 ? own.length + Layer.options.indexOf(layer) : index;
}

function rowOf(hypothesis: Hypothesis, depth: number, ordinal: string | null): HypothesisRow {
  const standing = hypothesis.evidence.filter(countsNow);
  const supporting = standing.filter((each) => each.stance === "for").length;
  return {
    hypothesis,
    depth,
    ordinal,
    supporting,
    against: standing.length - supporting,
    turned: hypothesis.evidence.filter(hasTurned).length,
    weight: standing.length === 0 ? null : supporting / standing.length,
    leads: hypothesis.status === "investigating" || hypothesis.status === "supported" || hypothesis.status === "confirmed",
  };
}

/** The grey words at the end of a row: status, why or how much evidence, who. */
export function standingText({ hypothesis, supporting, against }: HypothesisRow): string {
  const who = hypothesis.owner?.name ?? null;
  switch (hypothesis.status) {
    case "refuted":
    case "confirmed":
      return [hypothesis.status, hypothesis.standing?.reason, hypothesis.standing?.by].filter(Boolean).join(" · ");
    case "investigating":
    case "supported":
      return [hypothesis.status, evidenceText(supporting, against), who].filter(Boolean).join(" · ");
    case "open":
      return ["open", evidenceText(supporting, against), who].filter(Boolean).join(" · ");
  }
}

const evidenceText = (supporting: number, against: number): string | null =>
  [supporting > 0 ? `+${supporting} for` : null, against > 0 ? `${against} against` : null].filter(Boolean).join(" · ") || null;

/** Said of the amber mark at the end of a line. */
export const turnedText = (turned: number): string =>
  turned === 1 ? "1 piece of evidence does not hold now" : `${turned} pieces of evidence do not hold now`;
