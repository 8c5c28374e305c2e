import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { createAssistant } from "../assistant/assistant.ts";
import { seededRandom } from "../random.ts";
import { createAnswering } from "./answering.ts";

test("an answer leaves a span with everything about it, and its evaluation", async () => {
  const spans = new InMemorySpanExporter();
  const logs = new InMemoryLogRecordExporter();
  const waited: number[] = [];
  const answering = createAnswering({
    assistant: createAssistant(),
    modes: { of: () => Promise.resolve("normal") },
    tracer: new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }).getTracer("test"),
    logger: new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logs })] }).getLogger("test"),
    random: seededRandom(2),
    prompt: () => "refunds@41",
    wait: (ms) => {
      waited.push(ms);
      return Promise.resolve();
    },
  });
  const { responseId, text } = await answering({
    conversationId: "conv-1",
    customer: { language: "de", tier: "enterprise", region: "eu-west" },
    question: "Wer bezahlt das Rücksendeetikett?",
    intent: { kind: "policy", document: "refund-return-label" },
  });
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
    "gen_ai.prompt.name": "refunds",
    "firebreak.prompt.version": "41",
    "firebreak.retrieval.requested": 3,
    "firebreak.retrieval.found": expect.any(Number),
    "firebreak.cost.usd": expect.any(Number),
    "firebreak.outcome.success": expect.any(Boolean),
    "firebreak.outcome.overridden": expect.any(Boolean),
    "firebreak.outcome.fallback": false,
    "firebreak.outcome.refused": false,
  });
  expect(waited).toHaveLength(1);
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
