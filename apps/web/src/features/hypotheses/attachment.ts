import type { IncidentCommand } from "@firebreak/incident";
import { newCommandId } from "../../live/index.ts";
import type { Said } from "./evidenceText.ts";

/** The command that hangs what was seen on a hypothesis. */
export const attachment = (
  hypothesisId: string,
  { text, proofs, live }: Said,
  stance: "for" | "against",
): Extract<IncidentCommand, { type: "AttachEvidence" }> => ({
  type: "AttachEvidence",
  hypothesisId,
  evidenceId: newCommandId(),
  stance,
  text,
  proofs: [...proofs],
  live,
});
