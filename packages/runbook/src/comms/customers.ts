import type { UpdateContent } from "@firebreak/incident";
import { activeContainments, clock, conversationsOf, type DraftRequest, inMinutes, standingOf } from "./facts.ts";
import { publicSentence } from "./template.ts";

type CustomersUpdate = Extract<UpdateContent, { audience: "customers" }>;

/**
 * G3: no speculation and no promise; impact acknowledged, mitigation described, the next step named. Numbers, titles and
 * notes of the war room stay inside.
 */
export function draftForCustomers({ incident, measured, now }: DraftRequest): CustomersUpdate {
  const limited = activeContainments(incident).length > 0;
  const next = clock(inMinutes(now, incident.audiences.customers.cadenceMinutes));
  return {
    audience: "customers",
    whatHappened: `${publicSentence(incident)} We are sorry.`,
    customerImpact:
      measured.segmentLabel === null
        ? "Some conversations with our assistant may be affected."
        : `Some ${conversationsOf(measured.segmentLabel)} may be affected.`,
    mitigation: limited
      ? "We have limited what the assistant may answer in these conversations."
      : "Our team is limiting what the assistant may answer.",
    status: standingOf(incident) === "recovered" ? "We are reviewing what happened." : "Our team is working on it.",
    nextStep: `Please check what our assistant told you on our policy pages, or ask our support team. The next update comes at ${next}.`,
  };
}
