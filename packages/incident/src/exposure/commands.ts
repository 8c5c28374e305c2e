import { z } from "zod";
import { longText } from "../vocabulary.ts";

/** Runbook G4, J5: suspected data exposure or policy violation goes to security and legal at once. */
export const FlagExposure = z.object({
  type: z.literal("FlagExposure"),
  kind: z.enum(["data-exposure", "policy-violation"]),
  detail: longText,
});
export const ExposureCommand = z.discriminatedUnion("type", [FlagExposure]);
export type ExposureCommand = z.infer<typeof ExposureCommand>;
