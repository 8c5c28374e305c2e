import { randomUUID } from "node:crypto";
import { type Logger, type Span, SpanKind, type Tracer } from "@opentelemetry/api";
import type { Answer, AnswerMode, Assistant, Customer } from "../assistant/assistant.ts";
import { evidenceOf } from "../assistant/evidence.ts";
import { MODEL } from "../assistant/model.ts";
import type { PromptVersion } from "../assistant/prompts.ts";
import { type Groundedness, judgeGroundedness } from "../evaluation/groundedness.ts";
import { type Intent, judgeOutcome, type Outcome } from "../evaluation/outcome.ts";
import { INDEX_VERSION } from "../knowledge/store.ts";
import type { Random } from "../random.ts";
import type { AnswerModes } from "./answer-mode.ts";
import { CODE_VERSION } from "./telemetry.ts";

export interface Asked {
  readonly conversationId: string;
  readonly customer: Customer;
  readonly question: string;
  /** What the simulated customer and reviewer know; goes past the assistant. */
  readonly intent: Intent;
}
export interface Answered {
  readonly responseId: string;
  readonly text: string;
  readonly mode: AnswerMode;
  readonly prompt: PromptVersion;
}
export interface AnsweringParts {
  readonly assistant: Assistant;
  readonly modes: Pick<AnswerModes, "of">;
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly random: Random;
  readonly prompt: () => PromptVersion;
  /** Really waits, unless a test hands in something quicker. */
  readonly wait: (ms: number) => Promise<void>;
}

const POLICY_VERSION = "support-policy-12";

/** One question from the door to the telemetry: flag, answer, the model's time, evaluation, outcome. */
export function createAnswering(parts: AnsweringParts): (asked: Asked) => Promise<Answered> {
  return async (asked) => {
    const span = parts.tracer.startSpan("chat support-assistant", { kind: SpanKind.SERVER });
    const responseId = `resp-${randomUUID()}`;
    const prompt = parts.prompt();
    try {
      const mode = await parts.modes.of(asked.conversationId, asked.customer);
      const answer = parts.assistant.answer({ customer: asked.customer, question: asked.question, mode, prompt }, parts.random);
      await parts.wait(answer.latencyMs);
      const groundedness = judgeGroundedness(answer.text, evidenceOf(answer));
      const outcome = judgeOutcome(answer, groundedness, asked.intent, parts.random);
      describe(span, { asked, answer, outcome, prompt, responseId });
      report(parts.logger, responseId, groundedness);
      return { responseId, text: answer.text, mode, prompt };
    } finally {
      span.end();
    }
  };
}

function report(logger: Logger, responseId: string, { label, score }: Groundedness): void {
  logger.emit({
    eventName: "gen_ai.evaluation.result",
    attributes: {
      "gen_ai.evaluation.name": "groundedness",
      "gen_ai.evaluation.score.value": score,
      "gen_ai.evaluation.score.label": label,
      "gen_ai.response.id": responseId,
    },
  });
}

interface Told {
  readonly asked: Asked;
  readonly answer: Answer;
  readonly outcome: Outcome;
  readonly prompt: PromptVersion;
  readonly responseId: string;
}

/** The attributes of docs/telemetry-attributes.md. */
function describe(span: Span, { asked, answer, outcome, prompt, responseId }: Told): void {
  const [promptName = prompt, promptVersion = ""] = prompt.split("@");
  span.setAttributes({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "larkfield",
    "firebreak.request.id": span.spanContext().traceId,
    "gen_ai.response.id": responseId,
    "gen_ai.conversation.id": asked.conversationId,
    "firebreak.segment.language": asked.customer.language,
    "firebreak.segment.tier": asked.customer.tier,
    "firebreak.segment.region": asked.customer.region,
    "gen_ai.request.model": MODEL,
    "gen_ai.response.model": MODEL,
    "gen_ai.prompt.name": promptName,
    "firebreak.prompt.version": promptVersion,
    "firebreak.lineage.code": CODE_VERSION,
    "firebreak.lineage.index": INDEX_VERSION,
    "firebreak.lineage.policy": POLICY_VERSION,
    "gen_ai.usage.input_tokens": answer.inputTokens,
    "gen_ai.usage.output_tokens": answer.outputTokens,
    "firebreak.cost.usd": answer.costUsd,
    "firebreak.retrieval.requested": answer.passagesRequested,
    "firebreak.retrieval.found": answer.passages.length,
    "firebreak.confidence": answer.confidence,
    "firebreak.outcome.success": outcome.success,
    "firebreak.outcome.overridden": outcome.overridden,
    "firebreak.outcome.fallback": answer.fallback,
    "firebreak.outcome.refused": answer.refused,
    ...contentOf(asked.question, answer),
  });
}

function contentOf(question: string, answer: Answer): Record<string, string> {
  const text = (content: string) => [{ type: "text", content }];
  const documents = answer.passages.map(({ document, score }) => ({
    id: document.id,
    score: Number(score.toFixed(3)),
    content: `${document.title}. ${document.text}`,
  }));
  return {
    "gen_ai.input.messages": JSON.stringify([{ role: "user", parts: text(question) }]),
    "gen_ai.output.messages": JSON.stringify([{ role: "assistant", parts: text(answer.text), finish_reason: "stop" }]),
    "gen_ai.retrieval.documents": JSON.stringify(documents),
    "gen_ai.system_instructions": JSON.stringify(text(answer.systemText)),
    "firebreak.tool.calls": JSON.stringify(answer.toolCalls),
  };
}
