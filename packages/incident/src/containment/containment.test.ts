import { expect, test } from "vitest";
import { LIMITS } from "../limits.ts";
import { segmentKey } from "../segment.ts";
import { active, given, NOW, outcome, SYSTEM_ACTOR, sentence, THEN } from "../testing/given.ts";
import { acknowledge, DECLARED, EFFECTIVE, isolate, isolated, measured, RELEASED, segment } from "../testing/samples.ts";

const system = { by: SYSTEM_ACTOR };
const release = (containmentId: string) => ({ type: "ReleaseSegment", containmentId, reason: "Rolled back." }) as const;
const expire = { type: "ExpireContainment", containmentId: "k-1" } as const;
const record = (verdict: "effective" | "no-effect" | "worse") =>
  ({ type: "RecordEffect", containmentId: "k-1", effect: { ...EFFECTIVE, verdict } }) as const;
const LATER = "2026-01-31T15:00:00.000Z";

test("[IC1] a segment is isolated with its measured blast radius, and is active from then on", () => {
  expect(given(DECLARED).when(isolate())).toEqual({ ok: true, events: [isolated()] });
  const { type: _, ...said } = isolated();
  expect(active(DECLARED, isolated()).containments).toEqual([
    { ...said, situation: "active", isolatedAt: THEN, isolatedBy: "The commander", acknowledgement: null, effect: null },
  ]);
});

test("[IC2] a segment names each dimension once", () => {
  const twice = {
    conditions: [
      { dimension: "language", value: "de" },
      { dimension: "language", value: "fr" },
    ],
  };
  const decision = given(DECLARED).when(isolate({ segment: twice }));
  expect(outcome(decision)).toBe("SEGMENT_DIMENSION_TWICE");
  expect(sentence(decision)).toContain("language");
});

test("[IC3] the very same segment is isolated once at a time, in whatever order its conditions stand; the refusal names what holds it", () => {
  const turned = segment({ tier: "pro", language: "de" });
  expect(segmentKey(turned)).toBe("language=de ∧ tier=pro");
  const again = isolate({ containmentId: "k-2", segment: turned, measure: "tools-off" });
  const decision = given(DECLARED, isolated()).when(again);
  expect(outcome(decision)).toBe("SEGMENT_ALREADY_ISOLATED");
  expect(sentence(decision)).toBe(
    "language=de ∧ tier=pro is already on retrieval-only since 2026-01-31T14:00:00.000Z (The commander). Release that containment first.",
  );
  expect(outcome(given(DECLARED, isolated(), RELEASED).when(again))).toEqual(["SegmentIsolated"]);
  const narrower = isolate({ containmentId: "k-2", segment: segment({ language: "de", tier: "pro", region: "eu-west" }) });
  expect(outcome(given(DECLARED, isolated()).when(narrower))).toEqual(["SegmentIsolated"]);
});

test("[IC4] a containment's id is its own, also after it ended", () => {
  const other = isolate({ segment: segment({ tier: "free" }) });
  expect(outcome(given(DECLARED, isolated()).when(other))).toBe("CONTAINMENT_EXISTS");
  expect(outcome(given(DECLARED, isolated(), RELEASED).when(other))).toBe("CONTAINMENT_EXISTS");
});

test("[IC5] fifty segments are isolated at most; released ones do not count", () => {
  const at = (index: number) => isolated({ containmentId: `k-${index}`, segment: segment({ tenant: `t-${index}` }) });
  const full = Array.from({ length: LIMITS.activeContainments }, (_, index) => at(index));
  const one = isolate({ containmentId: "new" });
  expect(outcome(given(DECLARED, ...full).when(one))).toBe("CONTAINMENTS_FULL");
  expect(outcome(given(DECLARED, ...full, { ...RELEASED, containmentId: "k-7" } as typeof RELEASED).when(one))).toEqual([
    "SegmentIsolated",
  ]);
});

test("[IC6] an expiry lies in the future", () => {
  expect(outcome(given(DECLARED).when(isolate({ expiresAt: NOW })))).toBe("EXPIRY_IN_THE_PAST");
  expect(outcome(given(DECLARED).when(isolate({ expiresAt: LATER })))).toEqual(["SegmentIsolated"]);
});

test("[IC7] a release ends an active containment, once, and keeps who, when and why", () => {
  expect(outcome(given(DECLARED).when(release("k-1")))).toBe("CONTAINMENT_UNKNOWN");
  expect(given(DECLARED, isolated()).when(release("k-1"))).toEqual({
    ok: true,
    events: [{ ...release("k-1"), type: "SegmentReleased" }],
  });
  expect(outcome(given(DECLARED, isolated(), RELEASED).when(release("k-1")))).toBe("CONTAINMENT_ENDED");
  expect(active(DECLARED, isolated(), RELEASED).containments).toMatchObject([
    { situation: "released", endedAt: THEN, endedBy: "The commander", endReason: "Rolled back and watched." },
  ]);
});

test("[IC8] nothing expires before its time, without a time, or twice", () => {
  const until = isolated({ expiresAt: LATER });
  expect(outcome(given(DECLARED, until).when(expire, system))).toBe("NOT_YET_EXPIRED");
  expect(outcome(given(DECLARED, until).when(expire, { ...system, at: LATER }))).toEqual(["ContainmentExpired"]);
  expect(outcome(given(DECLARED, isolated()).when(expire, system))).toBe("CONTAINMENT_HAS_NO_EXPIRY");
  expect(outcome(given(DECLARED, until, RELEASED).when(expire, { ...system, at: LATER }))).toBe("CONTAINMENT_ENDED");
  expect(outcome(given(DECLARED).when(expire, system))).toBe("CONTAINMENT_UNKNOWN");
  expect(active(DECLARED, until, { ...expire, type: "ContainmentExpired" }).containments).toMatchObject([
    { situation: "expired", endedAt: THEN },
  ]);
});

test("[IC9] an acknowledgement is recorded when it says something new, also of an ended containment", () => {
  const first = { ...acknowledge(), type: "ContainmentAcknowledged" as const };
  expect(given(DECLARED, isolated()).when(acknowledge(), system)).toEqual({ ok: true, events: [first] });
  const room = given(DECLARED, isolated(), first);
  expect(outcome(room.when(acknowledge(), system))).toBe("NO_CHANGE");
  expect(outcome(room.when(acknowledge({ acknowledged: ["a-3", "a-1", "a-2"] }), system))).toBe("NO_CHANGE");
  const news = [
    acknowledge({ flagSetVersion: 8 }),
    acknowledge({ acknowledged: ["a-1", "a-2"], pending: ["a-3"], propagationMs: null }),
    acknowledge({ acknowledged: ["a-1", "a-2"], silent: ["a-3"] }),
    acknowledge({ acknowledged: ["a-1", "a-2", "a-4"] }),
  ];
  for (const command of news) expect(outcome(room.when(command, system))).toEqual(["ContainmentAcknowledged"]);
  expect(outcome(given(DECLARED, isolated(), RELEASED).when(acknowledge(), system))).toEqual(["ContainmentAcknowledged"]);
  expect(outcome(given(DECLARED).when(acknowledge(), system))).toBe("CONTAINMENT_UNKNOWN");
  const { type: _, containmentId: __, ...said } = first;
  expect(active(DECLARED, isolated(), first).containments[0]?.acknowledgement).toEqual({ ...said, at: THEN });
});

test("[IC10] an effect is recorded once, and again only when the verdict is another", () => {
  expect(given(DECLARED, isolated()).when(record("effective"), system)).toEqual({ ok: true, events: [measured()] });
  expect(outcome(given(DECLARED, isolated(), measured()).when(record("effective"), system))).toBe("NO_CHANGE");
  const late = given(DECLARED, isolated(), measured({ verdict: "no-effect" }));
  expect(outcome(late.when(record("no-effect"), system))).toBe("NO_CHANGE");
  expect(outcome(late.when(record("effective"), system))).toEqual(["ContainmentEffectMeasured"]);
  expect(outcome(given(DECLARED, isolated(), measured()).when(record("worse"), system))).toEqual(["ContainmentEffectMeasured"]);
  expect(active(DECLARED, isolated(), measured()).containments[0]?.effect).toEqual({ ...EFFECTIVE, at: THEN });
});

test("[IC11] an effect belongs to an active containment and to the signal it was isolated for", () => {
  expect(outcome(given(DECLARED).when(record("effective"), system))).toBe("CONTAINMENT_UNKNOWN");
  expect(outcome(given(DECLARED, isolated(), RELEASED).when(record("effective"), system))).toBe("CONTAINMENT_ENDED");
  expect(outcome(given(DECLARED, isolated({ harmSignal: "task-success" })).when(record("effective"), system))).toBe(
    "EFFECT_OF_ANOTHER_SIGNAL",
  );
});

test("[IC12] the state keeps every active containment and the last two hundred that ended", () => {
  const oldest = isolated({ containmentId: "held", segment: segment({ tier: "free" }) });
  const rounds = Array.from({ length: LIMITS.endedContainments + 5 }, (_, index) => [
    isolated({ containmentId: `k-${index}` }),
    { type: "SegmentReleased" as const, containmentId: `k-${index}`, reason: "Over." },
  ]).flat();
  const { containments } = active(DECLARED, oldest, ...rounds);
  expect(containments).toHaveLength(LIMITS.endedContainments + 1);
  expect(containments[0]).toMatchObject({ containmentId: "held", situation: "active" });
  expect(containments[1]?.containmentId).toBe("k-5");
});
