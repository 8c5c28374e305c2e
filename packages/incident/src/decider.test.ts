import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { IncidentCommand as Command, type IncidentCommand } from "./command.ts";
import { decide, evolve, initialState } from "./decider.ts";
import { IncidentEvent } from "./event.ts";
import { LIMITS } from "./limits.ts";
import { executiveView } from "./projections/executive.ts";
import { logLine } from "./projections/log-line.ts";
import { summarise } from "./projections/summary.ts";
import { supportView } from "./projections/support.ts";
import type { IncidentState } from "./state.ts";
import { person, SYSTEM_ACTOR } from "./testing/given.ts";
import * as sample from "./testing/samples.ts";
import { type Actor, Role } from "./vocabulary.ts";

interface Step {
  readonly command: IncidentCommand;
  readonly actor: Actor;
  readonly at: string;
}
interface Row {
  readonly event: IncidentEvent;
  readonly at: string;
  readonly actor: Actor;
}

// Few ids and few values: most commands have to meet what others left behind.
const few = (prefix: string) => fc.integer({ min: 1, max: 4 }).map((n) => `${prefix}-${n}`);
const reason = fc.constantFrom("", "Because it was seen.");
const grade = fc.constantFrom("unknown" as const, "none" as const, "low" as const, "medium" as const, "high" as const);
const impact = fc.record({ customerHarm: grade, financialLoss: grade, regulatoryExposure: grade, systemDegradation: grade });
const severity = fc.constantFrom("SEV1" as const, "SEV2" as const, "SEV3" as const, "SEV4" as const);
const condition = fc.record({ dimension: fc.constantFrom("language", "tier"), value: fc.constantFrom("de", "pro") });
const segment = fc.record({ conditions: fc.array(condition, { minLength: 1, maxLength: 3 }) });
const expiresAt = fc.constantFrom(null, "2026-01-31T14:10:00.000Z", "2026-01-31T16:00:00.000Z");
const verdict = fc.constantFrom("effective" as const, "no-effect" as const, "worse" as const);
const text = fc.constantFrom("Working on it.", "It is fixed.", "Back by 15:40, we expect.");

const node = fc.integer({ min: 1, max: 7 }).map((n) => `h-${n}`);
/** What shapes the tree. */
const branching: fc.Arbitrary<IncidentCommand> = fc.oneof(
  fc.tuple(node, fc.option(node)).map(([id, parent]) => sample.hypothesis(id, parent)),
  fc.tuple(node, fc.option(node), fc.option(node)).map(([id, parent, before]) => sample.move(id, parent, before)),
  fc.tuple(node, node, node).map(([id, one, other]) => sample.split(id, one, other)),
);

const command: fc.Arbitrary<IncidentCommand> = fc.oneof(
  fc.record({ impact, severity, severityReason: reason }).map((change) => sample.declare(change)),
  fc.record({ type: fc.constant("AssessImpact" as const), impact, severity, reason }),
  fc.record({ phase: fc.constantFrom("contain" as const, "recover" as const, "learn" as const) }).map(({ phase }) => ({
    type: "MovePhase" as const,
    phase,
    reason: "Because.",
  })),
  branching,
  fc.tuple(few("e"), few("h")).map(([id, under]) => sample.evidence(id, under)),
  fc.tuple(few("l"), few("h")).map(([id, under]) => sample.live(id, under)),
  fc.tuple(few("l"), few("h"), fc.boolean()).map(([id, under, holds]) => sample.turn(id, holds, under)),
  few("r").map((id) => sample.pin(id)),
  few("r").map((id) => sample.unpin(id)),
  few("LLM0").map((id) => sample.tag(id.replace("-", ""))),
  few("LLM0").map((id) => sample.untag(id.replace("-", ""))),
  fc.record({
    type: fc.constant("ChangeHypothesisStatus" as const),
    hypothesisId: few("h"),
    status: fc.constantFrom("open" as const, "investigating" as const, "refuted" as const, "confirmed" as const),
    reason,
  }),
  fc.record({ containmentId: few("k"), segment, expiresAt }).map((change) => sample.isolate(change)),
  few("k").map((containmentId) => ({ type: "ReleaseSegment" as const, containmentId, reason: "Over." })),
  few("k").map((containmentId) => ({ type: "ExpireContainment" as const, containmentId })),
  fc.record({ containmentId: few("k"), flagSetVersion: fc.nat({ max: 2 }) }).map((change) => sample.acknowledge(change)),
  fc.tuple(few("k"), verdict).map(([containmentId, said]) => ({
    type: "RecordEffect" as const,
    containmentId,
    effect: { ...sample.EFFECTIVE, verdict: said },
  })),
  fc
    .tuple(few("u"), text, fc.constantFrom("customers", "support", "executives"))
    .map(([id, status, audience]) =>
      sample.send(
        audience === "customers"
          ? sample.toCustomers({ status })
          : audience === "support"
            ? sample.toSupport({ status })
            : sample.toExecutives({ status }),
        id,
      ),
    ),
  fc.tuple(few("q")).map(([questionId]) => ({ type: "AskQuestion" as const, questionId, text: "Annual plans?" })),
  fc.tuple(few("q")).map(([questionId]) => ({ type: "AnswerQuestion" as const, questionId, answer: "No." })),
  fc.array(few("ALT"), { minLength: 1, maxLength: 3 }).map((ids) => sample.attach(...ids)),
  fc.constantFrom(...sample.ONE_OF_EACH),
);
/** Mostly one who may: a refusal for want of permission teaches little after the first. */
const able = (type: IncidentCommand["type"]): Actor => (sample.SYSTEMS_OWN.includes(type) ? SYSTEM_ACTOR : person("commander"));
const anybody = fc.constantFrom<Actor>(SYSTEM_ACTOR, ...Role.options.map(person));
const at = fc
  .integer({ min: 0, max: 7200 })
  .map((s) => new Date(Date.parse("2026-01-31T14:00:00.000Z") + s * 1000).toISOString());
const stray = fc.oneof({ weight: 7, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: anybody });
const stepOf = (one: fc.Arbitrary<IncidentCommand>): fc.Arbitrary<Step> =>
  fc
    .record({ command: one, at, stray })
    .map((drawn) => ({ command: drawn.command, at: drawn.at, actor: drawn.stray ?? able(drawn.command.type) }));
const DECLARATION: Step = { command: sample.declare(), actor: person("commander"), at: "2026-01-31T14:00:00.000Z" };
const stepsOf = (one: fc.Arbitrary<IncidentCommand>): fc.Arbitrary<readonly Step[]> =>
  fc.array(stepOf(one), { minLength: 5, maxLength: 60, size: "max" }).map((tail) => [DECLARATION, ...tail]);
const steps = stepsOf(command);

function play(all: readonly Step[]) {
  let state: IncidentState = initialState;
  const rows: Row[] = [];
  const refusals: { code: string; message: string }[] = [];
  for (const { command: one, ...context } of all) {
    const decision = decide(one, state, { ...context, commandId: "c-1" });
    if (!decision.ok) refusals.push(decision.refusal);
    else for (const event of decision.events) rows.push({ event, ...context });
    if (decision.ok) for (const event of decision.events) state = evolve(state, event, context);
  }
  return { state, rows, refusals };
}
const foldRows = (rows: readonly Row[], from: IncidentState = initialState) =>
  rows.reduce((state, row) => evolve(state, row.event, row), from);

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

test("[ID1] whatever is commanded, by whomever and in whatever order: decide and evolve never throw", () => {
  let accepted = 0;
  let refused = 0;
  fc.assert(
    fc.property(steps, (all) => {
      const { rows, refusals } = play(all);
      accepted += rows.length;
      refused += refusals.length;
    }),
    { numRuns: 300 },
  );
  expect(new Set(sample.ONE_OF_EACH.map(({ type }) => type))).toEqual(new Set(typesOf(Command)));
  // The law would hold of a core that refuses everything.
  expect(accepted).toBeGreaterThan(1000);
  expect(refused).toBeGreaterThan(1000);
});

/** Of a union, and of the unions in it. */
function typesOf(union: { readonly options: readonly unknown[] }): readonly string[] {
  return union.options.flatMap((option) => {
    if (option instanceof z.ZodDiscriminatedUnion) return typesOf(option);
    if (!(option instanceof z.ZodObject) || !(option.shape.type instanceof z.ZodLiteral)) throw new Error("not a command");
    return [...option.shape.type.values].map(String);
  });
}

test("[ID2] every event of an accepted command is one the schema accepts, unchanged", () => {
  fc.assert(
    fc.property(steps, (all) => {
      for (const { event } of play(all).rows) expect(IncidentEvent.parse(event)).toEqual(event);
    }),
  );
});

test("[ID3] the state is the fold of the log, cut wherever: prefix, then suffix", () => {
  fc.assert(
    fc.property(steps, fc.nat({ max: 60 }), (all, cut) => {
      const { state, rows } = play(all);
      expect(foldRows(rows.slice(cut), foldRows(rows.slice(0, cut)))).toEqual(state);
    }),
  );
});

test("[ID4] decide and evolve change nothing that they are given, and answer the same twice", () => {
  fc.assert(
    fc.property(steps, (all) => {
      let state: IncidentState = frozen(initialState);
      for (const { command: one, ...context } of frozen(all)) {
        const decision = frozen(decide(one, state, { ...context, commandId: "c-1" }));
        expect(decide(one, state, { ...context, commandId: "c-1" })).toEqual(decision);
        if (!decision.ok) continue;
        for (const event of decision.events) {
          const next = frozen(evolve(state, event, context));
          expect(evolve(state, event, context)).toEqual(next);
          state = next;
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("[ID5] a refusal has a stable code and a sentence", () => {
  fc.assert(
    fc.property(steps, (all) => {
      for (const { code, message } of play(all).refusals) {
        expect(code).toMatch(/^[A-Z][A-Z_]+$/);
        expect(message).toMatch(/^[A-Z“0-9a-z].{15,}\.$/su);
      }
    }),
  );
});

test("[ID6] every page and every line can be made of every state and row", () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { state, rows } = play(all);
      if (state.situation === "undeclared") throw new Error("the first step declares");
      for (const row of rows) expect(logLine(row, state).title).toBeTypeOf("string");
      expect([summarise("INC-1", 1, state), executiveView("INC-1", 1, state), supportView("INC-1", 1, state)]).toHaveLength(3);
    }),
  );
});

test("[ID7] ten thousand rows leave a state whose lists are bounded: folding costs the size of the change", () => {
  const rows: Row[] = [{ event: sample.DECLARED, actor: person("commander"), at: "2026-01-31T14:00:00.000Z" }];
  const push = (event: IncidentEvent) => rows.push({ event, actor: person("commander"), at: "2026-01-31T14:00:00.000Z" });
  for (let n = 0; rows.length < 10_000; n += 1) {
    push({ type: "NoteAdded", text: `Note ${n}`, proofs: [] });
    push(sample.isolated({ containmentId: `k-${n}` }));
    push({ ...sample.acknowledge({ containmentId: `k-${n}` }), type: "ContainmentAcknowledged" });
    push({ type: "SegmentReleased", containmentId: `k-${n}`, reason: "Over." });
    push(sample.sent(sample.toExecutives(), n + 1));
    push(sample.attached(`ALT-${n}`));
  }
  const state = foldRows(rows);
  if (state.situation === "undeclared") throw new Error("declared first");
  expect(state.noteCount).toBeGreaterThan(1600);
  const lists = [state.containments, state.audiences.executives.sent, state.alerts].map((list) => list.length);
  expect(lists).toEqual([LIMITS.endedContainments, LIMITS.sentUpdates, LIMITS.alerts]);
});

test("[ID8] whatever is added, moved and split: the tree of hypotheses stays a tree, four levels deep at most", () => {
  let deepest = 0;
  fc.assert(
    fc.property(stepsOf(branching), (all) => {
      const { state } = play(all);
      if (state.situation === "undeclared") throw new Error("the first step declares");
      const parents = new Map(state.hypotheses.map((one) => [one.hypothesisId, one.parentId]));
      expect(parents.size).toBe(state.hypotheses.length);
      for (const { hypothesisId } of state.hypotheses) {
        let depth = 0;
        for (let at: string | null = hypothesisId; at !== null; depth += 1) {
          const parent: string | null | undefined = parents.get(at);
          if (parent === undefined || depth > LIMITS.hypothesisDepth) throw new Error(`${hypothesisId} hangs nowhere`);
          at = parent;
        }
        expect(depth).toBeLessThanOrEqual(LIMITS.hypothesisDepth);
        deepest = Math.max(deepest, depth);
      }
    }),
    { numRuns: 300 },
  );
  expect(deepest).toBe(LIMITS.hypothesisDepth);
});
