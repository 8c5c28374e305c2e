import { expect, test } from "vitest";
import { chance, seededRandom } from "../random.ts";
import { FEATURE_NAMES, type FeatureRow } from "../refund-risk/features.ts";
import { logOddsOf } from "../refund-risk/trees.ts";
import { boost } from "./boosting.ts";

const empty = Object.fromEntries(FEATURE_NAMES.map((name) => [name, null])) as FeatureRow;
const options = { trees: 40, depth: 2, learningRate: 0.3, lambda: 1, minHessian: 1 };
const chanceOf = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

test("two features that only matter together are found", () => {
  const random = seededRandom(3);
  const rows = Array.from({ length: 4_000 }, () => ({
    ...empty,
    item_count: Math.floor(random() * 10),
    channel: chance(random, 0.5) ? "app" : "phone",
  }));
  const truths = rows.map(({ item_count, channel }) => item_count > 4 === (channel === "app"));
  const forest = boost(rows, truths, options);
  const wrong = rows.filter((row, i) => chanceOf(logOddsOf(forest, row)) > 0.5 !== truths[i]);
  expect(wrong).toHaveLength(0);
});

test("a missing value goes where training found it to belong", () => {
  const random = seededRandom(4);
  const rows = Array.from({ length: 4_000 }, () => ({ ...empty, order_value: chance(random, 0.3) ? null : random() * 100 }));
  // Without a value it is as with a high one.
  const truths = rows.map(({ order_value }) => chance(random, order_value === null || order_value > 60 ? 0.9 : 0.1));
  const forest = boost(rows, truths, options);
  const of = (order_value: number | null) => chanceOf(logOddsOf(forest, { ...empty, order_value }));
  expect(of(null)).toBeCloseTo(0.9, 1);
  expect(of(90)).toBeCloseTo(0.9, 1);
  expect(of(20)).toBeCloseTo(0.1, 1);
});

test("without anything to learn the chance is the rate", () => {
  const rows = Array.from({ length: 1_000 }, () => empty);
  const forest = boost(
    rows,
    rows.map((_, i) => i % 5 === 0),
    options,
  );
  expect(chanceOf(logOddsOf(forest, empty))).toBeCloseTo(0.2, 6);
});
