import { z } from "zod";

/** Too long is cut, not refused: what another system calls a thing is for people to read. PostgreSQL keeps no NUL. */
const cut = (value: string, most: number): string => value.replaceAll("\0", "").trim().slice(0, most);
export const words = (most: number) => z.string().transform((value) => cut(value, most));
const named = (most: number) => words(most).refine((value) => value !== "", "must not be empty");
export const title = named(200);
export const name = named(200);
export const optional = (most: number) =>
  z
    .union([z.string(), z.number(), z.null()])
    .optional()
    .transform((value) => cut(String(value ?? ""), most) || null);
export const orEmpty = (most: number) => optional(most).transform((value) => value ?? "");

/** RFC 3339, or epoch milliseconds (seconds are told by their size). */
export const instant = z.union([z.string(), z.number()]).transform((value, context) => {
  const at = typeof value === "string" ? Date.parse(value) : value < 1e11 ? value * 1000 : value;
  if (Number.isFinite(at) && at > 0 && at < 8e15) return Math.floor(at);
  context.addIssue(
    `must be a time such as 2026-01-31T14:02:00Z or epoch milliseconds, not ${JSON.stringify(value).slice(0, 60)}`,
  );
  return z.NEVER;
});

/** Only web addresses become links. */
export const link = z
  .unknown()
  .optional()
  .transform((value) => webAddress(value));
export function webAddress(...candidates: readonly unknown[]): string {
  for (const candidate of candidates)
    if (typeof candidate === "string" && candidate.length <= 2_000 && URL.canParse(candidate))
      if (["http:", "https:"].includes(new URL(candidate).protocol)) return candidate;
  return "";
}
