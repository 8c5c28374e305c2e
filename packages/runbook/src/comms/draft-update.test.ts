import {
  Audience,
  type DeclaredIncident,
  decide,
  type Effect,
  evolve,
  type IncidentCommand,
  type IncidentState,
  initialState,
  SYSTEM_ACTOR,
  UpdateContent,
} from "@firebreak/incident";
import fc from "fast-check";
import { expect, test } from "vitest";
import { I1_DECLARATION } from "../hallucination-spike.ts";
import { treeFor } from "../trees.ts";
import { draftUpdate } from "./draft-update.ts";
import type { MeasuredFacts } from "./facts.ts";

const NOW = "2026-01-31T14:15:00.000Z";
const commander = { kind: "person", id: "u-1", name: "Commander on call", role: "commander" } as const;
const SYSTEMS = ["RecordEffect"];
const nothing: MeasuredFacts = {
  segmentLabel: null,
  trafficShare: null,
  harmShare: null,
  requestsAffected: null,
  signalTitle: null,
  rateNow: null,
  rateBefore: null,
};
const everything: MeasuredFacts = {
  segmentLabel: "language=de ∧ tier=pro",
  trafficShare: 0.061,
  harmShare: 0.41,
  requestsAffected: 212,
  signalTitle: "Ungrounded answers",
  rateNow: 0.03,
  rateBefore: 0.382,
};
const declaration: IncidentCommand = {
  type: "DeclareIncident",
  ...I1_DECLARATION,
  service: "support-assistant",
  severity: "SEV1",
  severityReason: "",
  impactStartedAt: "2026-01-31T13:36:00.000Z",
  commander: { id: "u-1", name: "Commander on call" },
  technicalLead: { id: "u-2", name: "Technical lead on call" },
  detectedBy: null,
  drill: false,
};
const isolation: IncidentCommand = {
  type: "IsolateSegment",
  containmentId: "k-1",
  segment: {
    conditions: [
      { dimension: "language", value: "de" },
      { dimension: "tier", value: "pro" },
    ],
  },
  measure: "retrieval-only",
  reason: "38 % of these answers are ungrounded.",
  blastRadius: { trafficShare: 0.061, requestsPerMinute: 42, harmShare: 0.41, windowSeconds: 600, measuredAt: NOW },
  harmSignal: "ungrounded-rate",
  expiresAt: null,
};
const tally = (bad: number) => ({ bad, total: 1000 });
const effect: Effect = {
  signal: "ungrounded-rate",
  segmentBefore: tally(382),
  segmentAfter: tally(30),
  restBefore: tally(18),
  restAfter: tally(18),
  difference: -0.35,
  low: -0.39,
  high: -0.32,
  verdict: "effective",
  beforeSeconds: 600,
  afterSeconds: 240,
};
const measure: IncidentCommand = { type: "RecordEffect", containmentId: "k-1", effect };
const recover: IncidentCommand = { type: "MovePhase", phase: "recover", reason: "Rolled back." };
const flag: IncidentCommand = {
  type: "FlagExposure",
  kind: "data-exposure",
  detail: "A transcript shows another customer's address.",
};

function incident(...commands: readonly IncidentCommand[]): DeclaredIncident {
  const state = [declaration, ...commands].reduce<IncidentState>((before, command) => {
    const context = { commandId: "c-1", at: NOW, actor: SYSTEMS.includes(command.type) ? SYSTEM_ACTOR : commander };
    const decision = decide(command, before, context);
    if (!decision.ok) throw new Error(decision.refusal.message);
    return decision.events.reduce((next, event) => evolve(next, event, context), before);
  }, initialState);
  if (state.situation === "undeclared") throw new Error("declared first");
  return state;
}

test("[RB17] every draft, at every stage, fits its template and is accepted by decide as it stands", () => {
  const stages = [
    incident(),
    incident(isolation),
    incident(isolation, measure),
    incident(isolation, measure, recover),
    incident(flag, ...treeFor({ symptom: "outputs-wrong", scenario: "I1" })),
  ];
  for (const stage of stages) {
    for (const measured of [nothing, everything]) {
      for (const audience of Audience.options) {
        const content = draftUpdate(audience, stage, measured, NOW);
        expect(UpdateContent.parse(content)).toEqual(content);
        const decision = decide({ type: "SendUpdate", updateId: "u-1", content }, stage, {
          commandId: "c-2",
          at: NOW,
          actor: commander,
        });
        expect([audience, decision.ok ? "sent" : decision.refusal.message]).toEqual([audience, "sent"]);
      }
    }
  }
});

test("[RB18] executives get the figure, the risk and the measured mitigation; the estimate is a person's to give", () => {
  expect(draftUpdate("executives", incident(isolation, measure), everything, NOW)).toEqual({
    audience: "executives",
    whatHappened: "Our assistant gave some answers that our documents do not support. It began at 13:36 UTC.",
    customerImpact:
      "Customer harm: high. 6.1 % of traffic: German-language conversations of Pro customers. 212 requests affected so far. They hold 41 % of the bad outcomes.",
    mitigation: "The affected conversations are isolated since 14:15 UTC. Ungrounded answers: 38 % before, 3 % now.",
    status: "Contained, not yet fixed. The incident team is working on the cause.",
    impactFigure: { value: "6.1 %", of: "of traffic: German-language conversations of Pro customers" },
    risk: "Financial: medium. Regulatory: not known yet.",
    expected: null,
  });
});

test("[RB19] support gets words for the three questions customers ask, what not to say, and when to call security at once", () => {
  const draft = draftUpdate("support", incident(isolation), everything, NOW);
  if (draft.audience !== "support") throw new Error("not for support");
  expect(draft.talkingPoints.map((point) => point.when)).toEqual([
    "If a customer was told something wrong",
    "If asked what happened",
    "If asked whether it is fixed",
  ]);
  expect(draft.talkingPoints[2]?.say).toBe(
    "We have limited what the assistant may answer while we work on it. The next update is at 14:45 UTC.",
  );
  expect(draft.doNotSay.join(" ")).toContain("fixed");
  expect(draft.whoIsAffected).toBe(
    "German-language conversations of Pro customers, since 13:36 UTC. 41 % of the bad outcomes were found there.",
  );
  expect(draft.escalateWhen).toContain("anyone mentions seeing another customer’s data — call security at once.");
  expect(draftUpdate("support", incident(), nothing, NOW)).toMatchObject({
    talkingPoints: [{}, {}, { say: "Not yet. Our team is working on it. The next update is at 14:45 UTC." }],
  });
});

test("[RB20] customers get no number, no cause, no title of the war room, and the next step", () => {
  const draft = draftUpdate("customers", incident(isolation, measure), everything, NOW);
  expect(draft).toEqual({
    audience: "customers",
    whatHappened: "Our assistant gave some answers that our documents do not support. We are sorry.",
    customerImpact: "Some German-language conversations of Pro customers may be affected.",
    mitigation: "We have limited what the assistant may answer in these conversations.",
    status: "Our team is working on it.",
    nextStep:
      "Please check what our assistant told you on our policy pages, or ask our support team. The next update comes at 15:15 UTC.",
  });
  expect(JSON.stringify(draft)).not.toContain("%");
});

test("[RB21] engineering gets triage, containments with their effect, and where the hypotheses stand", () => {
  const work: IncidentCommand[] = [
    isolation,
    measure,
    ...treeFor({ symptom: "outputs-wrong", scenario: "I1" }),
    { type: "ChangeHypothesisStatus", hypothesisId: "input-quality", status: "refuted", reason: "Inside its envelope." },
    { type: "AnswerTriageQuestion", question: "what-changed", answer: "refunds@41 rolled to 100 %.", proofs: [] },
  ];
  const draft = draftUpdate("engineering", incident(...work), everything, NOW);
  expect(draft.whatHappened).toContain("refunds@41 rolled to 100 %.");
  expect(draft.mitigation).toBe("language=de ∧ tier=pro → retrieval-only: not acknowledged yet; effective, 38 % → 3 %.");
  expect(draft.status).toBe("Hypotheses — refuted: Input quality. Ungrounded answers: 38 % before, 3 % now.");
  expect(draftUpdate("engineering", incident(), nothing, NOW).status).toBe("Diagnosis has not begun.");
});

test("[RB22] legal gets what was flagged, the clocks the log suggests, and that evidence stays", () => {
  const draft = draftUpdate("legal", incident(flag), nothing, NOW);
  expect(draft.whatHappened).toContain("Possible data exposure, 14:15 UTC: A transcript shows another customer's address.");
  expect(draft.status).toContain("GDPR Art. 33(1) by 2026-02-03T14:15Z");
  expect(draft.mitigation).toContain("Containment deletes nothing");
});

test("[RB23] what was not measured is said to be counted, not guessed", () => {
  const draft = draftUpdate("executives", incident(), nothing, NOW);
  expect(draft).toMatchObject({
    impactFigure: null,
    mitigation: "Nothing is limited yet; the incident team is choosing the least disruptive measure.",
  });
  expect(draft.customerImpact).toContain("How many customers this touches is being counted.");
});

test("[RB24] no measured fact, however odd, makes a draft that its template refuses", () => {
  const share = fc.option(fc.double({ min: 0, max: 1, noNaN: true }));
  const measured = fc.record({
    segmentLabel: fc.option(fc.string({ maxLength: 600 })),
    trafficShare: share,
    harmShare: share,
    requestsAffected: fc.option(fc.nat()),
    signalTitle: fc.option(fc.string({ maxLength: 60 })),
    rateNow: share,
    rateBefore: share,
  });
  const stage = incident(isolation, measure);
  fc.assert(
    fc.property(fc.constantFrom(...Audience.options), measured, (audience, facts) => {
      expect(UpdateContent.safeParse(draftUpdate(audience, stage, facts, NOW)).success).toBe(true);
    }),
  );
});
