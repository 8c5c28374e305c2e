import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { qualityOf } from "../training/quality.ts";
import { trainModel } from "../training/train-model.ts";
import { FEATURE_NAMES, type FeatureName, featuresOf, type PipelineVersion } from "./features.ts";
import { riskModelOf } from "./model.ts";
import { createPopulation, type RequestWithTruth, sampleRequest } from "./population.ts";

const population = createPopulation();
const random = seededRandom(11);
const asked: RequestWithTruth[] = Array.from({ length: 12_000 }, () => sampleRequest(population, random));
const european = asked.filter(({ request }) => request.customer.region === "eu-west");
const elsewhere = asked.filter(({ request }) => request.customer.region !== "eu-west");
const rows = (of: readonly RequestWithTruth[], pipeline: PipelineVersion) =>
  of.map(({ request }) => featuresOf(request, population.history, pipeline));
const missingIn = (of: readonly RequestWithTruth[], pipeline: PipelineVersion) => {
  const made = rows(of, pipeline);
  return (feature: FeatureName) => made.filter((row) => row[feature] === null).length / made.length;
};

test("healthy features miss a value for guests and for what was never scanned, nowhere else", () => {
  for (const of of [european, elsewhere]) {
    const missing = missingIn(of, "features@2026.46");
    for (const name of ["orders_90d", "refunds_90d", "chargebacks_365d", "account_age_days"] as const)
      expect(missing(name), name).toBeCloseTo(0.05, 1.5);
    expect(missing("delivery_scan_hours")).toBeCloseTo(0.03, 1.5);
    for (const name of FEATURE_NAMES.filter((other) => !/90d|365d|age|scan/.test(other))) expect(missing(name), name).toBe(0);
  }
});

test("2026.47 loses the history of eu-west and counts its days in hours; elsewhere it makes the same features", () => {
  const missing = missingIn(european, "features@2026.47");
  expect(
    ["orders_90d", "refunds_90d", "chargebacks_365d", "account_age_days"].map((name) => missing(name as FeatureName)),
  ).toEqual([1, 1, 1, 1]);
  const [before, after] = [rows(european, "features@2026.46"), rows(european, "features@2026.47")];
  for (const [i, row] of before.entries())
    expect(Math.abs(Number(after[i]?.days_since_delivery) / 24 - Number(row.days_since_delivery))).toBeLessThan(0.01);
  expect(rows(elsewhere, "features@2026.47")).toEqual(rows(elsewhere, "features@2026.46"));
});

test("the harm of 2026.47 follows: in eu-west scores no longer tell right from wrong, and people would be asked about half of it", () => {
  const model = riskModelOf({ version: "v", fingerprint: "f", ...trainModel({ seed: 7, rows: 15_000 }) });
  const measure = (of: readonly RequestWithTruth[], pipeline: PipelineVersion) => {
    const scores = rows(of, pipeline).map((row) => model.score(row));
    const stopped = scores.filter((score) => score >= 0.3).length / scores.length;
    return {
      ...qualityOf(
        scores,
        of.map(({ unjustified }) => unjustified),
      ),
      stopped,
    };
  };
  const [healthy, broken] = [measure(european, "features@2026.46"), measure(european, "features@2026.47")];
  expect(healthy.auc).toBeGreaterThan(0.9);
  expect(healthy.stopped).toBeLessThan(0.15);
  expect(broken.auc).toBeLessThan(0.7);
  expect(broken.ece).toBeGreaterThan(0.15);
  expect(broken.stopped).toBeGreaterThan(0.4);
  expect(measure(elsewhere, "features@2026.47")).toEqual(measure(elsewhere, "features@2026.46"));
});

test("the traffic is the same from the first request on: two halves differ no more than chance allows", () => {
  const half = asked.length / 2;
  const halves = [asked.slice(0, half), asked.slice(half)];
  for (const value of [
    ({ request }: RequestWithTruth) => request.orderValue,
    ({ request }: RequestWithTruth) => request.delivery.elapsed,
    ({ unjustified }: RequestWithTruth) => Number(unjustified),
  ]) {
    const [first = [], second = []] = halves.map((part) => part.map(value).sort((a, b) => a - b));
    // Kolmogorov and Smirnov's distance; 1.95 is the critical value at one in a thousand.
    expect(distance(first, second)).toBeLessThan(1.95 * Math.sqrt(2 / half));
  }
});

function distance(one: readonly number[], other: readonly number[]): number {
  const shareUpTo = (sorted: readonly number[], x: number) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) <= x) low = middle + 1;
      else high = middle;
    }
    return low / sorted.length;
  };
  return Math.max(...one.map((x) => Math.abs(shareUpTo(one, x) - shareUpTo(other, x))));
}
