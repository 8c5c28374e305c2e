import { expect, test } from "vitest";
import { createAttempts } from "./attempts.ts";

test("a key has so many attempts in its window, then waits for its end; another key does not", () => {
  const clock = { now: 0 };
  const attempts = createAttempts({ max: 2, windowMs: 10_000, now: () => clock.now });
  expect([attempts.spend("a"), attempts.spend("a"), attempts.spend("a"), attempts.spend("b")]).toEqual([0, 0, 10, 0]);
  clock.now = 9_001;
  expect(attempts.spend("a")).toBe(1);
  clock.now = 10_000;
  expect(attempts.spend("a")).toBe(0);
});

test("a success forgives", () => {
  const attempts = createAttempts({ max: 1, windowMs: 10_000, now: () => 0 });
  expect([attempts.spend("a"), attempts.spend("a")]).toEqual([0, 10]);
  attempts.forgive("a");
  expect(attempts.spend("a")).toBe(0);
});

test("strangers' keys do not grow without end, and push the oldest out first", () => {
  const attempts = createAttempts({ max: 1, windowMs: 10_000, now: () => 0 });
  for (let n = 0; n < 20_000; n++) attempts.spend(`stranger ${n}`);
  expect(attempts.spend("stranger 19999")).toBe(10);
  attempts.spend("one more");
  expect([attempts.spend("stranger 1"), attempts.spend("stranger 0")]).toEqual([10, 0]);
});
