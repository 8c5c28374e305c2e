import type { UpdateContent } from "@firebreak/incident";
import {
  activeContainments,
  clock,
  conversationsOf,
  type DraftRequest,
  inMinutes,
  percent,
  sentences,
  standingOf,
} from "./facts.ts";
import { publicSentence, reach, status, whatHappened, whatIsDone } from "./template.ts";

type SupportUpdate = Extract<UpdateContent, { audience: "support" }>;

/** Words to use, words to leave, who is touched, what helps now, and when a person has to take over. */
export function draftForSupport(request: DraftRequest): SupportUpdate {
  return {
    audience: "support",
    whatHappened: whatHappened(request),
    customerImpact: reach(request),
    mitigation: whatIsDone(request, "What the assistant may answer is limited for the affected conversations"),
    status: status(request),
    talkingPoints: talkingPoints(request),
    doNotSay: [
      "that it is fixed, or that it cannot happen again",
      "a time by which it will be fixed",
      "what the cause is",
      "who else was affected",
    ],
    whoIsAffected: whoIsAffected(request),
    workaround: "Answer from the published policy pages, and quote the page. Tag the conversation with the incident’s number.",
    escalateWhen: [
      "the customer already acted on what the assistant said;",
      "the customer lost money, or says so;",
      "anyone mentions seeing another customer’s data — call security at once.",
    ],
  };
}

function talkingPoints(request: DraftRequest): SupportUpdate["talkingPoints"] {
  const { incident, now } = request;
  const next = clock(inMinutes(now, incident.audiences.support.cadenceMinutes));
  return [
    {
      when: "If a customer was told something wrong",
      say: "Our assistant gave you wrong information, and we are sorry. I will check it with you on our policy page and pass your case to a colleague.",
    },
    { when: "If asked what happened", say: `${publicSentence(incident)} Our team is working on it.` },
    { when: "If asked whether it is fixed", say: `${inHand(request)} The next update is at ${next}.` },
  ];
}

/** Never more than what holds: limited is not the same as over. */
function inHand({ incident }: DraftRequest): string {
  if (standingOf(incident) === "recovered") return "We are reviewing what happened and keep watching the answers.";
  if (activeContainments(incident).length > 0) return "We have limited what the assistant may answer while we work on it.";
  return "Not yet. Our team is working on it.";
}

function whoIsAffected({ incident, measured }: DraftRequest): string {
  if (measured.segmentLabel === null)
    return "Not known yet. Treat any conversation with the assistant since then as possibly affected.";
  const share = measured.harmShare === null ? "" : ` ${percent(measured.harmShare)} of the bad outcomes were found there.`;
  const words = conversationsOf(measured.segmentLabel);
  return sentences(`${words.charAt(0).toUpperCase()}${words.slice(1)}, since ${clock(incident.impactStartedAt)}.${share}`);
}
