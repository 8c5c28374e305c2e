import { FlagdCore, MemoryStorage } from "@openfeature/flagd-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type ActiveContainment, compileFlagSet, MEASURES_BY_RESTRICTIVENESS } from "./compile.ts";
import { createFlagSet } from "./evaluate.ts";

const contained = (id: string, measure: ActiveContainment["measure"], segment: Record<string, string>): ActiveContainment => ({
  containmentId: id,
  measure,
  conditions: Object.entries(segment).map(([dimension, value]) => ({ dimension, value })),
});
const flagSet = (...containments: ActiveContainment[]) => createFlagSet({ service: "s", version: 7, containments });

test("nothing contained: the flag is enabled and says normal to everybody", () => {
  const set = flagSet();
  expect(set.definition.flags["answer-mode"]).toMatchObject({ state: "ENABLED", defaultVariant: "normal" });
  expect(set.definition.metadata).toEqual({ flagSetId: "s", version: "7" });
  expect(set.evaluate({ language: "de" })).toEqual({ value: "normal", variant: "normal", reason: "STATIC" });
});

test("the definition: an if chain, most restrictive first, with normal at its end, whatever the order given", () => {
  const a = contained("a", "retrieval-only", { language: "de" });
  const b = contained("b", "human-handoff", { tier: "free", language: "de" });
  const definition = compileFlagSet({ service: "s", version: 2, containments: [a, b] });
  expect(definition.flags["answer-mode"].targeting).toEqual({
    if: [
      { and: [{ "==": [{ var: "tier" }, "free"] }, { "==": [{ var: "language" }, "de"] }] },
      "human-handoff",
      { and: [{ "==": [{ var: "language" }, "de"] }] },
      "retrieval-only",
      "normal",
    ],
  });
  expect(compileFlagSet({ service: "s", version: 2, containments: [b, a] })).toEqual(definition);
});

test("flagd's own schemas accept the definition", () => {
  const quiet = { error() {}, warn() {}, info() {}, debug() {} };
  const storage = new MemoryStorage(quiet);
  const definition = compileFlagSet({
    service: "s",
    version: 3,
    containments: [
      contained("a", "tools-off", { language: "de", "prompt.version": "v3" }),
      contained("b", "human-handoff", { tier: "pro" }),
    ],
  });
  expect(storage.setConfigurations(JSON.stringify(definition), true)).toEqual(["answer-mode"]);
  expect(new FlagdCore(storage, quiet).getFlagSetMetadata()).toEqual({ flagSetId: "s", version: "3" });
});

test("the most restrictive containment that matches is obeyed", () => {
  const set = flagSet(
    contained("1", "retrieval-only", { language: "de" }),
    contained("2", "tools-off", { tier: "free" }),
    contained("3", "human-handoff", { region: "eu-west" }),
  );
  expect(set.evaluate({ language: "de", tier: "free", region: "eu-west" }).value).toBe("human-handoff");
  expect(set.evaluate({ language: "de", tier: "free" }).value).toBe("tools-off");
  expect(set.evaluate({ language: "de" })).toEqual({
    value: "retrieval-only",
    variant: "retrieval-only",
    reason: "TARGETING_MATCH",
  });
  expect(set.evaluate({ language: "fr" })).toEqual({ value: "normal", variant: "normal", reason: "TARGETING_MATCH" });
});

test("a dimension with a dot is one name, and a number is compared as the text the telemetry has", () => {
  const set = flagSet(contained("1", "tools-off", { "prompt.version": "3" }));
  expect(set.evaluate({ "prompt.version": 3 }).value).toBe("tools-off");
  expect(set.evaluate({ "prompt.version": "3" }).value).toBe("tools-off");
  expect(set.evaluate({ "prompt.version": "3.0" }).value).toBe("normal");
  expect(set.evaluate({ prompt: { version: "3" } }).value).toBe("normal");
});

test("no context can talk the rules into an error or into a match by coercion", () => {
  const set = flagSet(
    contained("1", "tools-off", { beta: "1", constructor: "x" }),
    contained("2", "human-handoff", { tier: "free" }),
  );
  for (const value of [["1"], { "==": [1, 1] }, true, null, undefined, " 1", "1.0"]) {
    expect(set.evaluate({ beta: value, constructor: "x", tier: "pro" }).value).toBe("normal");
    expect(set.evaluate({ beta: value, tier: "free", $flagd: [], __proto__: { tier: "pro" } }).value).toBe("human-handoff");
  }
});

const nasty = fc.constantFrom(
  '"',
  "`$" + "{1}`",
  "\\",
  "\u2028",
  '{"var":"tier"}',
  "', true || '",
  "$ref",
  "constructor",
  "normal",
  "0",
  "1",
  "true",
  "",
);
const value = fc.oneof(fc.constantFrom("de", "en", "free", "pro"), nasty, fc.string({ unit: "binary", maxLength: 12 }));
const dimension = fc.constantFrom("language", "tier", "prompt.version", "constructor", "a-b_c");
const segment = fc.dictionary(
  dimension,
  value.filter((text) => text !== ""),
  { minKeys: 1, maxKeys: 4 },
);
const containments = fc
  .array(fc.tuple(segment, fc.constantFrom(...MEASURES_BY_RESTRICTIVENESS)), { maxLength: 8 })
  .map((rows) => rows.map(([where, measure], index) => contained(`c${index}`, measure, where)));
const context = fc.dictionary(dimension, fc.oneof(value, fc.integer({ min: 0, max: 3 }), fc.boolean()));

/** What the rules mean, without flagd. */
function reference(active: readonly ActiveContainment[], asked: Record<string, unknown>): string {
  const holds = (containment: ActiveContainment) =>
    containment.conditions.every(
      ({ dimension: name, value: text }) => Object.hasOwn(asked, name) && String(asked[name]) === text,
    );
  return MEASURES_BY_RESTRICTIVENESS.find((measure) => active.some((one) => one.measure === measure && holds(one))) ?? "normal";
}

test("any containments, any context: the answer is what the segments say", () => {
  fc.assert(
    fc.property(containments, context, (active, asked) => {
      expect(flagSet(...active).evaluate(asked).value).toBe(reference(active, asked));
    }),
    { numRuns: 300 },
  );
});

test("any containments: a context made of one of their segments is contained at least that strictly", () => {
  fc.assert(
    fc.property(
      containments.filter((active) => active.length > 0),
      fc.nat(),
      (active, pick) => {
        const chosen = active[pick % active.length];
        if (!chosen) return;
        const asked = Object.fromEntries(chosen.conditions.map((condition) => [condition.dimension, condition.value]));
        const rank = (mode: string) => MEASURES_BY_RESTRICTIVENESS.indexOf(mode as ActiveContainment["measure"]);
        expect(rank(flagSet(...active).evaluate(asked).value)).toBeGreaterThanOrEqual(0);
        expect(rank(flagSet(...active).evaluate(asked).value)).toBeLessThanOrEqual(rank(chosen.measure));
      },
    ),
    { numRuns: 200 },
  );
});
