import { z } from "zod";
import { INDEX_VERSIONS, KNOWN_GOOD_INDEX } from "../knowledge/store.ts";
import { KNOWN_GOOD_PROMPT, PROMPT_VERSIONS, type PromptVersion } from "./prompts.ts";
import { CODE_VERSIONS, KNOWN_GOOD_CODE } from "./serving-code.ts";

/** What an assistant's instance serves. */
export const AssistantRelease = z.object({
  prompt: z.enum(PROMPT_VERSIONS as [PromptVersion, ...PromptVersion[]]),
  code: z.enum(CODE_VERSIONS),
  index: z.enum(INDEX_VERSIONS),
});
export type AssistantRelease = z.infer<typeof AssistantRelease>;
export const KNOWN_GOOD_ASSISTANT: AssistantRelease = {
  prompt: KNOWN_GOOD_PROMPT,
  code: KNOWN_GOOD_CODE,
  index: KNOWN_GOOD_INDEX,
};
