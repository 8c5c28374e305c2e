import { z } from "zod";
import { TagTechnique, UntagTechnique } from "./commands.ts";

export const TechniqueTagged = TagTechnique.extend({ type: z.literal("TechniqueTagged") });
export const TechniqueUntagged = UntagTechnique.extend({ type: z.literal("TechniqueUntagged") });
export const TechniqueEvent = z.discriminatedUnion("type", [TechniqueTagged, TechniqueUntagged]);
export type TechniqueEvent = z.infer<typeof TechniqueEvent>;
