import type { DeclaredIncident, SupportQuestion } from "../state.ts";
import { owesUpdates, statusOf } from "./status.ts";
import type { SupportView } from "./views.ts";

export function supportView(incidentId: string, seq: number, state: DeclaredIncident): SupportView {
  const { title, drill, severity } = state;
  const desk = state.audiences.support;
  return {
    incidentId,
    seq,
    title,
    drill,
    severity,
    status: statusOf(state),
    guidance: guidanceOf(state),
    nextUpdateDueAt: owesUpdates(state) ? desk.dueAt : null,
    questions: openFirst(state.questions).map(({ questionId, text, askedAt, askedBy, answer }) => ({
      questionId,
      text,
      askedAt,
      askedBy,
      answer: answer && { text: answer.text, at: answer.at },
    })),
    lastChangeAt: state.lastEventAt,
  };
}

/** A talking point counts as changed unless the version before said the same in the same words. */
function guidanceOf(state: DeclaredIncident): SupportView["guidance"] {
  const [newest, before] = state.audiences.support.sent;
  if (newest?.content.audience !== "support") return null;
  const { talkingPoints, doNotSay, whoIsAffected, workaround, escalateWhen } = newest.content;
  const known = before?.content.audience === "support" ? before.content.talkingPoints : [];
  return {
    version: newest.version,
    approvedAt: newest.at,
    approvedBy: newest.by,
    talkingPoints: talkingPoints.map(({ when, say }) => ({
      when,
      say,
      changed: !known.some((point) => point.when === when && point.say === say),
    })),
    doNotSay,
    whoIsAffected,
    workaround,
    escalateWhen,
  };
}

/** What waits for an answer, longest waiting first; then what was answered, newest answer first. */
function openFirst(questions: readonly SupportQuestion[]): readonly SupportQuestion[] {
  const open = questions.filter((question) => question.answer === null);
  const answered = questions.filter((question) => question.answer !== null);
  return [...open, ...answered.sort((a, b) => Date.parse(b.answer?.at ?? "") - Date.parse(a.answer?.at ?? ""))];
}
