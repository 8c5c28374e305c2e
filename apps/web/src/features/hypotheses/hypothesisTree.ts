import { type Hypothesis, Layer } from "@firebreak/incident";

export interface HypothesisRow {
  readonly hypothesis: Hypothesis;
  readonly depth: number;
  /** "3" for the third layer; children carry none. */
  readonly ordinal: string | null;
  readonly supporting: number;
  readonly against: number;
  /** Share of the evidence that speaks for it, 0–1; null without any. */
  readonly weight: number | null;
  /** Being worked on, and not yet decided. */
  readonly leads: boolean;
}

/** Depth first, layers in the order in which they are inspected, siblings as they were added. */
export function hypothesisRows(hypotheses: readonly Hypothesis[]): readonly HypothesisRow[] {
  const known = new Set(hypotheses.map((each) => each.hypothesisId));
  const children = Map.groupBy(hypotheses, (each) => (each.parentId !== null && known.has(each.parentId) ? each.parentId : null));
  const roots = (children.get(null) ?? []).toSorted((a, b) => Layer.options.indexOf(a.layer) - Layer.options.indexOf(b.layer));
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

function rowOf(hypothesis: Hypothesis, depth: number, ordinal: string | null): HypothesisRow {
  const supporting = hypothesis.evidence.filter((each) => each.stance === "for").length;
  const against = hypothesis.evidence.length - supporting;
  return {
    hypothesis,
    depth,
    ordinal,
    supporting,
    against,
    weight: hypothesis.evidence.length === 0 ? null : supporting / hypothesis.evidence.length,
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
