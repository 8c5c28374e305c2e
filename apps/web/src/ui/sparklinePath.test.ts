import { expect, test } from "vitest";
import { sparklinePath } from "./sparklinePath.ts";

const size = { width: 100, height: 50 };
const points = (...values: (number | null)[]) => values.map((value, at) => ({ at, value, events: 10 }));

test("a bucket without a value is a gap in the line", () => {
  const { line } = sparklinePath(points(0.1, null, 0.1), { kind: "learning", bucketsSeen: 1, bucketsNeeded: 9 }, size);
  expect(line.match(/M/g)).toHaveLength(2);
  expect(line).not.toContain("NaN");
});
test("the band stays inside the picture and above nothing", () => {
  const { band } = sparklinePath(points(0.02, 0.4), { kind: "band", low: 0, high: 0.03 }, size);
  expect(band?.y).toBeGreaterThanOrEqual(0);
  expect((band?.y ?? 0) + (band?.height ?? 0)).toBeLessThanOrEqual(size.height);
});
test("no points at all draw nothing, and a flat zero draws a line", () => {
  expect(sparklinePath([], { kind: "learning", bucketsSeen: 0, bucketsNeeded: 9 }, size).line).toBe("");
  expect(sparklinePath(points(0, 0), { kind: "band", low: 0, high: 0 }, size).line).not.toContain("NaN");
});
