import type { Measure } from "@firebreak/incident";

/** A fallback is a product decision (D3): what it can and cannot do is written down before it is switched on. */
export interface MeasureSheet {
  readonly measure: Measure;
  readonly label: string;
  readonly can: string;
  readonly cannot: string;
  readonly usersNotice: string;
  /** 1: nobody notices. 5: the service is gone for the segment. */
  readonly disruption: 1 | 2 | 3 | 4 | 5;
  /** What the serving system has to be able to do when the flag `answer-mode` has this variant. */
  readonly needs: string;
}

/** Least disruptive first (D1). */
export const MEASURES: readonly MeasureSheet[] = [
  {
    measure: "tools-off",
    label: "Tools off",
    can: "Stops actions and look-ups in other systems: nothing is booked, changed or sent by the model. Answers from documents go on.",
    cannot: "Does not stop the model from inventing text: a wrong prompt or a wrong model stays wrong.",
    usersNotice: "Requests that need an action are answered with how to do it themselves.",
    disruption: 2,
    needs: "The service can run its prompt without any tool and says so in its answer.",
  },
  {
    measure: "retrieval-only",
    label: "Answers from documents only",
    can: "Answers quote retrieved documents and nothing else; without a matching document the assistant says that it does not know.",
    cannot:
      "Does not help when the documents themselves are wrong or missing. Free conversation and reasoning over several documents stop.",
    usersNotice: "Shorter answers with a source, and more often “I cannot answer that”.",
    disruption: 3,
    needs: "The service can answer from retrieved passages without free generation, and has an index in the segment’s language.",
  },
  {
    measure: "human-handoff",
    label: "Hand over to people",
    can: "Every conversation of the segment goes to a person. No answer of the model reaches a customer.",
    cannot: "Does not scale: queues grow with the segment’s traffic. Check the requests a minute against who is on shift.",
    usersNotice: "A person answers, later than the assistant would have.",
    disruption: 4,
    needs: "A staffed queue that takes the segment’s requests a minute, and a text that tells customers about the wait.",
  },
];

export function measureSheet(measure: Measure): MeasureSheet {
  const sheet = MEASURES.find((one) => one.measure === measure);
  if (!sheet) throw new Error(`no sheet for ${measure}`);
  return sheet;
}
