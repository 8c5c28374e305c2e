import { expect, test } from "vitest";
import type { AttributeValue } from "./request.ts";
import { read, span } from "./span.fixture.ts";

test("a span with a score is a record with its prediction; features are numbers, categories, or missing", () => {
  const { records, rejected } = read(
    span({
      "firebreak.request.id": "refund-1",
      "firebreak.prediction.score": 0.73,
      "firebreak.prediction.threshold": "0.6",
      "firebreak.prediction.decision": "review",
      "firebreak.feature.order_total": 129.9,
      "firebreak.feature.channel": "web",
      "firebreak.feature.first_order": true,
      "firebreak.feature.gift": false,
      "firebreak.feature.account_age": null,
      "firebreak.feature.ratio": Number.POSITIVE_INFINITY,
      "firebreak.feature.history": [1, 2],
      "firebreak.feature.note": "",
      "firebreak.features.missing": ["income", "channel", 7],
    }),
  );
  expect(rejected.count).toBe(0);
  expect(records).toMatchObject([{ requestId: "refund-1", operation: "", finishReason: "" }]);
  expect(records[0]?.prediction).toEqual({
    score: 0.73,
    threshold: 0.6,
    decision: "review",
    features: {
      account_age: null,
      channel: "web",
      first_order: 1,
      gift: 0,
      history: null,
      income: null,
      note: null,
      order_total: 129.9,
      ratio: null,
    },
  });
});

test("a score that is no number is a record without a score; features alone make no record", () => {
  const { records } = read(
    span({ "firebreak.prediction.score": Number.NaN }),
    span({ "firebreak.feature.income": 5, "firebreak.prediction.threshold": 0.5 }),
    span({ "firebreak.feature.income": 5, "gen_ai.operation.name": "chat" }),
  );
  expect(records.map(({ prediction }) => prediction)).toEqual([
    { score: null, threshold: null, decision: "", features: {} },
    { score: null, threshold: null, decision: "", features: { income: 5 } },
  ]);
});

test("the first two hundred features count, the last value of each; long names are left out and long categories are cut", () => {
  const many = Array.from({ length: 300 }, (_, n): [string, number] => [`firebreak.feature.f${n}`, n]);
  const given: [string, AttributeValue][] = [
    ["firebreak.prediction.score", 0.5],
    ["firebreak.feature.", 1],
    [`firebreak.feature.${"n".repeat(65)}`, 1],
    ["firebreak.feature.__proto__", "c".repeat(500)],
    ...many,
    ["firebreak.feature.f0", 77],
    ["firebreak.features.missing", ["late"]],
  ];
  const attributes = { keys: given.map(([key]) => key), values: given.map(([, value]) => value) };
  const features = read(span({}, { attributes })).records[0]?.prediction?.features ?? {};
  const kept = many.slice(0, 199).map(([key, value]): [string, number | string] => [key.slice(18), value || 77]);
  expect(features).toEqual(Object.fromEntries([...kept, ["__proto__", "c".repeat(200)]]));
});
