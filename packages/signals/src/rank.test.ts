import { expect, test } from "vitest";
import { segmentRow } from "./rank.ts";

test("[SG1] a segment without traffic has a row: nothing known, nothing claimed", () => {
  const nobody = { segment: { conditions: [{ dimension: "tier", value: "none" }] }, bad: 0, total: 0, requests: 0 };
  expect(segmentRow(nobody, { bad: 5, total: 100, requests: 120 }, 10)).toEqual({
    segment: nobody.segment,
    trafficShare: 0,
    requestsPerMinute: 0,
    bad: 0,
    total: 0,
    rate: 0,
    restRate: 0.05,
    harmShare: 0,
    low: 0,
    high: 1,
    ratio: 0,
    excess: 0,
    explained: 0,
    confidence: 0,
  });
});
