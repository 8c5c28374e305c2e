import type { z } from "zod";
import type { ExecutiveUpdate } from "../comms/commands.ts";
import { segmentKey } from "../segment.ts";
import type { Containment, DeclaredIncident, SentUpdate } from "../state.ts";
import type { Impact } from "../vocabulary.ts";
import { owesUpdates, statusOf } from "./status.ts";
import type { ExecutiveView } from "./views.ts";
import { beforeAfter, clock, MEASURE_IN_WORDS, percent } from "./wording.ts";

type Told = Pick<ExecutiveView, "impactFigure" | "customerImpact" | "risk" | "mitigation" | "expected">;
const UPDATES_SHOWN = 20;

export function executiveView(incidentId: string, seq: number, state: DeclaredIncident): ExecutiveView {
  const { title, drill, severity, declaredAt, impactStartedAt } = state;
  const desk = state.audiences.executives;
  const newest = desk.sent[0]?.content;
  return {
    incidentId,
    seq,
    title,
    drill,
    severity,
    status: statusOf(state),
    declaredAt,
    impactStartedAt,
    lastChangeAt: state.lastEventAt,
    ...(newest?.audience === "executives" ? toldBy(newest) : toldByTheLog(state)),
    nextUpdateDueAt: owesUpdates(state) ? desk.dueAt : null,
    updates: desk.sent
      .slice(0, UPDATES_SHOWN)
      .map((update, index) => ({ at: update.at, text: newsOf(update, desk.sent[index + 1]) })),
  };
}

function toldBy({ impactFigure, customerImpact, risk, mitigation, expected }: z.infer<typeof ExecutiveUpdate>): Told {
  return { impactFigure, customerImpact, risk, mitigation, expected };
}

/** Before the first update: what is in the log and nothing that somebody would have to estimate. */
function toldByTheLog(state: DeclaredIncident): Told {
  const active = state.containments.filter((containment) => containment.situation === "active");
  const [only, ...others] = active;
  return {
    // Segments may overlap: the shares of two cannot be added.
    impactFigure:
      only && others.length === 0
        ? { value: percent(only.blastRadius.trafficShare), of: `of traffic, in ${segmentKey(only.segment)}` }
        : null,
    customerImpact: customerImpact(state.impact),
    risk: risk(state.impact),
    mitigation: active.length === 0 ? "Nothing is isolated yet." : active.map(mitigation).join(" "),
    expected: null,
  };
}

const GRADE = { unknown: "not known yet", none: "none known", low: "low", medium: "medium", high: "high" } as const;

function customerImpact(impact: Impact): string {
  return `Customer harm: ${GRADE[impact.customerHarm]}. System degradation: ${GRADE[impact.systemDegradation]}.`;
}
function risk(impact: Impact): string {
  return `Financial loss: ${GRADE[impact.financialLoss]}. Regulatory exposure: ${GRADE[impact.regulatoryExposure]}.`;
}

function mitigation(containment: Containment): string {
  const isolated = `${segmentKey(containment.segment)} ${MEASURE_IN_WORDS[containment.measure]} since ${clock(containment.isolatedAt)}`;
  if (containment.effect === null) return `${isolated}; the effect is being measured.`;
  const measured = beforeAfter(containment.effect);
  if (containment.effect.verdict === "effective") return `${isolated}; bad outcomes there fell, ${measured}.`;
  if (containment.effect.verdict === "worse") return `${isolated}; bad outcomes there rose, ${measured}.`;
  return `${isolated}; no effect was measured, ${measured}.`;
}

/** One line of the list: what happened where it says something new, and the status. */
function newsOf(update: SentUpdate, before: SentUpdate | undefined): string {
  const { whatHappened, status } = update.content;
  return whatHappened === before?.content.whatHappened ? status : `${whatHappened} ${status}`;
}
