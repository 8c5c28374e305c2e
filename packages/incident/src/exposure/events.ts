import { z } from "zod";
import { FlagExposure } from "./commands.ts";

export const ExposureFlagged = FlagExposure.extend({ type: z.literal("ExposureFlagged") });
export const ExposureEvent = z.discriminatedUnion("type", [ExposureFlagged]);
export type ExposureEvent = z.infer<typeof ExposureEvent>;
