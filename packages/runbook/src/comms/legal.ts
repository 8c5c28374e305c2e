import type { DeclaredIncident, UpdateContent } from "@firebreak/incident";
import { clocksFor } from "../clocks.ts";
import { bounded, clock, type DraftRequest, GRADE_IN_WORDS, sentences } from "./facts.ts";
import { reach, status, whatHappened, whatIsDone } from "./template.ts";

type LegalUpdate = Extract<UpdateContent, { audience: "legal" }>;

/** Exposure, the clocks that the log would start, and that nothing was deleted. */
export function draftForLegal(request: DraftRequest): LegalUpdate {
  const { incident } = request;
  return {
    audience: "legal",
    whatHappened: bounded(sentences(whatHappened(request), exposures(incident))),
    customerImpact: sentences(reach(request), `Regulatory exposure: ${GRADE_IN_WORDS[incident.impact.regulatoryExposure]}.`),
    mitigation: sentences(
      whatIsDone(request, "The affected conversations are isolated"),
      "Containment deletes nothing: logs and traces stay.",
    ),
    status: bounded(sentences(status(request), suggestedClocks(incident))),
  };
}

function exposures({ exposures: flagged }: DeclaredIncident): string {
  if (flagged.length === 0) return "No exposure was flagged.";
  return flagged
    .slice(0, 10)
    .map(
      ({ kind, detail, at }) =>
        `${kind === "data-exposure" ? "Possible data exposure" : "Possible policy violation"}, ${clock(at)}: ${detail}`,
    )
    .join(" ");
}

function suggestedClocks(incident: DeclaredIncident): string {
  const running = clocksFor(incident).flatMap((row) =>
    row.status === "running" ? [`${row.regime} ${row.article} by ${row.dueAt.slice(0, 16)}Z`] : [],
  );
  return running.length === 0
    ? "No legal clock is suggested by the log."
    : `Suggested clocks, for counsel to decide: ${running.join("; ")}.`;
}
