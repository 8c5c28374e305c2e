import { expect, test } from "vitest";
import { chiSquared999 } from "./chi-squared.ts";

test("[SG21] the χ² quantile is that of the published table (NIST/SEMATECH e-Handbook, 1.3.6.7.4, probability 0.999)", () => {
  const table = { 1: 10.828, 2: 13.816, 5: 20.515, 10: 29.588, 19: 43.82, 30: 59.703, 50: 86.661, 100: 149.449 };
  const found = Object.keys(table).map((degrees) => [degrees, Number(chiSquared999(Number(degrees)).toFixed(3))]);
  expect(Object.fromEntries(found)).toEqual(table);
  expect(chiSquared999(0)).toBe(0);
});
