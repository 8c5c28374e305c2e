import { expect, test } from "vitest";
import { LONGEST_CONTENT } from "./bounds.ts";
import { eventsOf, recordsOf } from "./mapping.ts";
import type { AttributeValue } from "./request.ts";
import { admission, bag, NOW, read, resource, span } from "./span.fixture.ts";

test("a span with every attribute of docs/telemetry-attributes.md becomes exactly this record", () => {
  const { records, rejected } = read(
    span(
      {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": "our-cluster",
        "firebreak.request.id": "req-1",
        "gen_ai.response.id": "resp-1",
        "gen_ai.conversation.id": "conv-1",
        "enduser.pseudo.id": "QdH5CAWJgqVT4rOr0qtumf",
        "firebreak.segment.tier": "pro",
        "firebreak.segment.language": "de",
        "gen_ai.request.model": "small",
        "gen_ai.response.model": "small-2026-10",
        "gen_ai.prompt.name": "support",
        "firebreak.prompt.version": 7,
        "firebreak.lineage.index": "kb-3",
        "gen_ai.usage.input_tokens": 300,
        "gen_ai.usage.output_tokens": "50",
        "firebreak.cost.usd": 0.0041,
        "firebreak.retrieval.requested": 4,
        "firebreak.retrieval.found": 0,
        "firebreak.confidence": 0.8,
        "firebreak.outcome.success": true,
        "firebreak.outcome.overridden": false,
        "firebreak.queue.ms": 12.5,
        "firebreak.tool.count": 3,
        "firebreak.tool.denied": 1,
        "firebreak.policy.violations": 0,
        "firebreak.outcome.malformed": false,
        "firebreak.outcome.clicked": true,
        "gen_ai.response.finish_reasons": ["tool_calls", "stop"],
        "gen_ai.input.messages": [{ role: "user", content: "Hallo" }],
        "gen_ai.output.messages": '[{"role":"assistant"}]',
        "firebreak.tool.calls": "[]",
      },
      { error: true },
    ),
  );
  expect(rejected).toEqual({ count: 0, message: "" });
  expect(records).toEqual([
    {
      service: "assistant",
      at: NOW - 1501,
      requestId: "req-1",
      traceId: "a".repeat(32),
      spanId: "b".repeat(16),
      responseId: "resp-1",
      instance: "i-1",
      conversationId: "conv-1",
      person: "QdH5CAWJgqVT4rOr0qtumf",
      operation: "chat",
      dimensions: { language: "de", tier: "pro" },
      lineage: { index: "kb-3", model: "small-2026-10", prompt: "support@7", provider: "our-cluster" },
      measures: {
        latencyMs: 1500.25,
        inputTokens: 300,
        outputTokens: 50,
        costUsd: 0.0041,
        documentsRequested: 4,
        documentsFound: 0,
        confidence: 0.8,
        queueMs: 12.5,
        toolCalls: 3,
        toolDenials: 1,
        policyViolations: 0,
      },
      outcomes: {
        error: true,
        success: true,
        overridden: false,
        fallback: null,
        refused: null,
        malformed: false,
        clicked: true,
      },
      finishReason: "tool_calls",
      prediction: null,
      payload: {
        input: '[{"role":"user","content":"Hallo"}]',
        output: '[{"role":"assistant"}]',
        documents: "",
        toolCalls: "[]",
        system: "",
      },
    },
  ]);
});

test("a person is a pseudonym: the hash stands in for a missing one, and what may be a name or an address is not kept", () => {
  const chat = { "gen_ai.operation.name": "chat" };
  const { records } = read(
    span({ ...chat, "user.hash": "364fc68e", "enduser.pseudo.id": "QdH5" }),
    span({ ...chat, "user.hash": "364fc68e" }),
    span({ ...chat, "enduser.id": "ada@example.org", "user.id": "ada", "user.name": "Ada", "user.email": "ada@example.org" }),
  );
  expect(records.map(({ person }) => person)).toEqual(["QdH5", "364fc68e", ""]);
  expect(JSON.stringify(records)).not.toMatch(/ada/i);
});

test("ids fall back to the trace and the span; older names stand in for missing ones and never overwrite", () => {
  const { records } = read(
    span({
      "gen_ai.system": "old",
      "gen_ai.operation.name": "chat",
      "gen_ai.usage.prompt_tokens": 9,
      "gen_ai.usage.output_tokens": 5,
      "gen_ai.usage.completion_tokens": 6,
      "gen_ai.request.model": "small",
    }),
  );
  expect(records[0]).toMatchObject({
    requestId: "a".repeat(32),
    responseId: "b".repeat(16),
    lineage: { model: "small", provider: "old" },
    measures: { inputTokens: 9, outputTokens: 5 },
  });
});

test("spans that are no inferences are accepted and not kept; firebreak.record keeps any", () => {
  const { records, rejected } = read(
    span({}, { traceId: "" }),
    span({ "gen_ai.operation.name": "execute_tool" }),
    span({ "firebreak.record": true }),
  );
  expect([records.length, rejected.count]).toEqual([1, 0]);
});

test("what is not sane is rejected with number and reason, the rest is kept", () => {
  const chat = { "gen_ai.operation.name": "chat" };
  const { records, rejected } = read(
    span(chat),
    span(chat, { traceId: "0".repeat(32) }),
    span(chat, { traceId: "abc" }),
    span(chat, { spanId: "" }),
    span(chat, { endMs: NOW - 9000 }),
    span(chat, { startMs: 0, endMs: 5 }),
    span(chat, { startMs: NOW + 700_000, endMs: NOW + 700_001 }),
  );
  expect(records).toHaveLength(1);
  expect(rejected).toEqual({
    count: 6,
    message: [
      "2 spans rejected: the trace id is not 16 bytes other than zero.",
      "1 span rejected: the span id is not 8 bytes other than zero.",
      "1 span rejected: the span ends before it starts.",
      "1 span rejected: it is older than the 30 days that are kept, or has no time.",
      "1 span rejected: its time lies in the future; check the sender's clock.",
    ].join(" "),
  });
});

test("a resource of another service is rejected whole", () => {
  const spans = [span({ "gen_ai.operation.name": "chat" }), span({})];
  const { records, rejected } = recordsOf([{ resource: bag({ "service.name": "other" }), spans }], admission);
  expect(records).toEqual([]);
  expect(rejected).toEqual({
    count: 2,
    message: "2 spans rejected: service.name is other, but this API key belongs to assistant; use the key of that service.",
  });
  expect(recordsOf([{ resource: bag({}), spans }], admission).rejected.message).toContain("has no service.name");
});

test("values have bounds: labels are cut, content is cut with a mark, dimensions are at most twenty, nonsense numbers are none", () => {
  const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`firebreak.segment.d${n}`, "x"]));
  const { records } = read(
    span({
      "firebreak.record": true,
      ...many,
      "firebreak.lineage.model": "v".repeat(500),
      "gen_ai.input.messages": "ü".repeat(LONGEST_CONTENT + 10),
      "gen_ai.usage.input_tokens": -5,
      "gen_ai.usage.output_tokens": 1e12,
      "firebreak.confidence": Number.NaN,
      "firebreak.cost.usd": "dear",
    }),
  );
  const record = records[0];
  expect(Object.keys(record?.dimensions ?? {})).toHaveLength(20);
  expect(record?.lineage.model).toHaveLength(200);
  expect(record?.payload.input).toBe(
    `${"ü".repeat(LONGEST_CONTENT)}… [cut by Firebreak: ${LONGEST_CONTENT + 10} characters were sent]`,
  );
  expect(record?.measures).toMatchObject({ inputTokens: null, outputTokens: null, confidence: null, costUsd: null });
});

test("log records become evaluations, flag evaluations and ground truth by their event name; others are not kept", () => {
  const log = (eventName: string, given: Record<string, AttributeValue>, spanId = "") => ({
    eventName,
    atMs: NOW,
    spanId,
    attributes: bag(given),
  });
  const evaluation = {
    "gen_ai.evaluation.name": "groundedness",
    "gen_ai.evaluation.score.label": "ungrounded",
    "gen_ai.evaluation.score.value": 0.1,
  };
  const seen = eventsOf(
    [
      {
        resource,
        logs: [
          log("gen_ai.evaluation.result", { ...evaluation, "gen_ai.response.id": "resp-1" }),
          log("", { ...evaluation, "event.name": "gen_ai.evaluation.result" }, "c".repeat(16)),
          log("gen_ai.evaluation.result", evaluation),
          log("gen_ai.evaluation.result", { "gen_ai.response.id": "resp-1" }),
          log("feature_flag.evaluation", {
            "feature_flag.key": "answer-mode",
            "feature_flag.result.variant": "normal",
            "feature_flag.result.reason": "static",
            "feature_flag.version": 12,
          }),
          log("something.else", {}),
          log("constructor", {}),
          log("firebreak.ground_truth", { "firebreak.request.id": "refund-1", "firebreak.ground_truth.value": true }),
          log("firebreak.ground_truth", { "firebreak.request.id": "refund-2", "firebreak.ground_truth.value": 0 }),
          log("firebreak.ground_truth", { "firebreak.request.id": "refund-3", "firebreak.ground_truth.value": 0.4 }),
          log("firebreak.ground_truth", { "firebreak.ground_truth.value": false }),
        ],
      },
    ],
    admission,
  );
  const expected = { service: "assistant", at: NOW, name: "groundedness", score: 0.1, label: "ungrounded" };
  expect(seen).toEqual({
    evaluations: [
      { ...expected, responseId: "resp-1" },
      { ...expected, responseId: "c".repeat(16) },
    ],
    flagEvaluations: [
      {
        service: "assistant",
        at: NOW,
        instance: "i-1",
        flagKey: "answer-mode",
        variant: "normal",
        reason: "static",
        version: "12",
      },
    ],
    groundTruths: [
      { service: "assistant", at: NOW, requestId: "refund-1", value: 1 },
      { service: "assistant", at: NOW, requestId: "refund-2", value: 0 },
    ],
    rejected: {
      count: 4,
      message: [
        "1 log record rejected: an evaluation names neither gen_ai.response.id nor a span.",
        "1 log record rejected: an evaluation has no gen_ai.evaluation.name.",
        "1 log record rejected: a ground truth's value is none of true, false, 1 and 0.",
        "1 log record rejected: a ground truth names no request; send the request's firebreak.request.id with it.",
      ].join(" "),
    },
  });
});

test("a span that ends in the far future is rejected: its latency would be everybody's p95", () => {
  expect(read(span({ "gen_ai.operation.name": "chat" }, { endMs: NOW + 86_400_000 })).rejected.count).toBe(1);
  expect(read(span({ "gen_ai.operation.name": "chat" }, { endMs: NOW + 60_000 })).rejected.count).toBe(0);
});

test("the work for a span grows with its attributes, not with their square", () => {
  let looks = 0;
  const counted = <T>(items: T[]): T[] =>
    new Proxy(items, {
      get(target, name, self) {
        if (typeof name === "string" && /^\d+$/.test(name)) looks += 1;
        return Reflect.get(target, name, self);
      },
    });
  const attributes = { keys: counted(Array<string>(2_000).fill("gen_ai.system")), values: Array<string>(2_000).fill("x") };
  read(span({}, { attributes }));
  expect(looks).toBeLessThan(2_000 * 5);
});
