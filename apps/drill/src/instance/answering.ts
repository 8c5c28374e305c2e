import { randomUUID } from "node:crypto";
import { type Logger, type Span, SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";
import type { Answer, AnswerMode, Assistant, Customer } from "../assistant/assistant.ts";
import { evidenceOf } from "../assistant/evidence.ts";
import { MODEL } from "../assistant/model.ts";
import type { AssistantRelease } from "../assistant/release.ts";
import { SERVING_CODE } from "../assistant/serving-code.ts";
import { SUPPORT_POLICY_VERSION } from "../assistant/support-policy.ts";
import { createTopics, type Topic } from "../assistant/topic.ts";
import { type Groundedness, judgeGroundedness } from "../evaluation/groundedness.ts";
import { type Intent, judgeOutcome, type Outcome } from "../evaluation/outcome.ts";
import type { Random } from "../random.ts";
import type { AnswerModes } from "./answer-mode.ts";
import { pseudonymOf } from "./pseudonym.ts";
import type { ServingMetrics } from "./serving-metrics.ts";
import type { WorkQueue } from "./work-queue.ts";

export interface Asked {
  readonly conversationId: string;
  readonly customer: Customer;
  /** null: nobody knows who asks. */
  readonly customerId: string | null;
  readonly question: string;
  /** What the simulated customer and reviewer know; goes past the assistant. */
  readonly intent: Intent;
}
export interface Answered {
  readonly ok: true;
  readonly responseId: string;
  readonly text: string;
  readonly mode: AnswerMode;
  readonly release: AssistantRelease;
}
/** Too many wait for a worker already. */
export type Answering = Answered | { readonly ok: false };
export interface AnsweringParts {
  readonly assistant: Assistant;
  readonly modes: Pick<AnswerModes, "of">;
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly metrics: ServingMetrics;
  readonly random: Random;
  readonly release: () => AssistantRelease;
  /** The workers that generate answers. */
  readonly workers: Pick<WorkQueue, "run">;
  /** Really waits, unless a test hands in something quicker. */
  readonly wait: (ms: number) => Promise<void>;
}

/** One question from the door to the telemetry: flag, turn at a worker, answer, the model's time, evaluation, outcome. */
export function createAnswering(parts: AnsweringParts): (asked: Asked) => Promise<Answering> {
  const topics = createTopics();
  return async (asked) => {
    const startedAt = performance.now();
    const topic = topics(asked.question, asked.customer.language);
    const span = parts.tracer.startSpan("chat support-assistant", { kind: SpanKind.SERVER });
    const release = parts.release();
    describeAsked(span, asked, { topic, release });
    try {
      const answering = await answerIn(span, asked, { topic, release, parts });
      parts.metrics.count(answering.ok ? "answered" : "turned-away", performance.now() - startedAt);
      return answering;
    } catch (error) {
      parts.metrics.count("failed", performance.now() - startedAt);
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
      throw error;
    } finally {
      span.end();
    }
  };
}

interface Given {
  readonly topic: Topic;
  readonly release: AssistantRelease;
  readonly parts: AnsweringParts;
}

async function answerIn(span: Span, asked: Asked, { topic, release, parts }: Given): Promise<Answering> {
  const responseId = `resp-${randomUUID()}`;
  const mode = await parts.modes.of(asked.conversationId, { ...asked.customer, topic });
  const request = { customer: asked.customer, question: asked.question, mode, prompt: release.prompt, index: release.index };
  const answer = parts.assistant.answer(request, parts.random);
  const queueMs = await generate(answer, { release, parts });
  if (queueMs === null) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: "turned away: too many wait for a worker" });
    span.setAttribute("error.type", "queue_full");
    return { ok: false };
  }
  const groundedness = judgeGroundedness(answer.text, evidenceOf(answer));
  const outcome = judgeOutcome(answer, groundedness, asked.intent, parts.random);
  describeAnswer(span, { asked, answer, outcome, responseId, queueMs });
  report(parts.logger, responseId, groundedness);
  return { ok: true, responseId, text: answer.text, mode, release };
}

/** Takes the time that the answer takes; a generated one at a worker. How long it waited for its turn; null: it was turned away. */
async function generate(answer: Answer, { release, parts }: Pick<Given, "release" | "parts">): Promise<number | null> {
  if (!answer.generated) {
    await parts.wait(answer.latencyMs);
    return 0;
  }
  const worked = await parts.workers.run(() => parts.wait(answer.latencyMs * SERVING_CODE[release.code].compute));
  return worked.ok ? worked.waitedMs : null;
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

/** The attributes of docs/telemetry-attributes.md: what is known when the question comes. */
function describeAsked(
  span: Span,
  { conversationId, customer, customerId }: Asked,
  { topic, release: { prompt, code, index } }: Pick<Given, "topic" | "release">,
): void {
  const [promptName = prompt, promptVersion = ""] = prompt.split("@");
  span.setAttributes({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "larkfield",
    "firebreak.request.id": span.spanContext().traceId,
    "gen_ai.conversation.id": conversationId,
    ...(customerId !== null && { "enduser.pseudo.id": pseudonymOf(customerId) }),
    "firebreak.segment.language": customer.language,
    "firebreak.segment.tier": customer.tier,
    "firebreak.segment.region": customer.region,
    "firebreak.segment.topic": topic,
    "gen_ai.request.model": MODEL,
    "gen_ai.response.model": MODEL,
    "gen_ai.prompt.name": promptName,
    "firebreak.prompt.version": promptVersion,
    "firebreak.lineage.code": code,
    "firebreak.lineage.index": index,
    "firebreak.lineage.policy": SUPPORT_POLICY_VERSION,
  });
}

interface Told {
  readonly asked: Asked;
  readonly answer: Answer;
  readonly outcome: Outcome;
  readonly responseId: string;
  readonly queueMs: number;
}

function describeAnswer(span: Span, { asked, answer, outcome, responseId, queueMs }: Told): void {
  span.setAttributes({
    "gen_ai.response.id": responseId,
    ...(answer.generated && { "gen_ai.response.finish_reasons": ["stop"] }),
    "gen_ai.usage.input_tokens": answer.inputTokens,
    "gen_ai.usage.output_tokens": answer.outputTokens,
    "firebreak.cost.usd": answer.costUsd,
    "firebreak.queue.ms": Math.round(queueMs * 10) / 10,
    "firebreak.retrieval.requested": answer.passagesRequested,
    "firebreak.retrieval.found": answer.passages.length,
    "firebreak.tool.count": answer.toolCalls.length,
    "firebreak.tool.denied": answer.toolDenials,
    "firebreak.policy.violations": answer.policyViolations,
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
