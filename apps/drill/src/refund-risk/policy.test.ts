import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { decisionOn, reviewed, thresholdsFor } from "./policy.ts";

test("below the threshold money is paid out, above it a person looks", () => {
  expect([0, 0.299, 0.3, 0.599, 0.6, 1].map((score) => decisionOn(score, thresholdsFor("refund-policy-9", "18-29")))).toEqual([
    "approve",
    "approve",
    "review",
    "review",
    "decline",
    "decline",
  ]);
  expect(reviewed("approve", true, seededRandom(1))).toBeNull();
});

test("people overrule what was stopped wrongly, and seldom err", () => {
  const random = seededRandom(2);
  const overruled = (unjustified: boolean) =>
    Array.from({ length: 5_000 }, () => reviewed("decline", unjustified, random)).filter((overridden) => overridden === true)
      .length / 5_000;
  expect(overruled(false)).toBeCloseTo(0.93, 1.5);
  expect(overruled(true)).toBeCloseTo(0.07, 1.5);
});
