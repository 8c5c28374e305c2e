import fc from "fast-check";
import { expect, test } from "vitest";
import type { Admission } from "./admission.ts";
import { MOST_TRUTHS, readGroundTruths } from "./ground-truth-request.ts";
import { BadRequest, TooManyItems } from "./request.ts";

const NOW = Date.parse("2026-11-23T15:00:00Z");
const admission: Admission = { service: "refund-risk", now: NOW, oldestMs: 30 * 86_400_000, aheadMs: 600_000 };
const read = (body: unknown) => readGroundTruths(Buffer.from(JSON.stringify(body)), admission);

test("truths are read with the time sent, or the time of arrival", () => {
  const truths = [
    { requestId: "r-1", value: true },
    { requestId: "r-2", value: 0, at: NOW - 5000.5, note: "ignored" },
    { requestId: 3, value: 1, at: "2026-11-23T15:30:00.250+01:00" },
    { requestId: "x".repeat(300), value: false, at: null },
  ];
  expect(read({ truths })).toEqual({
    groundTruths: [
      { service: "refund-risk", at: NOW, requestId: "r-1", value: 1 },
      { service: "refund-risk", at: NOW - 5001, requestId: "r-2", value: 0 },
      { service: "refund-risk", at: NOW - 1_800_000 + 250, requestId: "3", value: 1 },
      { service: "refund-risk", at: NOW, requestId: "x".repeat(200), value: 0 },
    ],
    answer: { accepted: 4, rejected: 0, rejections: [] },
  });
});

test("a truth that cannot be kept is named by its place and the reason; the others are kept", () => {
  const truths = [
    { requestId: "r-1", value: 2 },
    { requestId: "r-2", value: 1 },
    { value: 1 },
    { requestId: "r-4", value: 1, at: "2026-11-23 15:00" },
    { requestId: "r-5", value: 1, at: NOW / 1000 },
    { requestId: "r-6", value: 1, at: NOW + 700_000 },
    "r-7",
  ];
  expect(read({ truths })).toEqual({
    groundTruths: [{ service: "refund-risk", at: NOW, requestId: "r-2", value: 1 }],
    answer: {
      accepted: 1,
      rejected: 6,
      rejections: [
        { index: 0, reason: "a ground truth's value is none of true, false, 1 and 0." },
        { index: 2, reason: "a ground truth names no request; send the request's firebreak.request.id with it." },
        { index: 3, reason: "at is neither epoch milliseconds nor an ISO 8601 time with its zone." },
        { index: 4, reason: "it is older than the 30 days that are kept, or has no time." },
        { index: 5, reason: "its time lies in the future; check the sender's clock." },
        { index: 6, reason: "it is no object with requestId and value." },
      ],
    },
  });
});

test("at most twenty rejections are named, all are counted", () => {
  const { answer } = read({ truths: Array.from({ length: 50 }, () => ({})) });
  expect([answer.rejected, answer.rejections.map(({ index }) => index)]).toEqual([50, Array.from({ length: 20 }, (_, n) => n)]);
});

test("a body that is no list of truths, or too long a one, is refused whole", () => {
  for (const body of [null, [], { truths: {} }, {}]) expect(() => read(body)).toThrow(BadRequest);
  const many = { truths: Array.from({ length: MOST_TRUTHS + 1 }, () => ({ requestId: "a", value: 1 })) };
  expect(() => read(many)).toThrow(TooManyItems);
  expect(read({ truths: many.truths.slice(1) }).answer.accepted).toBe(MOST_TRUTHS);
});

test("whatever the items are, each is kept or rejected", () => {
  const item = fc.oneof(fc.jsonValue(), fc.record({ requestId: fc.jsonValue(), value: fc.jsonValue(), at: fc.jsonValue() }));
  fc.assert(
    fc.property(fc.array(item, { maxLength: 30 }), (truths) => {
      const { groundTruths, answer } = read({ truths });
      expect([groundTruths.length, answer.accepted + answer.rejected]).toEqual([answer.accepted, truths.length]);
    }),
    { numRuns: 300 },
  );
});
