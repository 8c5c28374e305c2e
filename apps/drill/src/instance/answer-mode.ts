import { OFREPProvider } from "@openfeature/ofrep-provider";
import { createEvaluationEvent, type Hook, OpenFeature } from "@openfeature/server-sdk";
import type { AttributeValue, Logger } from "@opentelemetry/api";
import { ANSWER_MODES, type AnswerMode, type Customer } from "../assistant/assistant.ts";
import { LastValueProvider } from "./last-value-provider.ts";
import { createLeanFetch } from "./lean-fetch.ts";
import type { InstanceSettings } from "./settings.ts";

/** What a flag may target: every service's customers, and one dimension of the service's own. */
export type Segment = Customer & { readonly topic?: string; readonly "age-band"?: string };
export interface AnswerModes {
  /** Never rejects; `normal` where no value was ever read. Takes at most 800 ms. */
  of(conversationId: string, segment: Segment): Promise<AnswerMode>;
  close(): Promise<void>;
}

const FLAG_KEY = "answer-mode";
const ASK_TIMEOUT_MS = 800;
const PAUSE_MS = 1_000;

export async function createAnswerModes(
  settings: Pick<InstanceSettings, "instance" | "firebreakUrl" | "firebreakKey" | "flagFile">,
  logger: Logger,
  ownDimension: "topic" | "age-band",
): Promise<AnswerModes> {
  const provider = new OFREPProvider({
    baseUrl: settings.firebreakUrl,
    headers: { authorization: `Bearer ${settings.firebreakKey}` },
    fetchImplementation: createLeanFetch(ASK_TIMEOUT_MS),
  });
  const lastValue = new LastValueProvider(provider, {
    dimensions: ["language", "tier", "region", ownDimension],
    pauseMs: PAUSE_MS,
    ...(settings.flagFile !== null && { file: settings.flagFile }),
  });
  await OpenFeature.setProviderAndWait(settings.instance, lastValue);
  const client = OpenFeature.getClient(settings.instance).addHooks(reportTo(logger));
  return {
    async of(conversationId, segment) {
      const value = await client.getStringValue(FLAG_KEY, "normal", {
        targetingKey: conversationId,
        instance: settings.instance,
        ...segment,
      });
      // A variant this release does not know: the most careful one it does know.
      return ANSWER_MODES.find((mode) => mode === value) ?? "retrieval-only";
    },
    close: () => OpenFeature.clearProviders(),
  };
}

/** Each evaluation as the OpenTelemetry event `feature_flag.evaluation`: what this instance really obeys. */
function reportTo(logger: Logger): Hook {
  return {
    finally(context, details) {
      const event = createEvaluationEvent(context, details);
      logger.emit({ eventName: event.name, attributes: event.attributes as Record<string, AttributeValue> });
    },
  };
}
