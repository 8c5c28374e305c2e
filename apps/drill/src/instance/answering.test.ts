import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { createAssistant } from "../assistant/assistant.ts";
import { seededRandom } from "../random.ts";
import { createAnswering } from "./answering.ts";
import { createWorkQueue } from "./work-queue.ts";

test("an answer leaves a span with everything about it, and its evaluation", async () => {
  const spans = new InMemorySpanExporter();
  const logs = new InMemoryLogRecordExporter();
  const waited: number[] = [];
  const counted: string[] = [];
  const answering = createAnswering({
    assistant: createAssistant(),
    modes: { of: () => Promise.resolve("normal") },
    tracer: new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }).getTracer("test"),
    logger: new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logs })] }).getLogger("test"),
    random: seededRandom(2),
    metrics: { count: (outcome) => counted.push(outcome) },
    release: () => ({ prompt: "refunds@41", code: "assistant-3.8.2", index: "handbook-2026-11" }),
    workers: createWorkQueue({ places: 1, maxWaiting: 1 }),
    wait: (ms) => {
      waited.push(ms);
      return Promise.resolve();
    },
  });
  const answered = await answering({
    conversationId: "conv-1",
    customerId: "u-1",
    customer: { language: "de", tier: "enterprise", region: "eu-west" },
    question: "Wer bezahlt das Rücksendeetikett?",
    intent: { kind: "policy", document: "refund-return-label" },
  });
  if (!answered.ok) throw new Error("turned away");
  const { responseId, text } = answered;
  const [span] = spans.getFinishedSpans();
  const content = ["gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.retrieval.documents", "gen_ai.system_instructions"];
  for (const name of [...content, "firebreak.tool.calls"]) JSON.parse(String(span?.attributes[name]));
  expect(span?.attributes["gen_ai.output.messages"]).toContain(text);
  expect(span?.attributes).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.response.id": responseId,
    "gen_ai.conversation.id": "conv-1",
    "firebreak.segment.language": "de",
    "firebreak.segment.tier": "enterprise",
    "firebreak.segment.region": "eu-west",
    "firebreak.segment.topic": "refunds",
    "enduser.pseudo.id": expect.stringMatching(/^[0-9a-f]{16}$/),
    "firebreak.lineage.index": "handbook-2026-11",
    "gen_ai.prompt.name": "refunds",
    "firebreak.prompt.version": "41",
    "firebreak.retrieval.requested": 3,
    "firebreak.retrieval.found": expect.any(Number),
    "firebreak.cost.usd": expect.any(Number),
    "firebreak.outcome.success": expect.any(Boolean),
    "firebreak.outcome.overridden": expect.any(Boolean),
    "gen_ai.response.finish_reasons": ["stop"],
    "firebreak.lineage.code": "assistant-3.8.2",
    "firebreak.queue.ms": expect.any(Number),
    "firebreak.tool.count": 0,
    "firebreak.tool.denied": 0,
    "firebreak.policy.violations": 0,
    "firebreak.outcome.fallback": false,
    "firebreak.outcome.refused": false,
  });
  expect(waited).toHaveLength(1);
  expect(counted).toEqual(["answered"]);
  expect(logs.getFinishedLogRecords().map(({ eventName, attributes }) => ({ eventName, attributes }))).toEqual([
    {
      eventName: "gen_ai.evaluation.result",
      attributes: {
        "gen_ai.evaluation.name": "groundedness",
        "gen_ai.evaluation.score.value": 1,
        "gen_ai.evaluation.score.label": "grounded",
        "gen_ai.response.id": responseId,
      },
    },
  ]);
});
