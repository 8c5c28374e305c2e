import { expect, test } from "vitest";
import { IncidentEvent } from "../event.ts";
import { LIMITS } from "../limits.ts";
import { logLine } from "../projections/log-line.ts";
import { active, COMMANDER, given, outcome, SYSTEM_ACTOR, THEN } from "../testing/given.ts";
import { added, DECLARED, evidence, LIVE, live, segment, turn } from "../testing/samples.ts";
import type { LiveCheck } from "./commands.ts";

const attached = (evidenceId: string) => ({ ...live(evidenceId), type: "EvidenceAttached" as const });
const turned = (evidenceId: string, holds: boolean) => ({ ...turn(evidenceId, holds), type: "EvidenceTurned" as const });
const FIRST = [DECLARED, added("h-1"), attached("e-1")];
const by = SYSTEM_ACTOR;

test("[IH15] live evidence stands as it was last measured; only what says something else is recorded, and the state keeps ten turns", () => {
  expect(active(...FIRST).hypotheses[0]?.evidence[0]).toMatchObject({ live: LIVE, turns: [] });
  const at = (...turns: boolean[]) => given(...FIRST, ...turns.map((holds) => turned("e-1", holds)));
  expect(outcome(at().when(turn("e-1", true), { by }))).toEqual(["EvidenceTurned"]);
  expect(outcome(at().when(turn("e-1", false), { by }))).toEqual(["EvidenceTurned"]);
  expect(outcome(at(true).when(turn("e-1", true), { by }))).toBe("NO_CHANGE");
  expect(at(true).when(turn("e-1", false), { by })).toEqual({ ok: true, events: [turned("e-1", false)] });
  const many = Array.from({ length: 13 }, (_, index) => index % 2 === 0);
  const turns = active(...FIRST, ...many.map((holds) => turned("e-1", holds))).hypotheses[0]?.evidence[0]?.turns;
  expect(turns).toHaveLength(LIMITS.evidenceTurns);
  expect(turns?.at(-1)).toEqual({ holds: true, sentence: "38 % there, 1.8 % in the rest.", at: THEN });
});

test("[IH15] a turn changes neither the status nor any other piece", () => {
  const before = active(...FIRST, attached("e-2"));
  const after = active(...FIRST, attached("e-2"), turned("e-1", false));
  expect(after.hypotheses[0]).toMatchObject({ status: "open", standing: null });
  expect(after.hypotheses[0]?.evidence[1]).toEqual(before.hypotheses[0]?.evidence[1]);
});

test("[IH16] only evidence that runs again can turn, and only Firebreak records it", () => {
  const seenOnce = given(DECLARED, added("h-1"), { ...evidence("e-1"), type: "EvidenceAttached" });
  expect(outcome(seenOnce.when(turn("e-1", false), { by }))).toBe("EVIDENCE_NOT_LIVE");
  expect(outcome(given(...FIRST).when(turn("e-9", false), { by }))).toBe("EVIDENCE_NOT_LIVE");
  expect(outcome(given(...FIRST).when(turn("e-1", false, "h-9"), { by }))).toBe("HYPOTHESIS_UNKNOWN");
  expect(outcome(given(...FIRST).when(turn("e-1", false)))).toBe("NOT_PERMITTED");
});

test("[IH17] a live check names each dimension once, and a segment where it compares one with the rest", () => {
  const attach = (check: Partial<LiveCheck>) =>
    outcome(given(DECLARED, added("h-1")).when({ ...live("e-1"), live: { ...LIVE, ...check } }));
  expect(attach({ segment: null, expects: "differs" })).toBe("LIVE_CHECK_NEEDS_SEGMENT");
  expect(attach({ segment: null, expects: "same" })).toBe("LIVE_CHECK_NEEDS_SEGMENT");
  expect(attach({ segment: null, expects: "inside" })).toEqual(["EvidenceAttached"]);
  const [condition] = segment({ tier: "pro" }).conditions;
  if (!condition) throw new Error("one condition");
  expect(attach({ segment: { conditions: [condition, { ...condition, value: "free" }] } })).toBe("SEGMENT_DIMENSION_TWICE");
});

test("[IH17] fifty run again at most, over the whole tree; what was seen once may still be attached", () => {
  const many = Array.from({ length: LIMITS.liveChecks }, (_, index) => ({
    ...live(`e-${index}`, index % 2 === 0 ? "h-1" : "h-2"),
    type: "EvidenceAttached" as const,
  }));
  const room = given(DECLARED, added("h-1"), added("h-2"), ...many);
  expect(outcome(given(DECLARED, added("h-1"), added("h-2"), ...many.slice(1)).when(live("new")))).toEqual(["EvidenceAttached"]);
  expect(outcome(room.when(live("new")))).toBe("LIVE_CHECKS_FULL");
  expect(outcome(room.when(evidence("new")))).toEqual(["EvidenceAttached"]);
});

test("[IH18] evidence of a log from before anything ran again folds as it always did, whether or not the reading edge was passed", () => {
  const { live: _, ...old } = { ...evidence("e-1"), type: "EvidenceAttached" as const };
  const stored: unknown = JSON.parse(JSON.stringify(old));
  const expected = [{ evidenceId: "e-1", live: null, turns: [], text: old.text }];
  expect(active(DECLARED, added("h-1"), IncidentEvent.parse(stored)).hypotheses[0]?.evidence).toMatchObject(expected);
  expect(active(DECLARED, added("h-1"), stored as IncidentEvent).hypotheses[0]?.evidence).toMatchObject(expected);
});

test("[IH19] the lines of moves, splits and turns", () => {
  const state = active(DECLARED, added("h-1"), added("h-2"), attached("e-1"));
  const line = (event: IncidentEvent, actor = COMMANDER) => logLine({ event, actor }, state);
  const move = { type: "HypothesisMoved", hypothesisId: "h-2", beforeId: null, from: null } as const;
  expect(line({ ...move, parentId: "h-1" }).title).toBe("moved Statement h-2 under Statement h-1");
  expect(line({ ...move, parentId: null, from: "h-1" }).title).toBe("moved Statement h-2 to the top");
  expect(line({ ...move, parentId: "h-1", from: "h-1" }).title).toBe("moved Statement h-2 in its order");
  const parts = ["a", "b"].map((hypothesisId) => ({ hypothesisId, statement: `Statement ${hypothesisId}`, check: "" }));
  expect(line({ type: "HypothesisSplit", hypothesisId: "h-1", parts })).toMatchObject({
    kind: "decision",
    title: "split Statement h-1 into 2 parts",
    body: "Statement a · Statement b",
  });
  expect(line(turned("e-1", true), SYSTEM_ACTOR)).toMatchObject({
    kind: "measured",
    actor: null,
    title: "Evidence holds — Statement h-1",
    body: "38 % there, 1.8 % in the rest.",
    tone: "plain",
  });
  expect(line(turned("e-1", false), SYSTEM_ACTOR)).toMatchObject({
    title: "Evidence does not hold — Statement h-1",
    tone: "attention",
  });
});
