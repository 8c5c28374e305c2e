import type { z } from "zod";
import type { ChangeReport } from "../../changes/port.ts";

export type Report = Omit<ChangeReport, "service" | "source">;

/** What a delivery says, in our words: changes, or that there is none in it and why. */
export type Understood =
  | { readonly kind: "changes"; readonly reports: readonly Report[] }
  | { readonly kind: "nothing"; readonly because: string }
  /** `problem` names the field and says what to write. */
  | { readonly kind: "refused"; readonly problem: string };

export type Headers = (name: string) => string;

export const changes = (...reports: readonly Report[]): Understood => ({ kind: "changes", reports });
export const nothing = (because: string): Understood => ({ kind: "nothing", because });
export const refused = (problem: string): Understood => ({ kind: "refused", problem });

/** The first three faults, with their places. */
export function misfit(what: string, error: z.ZodError): Understood {
  const faults = error.issues.slice(0, 3).map((issue) => `${issue.path.join(".") || "the body"}: ${issue.message}`);
  return refused(`This is not ${what}. ${faults.join("; ")}.`);
}
