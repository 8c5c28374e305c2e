import fc from "fast-check";
import { expect, test } from "vitest";
import type { Field, Value } from "./ast.ts";
import { parseCondition, parseExpression, parseField } from "./parse.ts";
import { printCondition, printField, printMeasure } from "./print.ts";
import { anyField, condition, measure } from "./testing.ts";

const number = (name: "latency" | "score" | "cost" | "output_tokens"): Value => ({
  kind: "field",
  field: { kind: "number", name },
});
const literal = (value: number): Value => ({ kind: "number", value });
const isSuccess = { kind: "is", field: { kind: "boolean", name: "success" } } as const;

test("[SG16] an expression means what it says", () => {
  expect(parseExpression('share(evaluation.groundedness = "ungrounded", of: not error)')).toEqual({
    ok: true,
    measure: {
      kind: "share",
      condition: {
        kind: "compare",
        op: "=",
        left: { kind: "field", field: { kind: "evaluation", name: "groundedness", part: "label" } },
        right: { kind: "text", value: "ungrounded" },
      },
      of: { kind: "not", of: { kind: "is", field: { kind: "boolean", name: "error" } } },
    },
  });
  expect(parseExpression('metric("http.server.duration", p95, route: "/ask", "http.method": "POST")')).toEqual({
    ok: true,
    measure: { kind: "metric", name: "http.server.duration", reduce: "p95", where: { route: "/ask", "http.method": "POST" } },
  });
  expect(parseExpression("disparity(mean(score), by: dimension.region)")).toEqual({
    ok: true,
    measure: { kind: "disparity", measure: { kind: "mean", value: number("score"), of: null }, by: "region" },
  });
  expect(parseExpression("precision(prevalence: 0.05)")).toEqual({
    ok: true,
    measure: { kind: "precision", prevalence: 0.05, of: null },
  });
});

test("[SG16] not binds before and, and before or; * before +; the left one first", () => {
  const error = { kind: "is", field: { kind: "boolean", name: "error" } } as const;
  const slow = { kind: "compare", op: ">", left: number("latency"), right: literal(2) } as const;
  expect(parseCondition("not success and error or latency > 2")).toEqual({
    ok: true,
    condition: { kind: "or", of: [{ kind: "and", of: [{ kind: "not", of: isSuccess }, error] }, slow] },
  });
  expect(parseExpression("mean(cost - 1 - output_tokens * -2)")).toEqual({
    ok: true,
    measure: {
      kind: "mean",
      value: {
        kind: "arithmetic",
        op: "-",
        left: { kind: "arithmetic", op: "-", left: number("cost"), right: literal(1) },
        right: { kind: "arithmetic", op: "*", left: number("output_tokens"), right: literal(-2) },
      },
      of: null,
    },
  });
});

test("[SG16] a yes or no may be compared with true and false, known(x) is not missing(x)", () => {
  expect(parseCondition("success = true")).toEqual({ ok: true, condition: isSuccess });
  expect(parseCondition("success != true")).toEqual(parseCondition("not success"));
  expect(parseCondition("success = false")).toEqual(parseCondition("not success"));
  expect(parseCondition("known(truth)")).toEqual(parseCondition("not missing(truth)"));
});

test("[SG16] names are joined at their dots, and quoted where they hold anything else", () => {
  expect(
    ['feature."days since order"', "feature.user.age", "evaluation.a.b.score", "evaluation.score", "nothing"].map(parseField),
  ).toEqual([
    { kind: "feature", name: "days since order" },
    { kind: "feature", name: "user.age" },
    { kind: "evaluation", name: "a.b", part: "score" },
    { kind: "evaluation", name: "score", part: "label" },
    null,
  ] satisfies readonly (Field | null)[]);
});

test("[SG16] what is printed is read as the same", () => {
  let tooLarge = 0;
  fc.assert(
    fc.property(measure, (one) => {
      const parsed = parseExpression(printMeasure(one));
      if (parsed.ok) expect(parsed.measure).toEqual(one);
      else {
        tooLarge += 1;
        expect(parsed.message).toMatch(/has at most|Nested more than/);
      }
    }),
    { numRuns: 1000 },
  );
  expect(tooLarge).toBeLessThan(300);
  fc.assert(
    fc.property(condition, (one) => {
      const parsed = parseCondition(printCondition(one));
      if (parsed.ok) expect(parsed.condition).toEqual(one);
    }),
  );
  fc.assert(
    fc.property(anyField, (one) => {
      expect(parseField(printField(one))).toEqual(one);
    }),
  );
});

test("[SG17] whatever the text, there is an answer with an offset inside it", () => {
  const words = fc.constantFrom(
    "share",
    "(",
    ")",
    "p95",
    "latency",
    ",",
    "of",
    ":",
    "and",
    "not",
    "in",
    '"x"',
    ".",
    "-",
    "1e",
    "<=",
    "=",
    "feature",
    "ä",
    "\\",
    '"',
  );
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.array(words, { maxLength: 60 }).map((parts) => parts.join(" ")),
    fc.array(words, { maxLength: 60 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (one) => {
      for (const parsed of [parseExpression(one), parseCondition(one)]) {
        if (parsed.ok) continue;
        expect(parsed.at).toBeGreaterThanOrEqual(0);
        expect(parsed.at).toBeLessThanOrEqual(one.length);
        expect(parsed.message).not.toBe("");
      }
      parseField(one);
    }),
    { numRuns: 2000 },
  );
});

test("[SG17] length, depth and parts are bounded", () => {
  const inBrackets = (levels: number): string => `share(${"(".repeat(levels)}success${")".repeat(levels)})`;
  expect(parseExpression(inBrackets(29)).ok).toBe(true);
  expect(parseExpression(inBrackets(30))).toEqual({ ok: false, at: 36, message: "Nested more than 30 deep; split it up." });
  expect(parseExpression(`mean(cost${" + cost".repeat(49)})`).ok).toBe(true);
  expect(parseExpression(`mean(cost${" + cost".repeat(50)})`)).toMatchObject({
    ok: false,
    message: "An expression has at most 100 parts; split it up.",
  });
  expect(parseExpression(`mean(cost)${" ".repeat(1991)}`)).toEqual({
    ok: false,
    at: 2000,
    message: "An expression has at most 2000 characters; this one has 2001.",
  });
});

const REFUSED: readonly (readonly [text: string, at: number, message: string])[] = [
  ["share(latncy > 2)", 6, "latncy: no such field; did you mean latency?"],
  ["share(refuesd)", 6, "refuesd: no such field; did you mean refused?"],
  ["shared(success)", 0, "shared: no such function; did you mean share?"],
  ["share(missng(score))", 6, "missng(…) is no condition; missing(…) and known(…) are; did you mean missing?"],
  [
    "share(features.income > 2)",
    6,
    "features.income: before a dot stands feature, dimension, lineage or evaluation; did you mean feature?",
  ],
  ['metric("queue.depth", men)', 22, "One of mean, sum, max, min, last, rate, p50, p95, p99 is wanted here; did you mean mean?"],
  ["share(success, off: error)", 15, "share takes no off:; did you mean of?"],
  ["share(latency)", 6, "latency is not yes or no by itself; compare it (latency > …)."],
  ["share(latency + 1)", 6, "A condition is wanted here, such as success or latency > 2; this is a value."],
  ["p95(success)", 4, "success is yes or no, a condition by itself; here a number or a text is wanted."],
  ["p95(operation)", 4, "p95 wants a number; this is text."],
  ["mean(3)", 5, "mean wants a field of the record, not the same number for every one."],
  ["psi(latency + 1)", 4, "psi compares the distribution of one field: psi(feature.income)."],
  ["psi(success)", 4, "psi wants a number or a category; of yes and no, use share."],
  ["ks(dimension.region)", 3, "ks wants a number; of a category, use psi or js."],
  ["disparity(p95(latency), by: dimension.region)", 10, "disparity compares a share or a mean between groups."],
  ["disparity(share(success))", 24, "disparity wants its groups: by: dimension.region."],
  ["disparity(share(success), by: operation)", 30, "Groups are the values of a dimension: by: dimension.region."],
  ["metric(queue.depth, mean)", 7, 'metric wants the metric\'s name between quotes: metric("queue.depth", mean).'],
  ["precision(prevalence: 5)", 22, "The prevalence is a number between 0 and 1, such as 0.05."],
  ["quantile(latency, 90)", 18, "The quantile is a number between 0 and 1, such as 0.9."],
  ['share(latency > "2")', 16, "A number and a text cannot be compared."],
  ['share(operation > "a")', 18, "Texts are compared with = and !=, not with >."],
  ['share(latency in ("a"))', 6, "Before in a text is wanted; latency is a number."],
  ["share(1 < 2)", 6, "Neither side names a field of the record."],
  ["share(0 < latency < 2)", 18, "Comparisons do not chain; join two with and."],
  ["share(success == true)", 14, "== is not written here; write =."],
  ["share(operation = 'chat')", 18, '\' is not written here; write double quotes, "like this".'],
  ["share(latency > 5%)", 17, "Per cent are not written; 5 % is 0.05."],
  [
    "share(latency > 2s)",
    17,
    "A number ends here, and a letter follows; units are not written (seconds, US dollars, shares 0–1).",
  ],
  ['share(operation = "chat)', 18, "This quote is never closed."],
  ["share(success", 13, ", or ) is wanted here, not the end."],
  ["share(success))", 14, "The expression could end before ); what follows does not fit."],
  ["mean(cost, latency)", 11, "mean takes no more here: mean(latency) or mean(latency, of: success)."],
  ["share()", 6, "share wants more: share(overridden) or share(documents_found > 0, of: documents_requested > 0)."],
  ["latency", 0, "A signal is a function over records: share(success), p95(latency), psi(feature.income)."],
  ["", 0, "A field, a number, a text or a function is wanted here, not the end."],
];
test.each(REFUSED)("[SG18] %s is refused at %i: %s", (text, at, message) => {
  expect(parseExpression(text)).toEqual({ ok: false, at, message });
});
