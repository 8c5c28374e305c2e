import type { RowContext } from "../event.ts";
import { LIMITS } from "../limits.ts";
import type { AudienceDesk, DeclaredIncident, SupportQuestion } from "../state.ts";
import { plusMinutes } from "../time.ts";
import type { Audience } from "../vocabulary.ts";
import type { CommsEvent } from "./events.ts";

export function evolveComms(state: DeclaredIncident, event: CommsEvent, { at, actor }: RowContext): DeclaredIncident {
  const by = actor.name;
  switch (event.type) {
    case "UpdateSent": {
      const { updateId, version, content, nextUpdateDueAt: dueAt } = event;
      return changeDesk(state, content.audience, (desk) => ({
        ...desk,
        dueAt,
        sent: [{ updateId, version, content, at, by }, ...desk.sent].slice(0, LIMITS.sentUpdates),
        sentCount: version,
      }));
    }
    case "CadenceSet":
      return changeDesk(state, event.audience, (desk) => ({
        ...desk,
        cadenceMinutes: event.minutes,
        dueAt: plusMinutes(desk.sent[0]?.at ?? state.declaredAt, event.minutes),
      }));
    case "QuestionAsked": {
      const asked: SupportQuestion = { questionId: event.questionId, text: event.text, askedBy: by, askedAt: at, answer: null };
      return { ...state, questions: [...state.questions, asked] };
    }
    case "QuestionAnswered": {
      const answer = { text: event.answer, by, at };
      const questions = state.questions.map((one) => (one.questionId === event.questionId ? { ...one, answer } : one));
      return { ...state, questions };
    }
    default:
      return event satisfies never;
  }
}

function changeDesk(state: DeclaredIncident, audience: Audience, to: (from: AudienceDesk) => AudienceDesk): DeclaredIncident {
  return { ...state, audiences: { ...state.audiences, [audience]: to(state.audiences[audience]) } };
}
