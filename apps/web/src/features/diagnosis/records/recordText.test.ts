import type { InferenceRecord } from "@firebreak/signals";
import { expect, test } from "vitest";
import { EMPTY_VIEW } from "../view.ts";
import { recordSearch } from "./recordSearch.ts";
import { chipsOf, featureRows, measureRows, outcomeRows, recordRef, startText } from "./recordText.ts";

const measures: InferenceRecord["measures"] = {
  latencyMs: 1420,
  inputTokens: 120,
  outputTokens: null,
  costUsd: 0.00412,
  documentsRequested: 4,
  documentsFound: 3,
  confidence: null,
  queueMs: null,
  toolCalls: 2,
  toolDenials: 2,
  policyViolations: 1,
};
const outcomes: InferenceRecord["outcomes"] = {
  error: false,
  success: null,
  overridden: true,
  fallback: false,
  refused: null,
  malformed: null,
  clicked: null,
};

test("a list shows what is not as it should be, measured harm first", () => {
  expect(chipsOf({ outcomes, measures, finishReason: "length" }, true)).toEqual([
    { text: "bad", tone: "harm" },
    { text: "policy violation", tone: "harm" },
    { text: "2 tool denials", tone: "plain" },
    { text: "overridden", tone: "plain" },
    { text: "ended: length", tone: "plain" },
  ]);
  const calm = { ...measures, toolDenials: 0, policyViolations: null };
  expect(chipsOf({ outcomes: { ...outcomes, overridden: false }, measures: calm, finishReason: "stop" }, null)).toEqual([]);
});

test("the beginning of a content is a line of words, also where its JSON was cut", () => {
  const sent = JSON.stringify([{ role: "user", parts: [{ type: "text", content: "Wie lange\nhabe ich  Zeit?" }] }]);
  expect(startText(sent)).toBe("Wie lange habe ich Zeit?");
  expect(startText(sent.slice(0, 68))).toBe("Wie lange habe i");
  expect(startText('[{"role":"user","parts":[{"type":"text","content":"Stra\\u00dfe \\u00')).toBe("Straße");
  expect(startText("plain words")).toBe("plain words");
  expect(startText("")).toBe("");
});

test("facts leave out what the service did not send", () => {
  expect(measureRows({ measures }).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    "Latency: 1.42 s",
    "Tokens in: 120",
    "Cost: $0.0041",
    "Documents: 3 of 4",
    "Tool calls: 2",
    "Tool denials: 2",
    "Policy violations: 1",
  ]);
  expect(outcomeRows({ outcomes, finishReason: "" }).map(({ name, value }) => `${name}: ${value}`)).toEqual([
    "Error: no",
    "Overridden: yes",
    "Fallback: no",
  ]);
});

test("features that were missing come first", () => {
  expect(featureRows({ income: 45_210.123_456, age: null, country: "de" })).toEqual([
    { name: "age", value: "missing", harm: true },
    { name: "country", value: "de", harm: false },
    { name: "income", value: "45210.1", harm: false },
  ]);
});

test("records are searched since the onset, until now while the incident lasts", () => {
  const frame = { service: "assistant", onset: 7_200_000.4, harm: "ungrounded-rate", closedAt: null };
  expect(recordSearch({ ...EMPTY_VIEW, text: " 60 days " }, frame)).toEqual({
    service: "assistant",
    from: 7_200_000,
    to: null,
    segment: null,
    lineage: [],
    harmed: { signal: "ungrounded-rate", bad: true },
    text: "60 days",
  });
  expect(recordSearch({ ...EMPTY_VIEW, show: "all", since: "hour" }, { ...frame, closedAt: 9_000_000 })).toMatchObject({
    from: 3_600_000,
    to: 9_000_000,
    harmed: null,
  });
  expect(recordRef({ requestId: "r1", spanId: "00f067aa0ba902b7" })).toBe("r1#00f067aa0ba902b7");
});
