import { expect, test } from "vitest";
import { riskModelOf } from "../refund-risk/model.ts";
import { trainModel } from "./train-model.ts";

const small = { seed: 7, rows: 15_000 };
const trained = trainModel(small);

test("the model tells unjustified refunds from justified ones that it never saw, and its chances come true", () => {
  const { calibrated } = trained.heldOut;
  expect(calibrated.rows).toBe(3_000);
  expect(calibrated.auc).toBeGreaterThan(0.9);
  expect(calibrated.ece).toBeLessThan(0.02);
  // Knowing only how many are unjustified: the entropy of that rate.
  const rate = calibrated.positiveRate;
  const blind = -rate * Math.log(rate) - (1 - rate) * Math.log(1 - rate);
  expect(calibrated.logLoss).toBeLessThan(0.65 * blind);
});

test("the same seed makes the same model, another seed another one", () => {
  expect(trainModel(small)).toEqual(trained);
  expect(trainModel({ ...small, seed: 8 }).forest).not.toEqual(trained.forest);
});

test("the artefact survives JSON, and scores stay chances", () => {
  const kept = riskModelOf({ version: "v", fingerprint: "f", ...(JSON.parse(JSON.stringify(trained)) as typeof trained) });
  const nothing = {
    order_value: null,
    item_count: null,
    days_since_delivery: null,
    delivery_scan_hours: null,
    orders_90d: null,
    refunds_90d: null,
    chargebacks_365d: null,
    account_age_days: null,
    payment_method: null,
    channel: null,
    item_category: null,
    reason: null,
  };
  const worst = {
    ...nothing,
    refunds_90d: 5,
    chargebacks_365d: 2,
    account_age_days: 10,
    payment_method: "invoice",
    order_value: 900,
    reason: "not-delivered",
    delivery_scan_hours: 2,
  };
  const [unknown, bad] = [kept.score(nothing), kept.score(worst)];
  expect(unknown).toBeGreaterThan(0);
  expect(bad).toBeGreaterThan(Math.max(0.9, unknown));
  expect(bad).toBeLessThan(1);
});
