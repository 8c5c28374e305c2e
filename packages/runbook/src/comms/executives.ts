import type { UpdateContent } from "@firebreak/incident";
import { conversationsOf, type DraftRequest, GRADE_IN_WORDS, percent, sentences } from "./facts.ts";
import { reach, status, whatHappened, whatIsDone } from "./template.ts";

type ExecutiveUpdate = Extract<UpdateContent, { audience: "executives" }>;

/** Risk and business impact. `expected` stays empty: an estimate is a person's to give, with its basis. */
export function draftForExecutives(request: DraftRequest): ExecutiveUpdate {
  const { impact, exposures } = request.incident;
  return {
    audience: "executives",
    whatHappened: whatHappened(request),
    customerImpact: sentences(`Customer harm: ${GRADE_IN_WORDS[impact.customerHarm]}.`, reach(request), harmShare(request)),
    mitigation: whatIsDone(request, "The affected conversations are isolated"),
    status: status(request),
    impactFigure: figure(request),
    risk: sentences(
      `Financial: ${GRADE_IN_WORDS[impact.financialLoss]}.`,
      `Regulatory: ${GRADE_IN_WORDS[impact.regulatoryExposure]}.`,
      exposures.length === 0 ? "" : "A possible exposure was flagged; legal and security are informed.",
    ),
    expected: null,
  };
}

function figure({ measured }: DraftRequest): ExecutiveUpdate["impactFigure"] {
  if (measured.trafficShare !== null)
    return { value: percent(measured.trafficShare), of: `of traffic: ${conversationsOf(measured.segmentLabel)}`.slice(0, 200) };
  if (measured.requestsAffected !== null) return { value: String(measured.requestsAffected), of: "requests affected so far" };
  return null;
}

function harmShare({ measured }: DraftRequest): string {
  return measured.harmShare === null ? "" : `They hold ${percent(measured.harmShare)} of the bad outcomes.`;
}
