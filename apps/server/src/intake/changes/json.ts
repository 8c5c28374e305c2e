import { createHash } from "node:crypto";
import { z } from "zod";
import { CHANGE_KINDS } from "../../changes/port.ts";
import { changes, misfit, type Report, type Understood } from "./announcement.ts";
import { instant, link, optional, orEmpty, title } from "./fields.ts";

const STATUSES = ["started", "succeeded", "failed", "rolled-back"] as const;
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });
const ForeignChange = z.object({
  key: optional(300),
  kind: oneOf(CHANGE_KINDS),
  title: z.string("must say in a few words what changed").pipe(title),
  artefact: optional(64),
  version: optional(200),
  previous: optional(200),
  status: oneOf(STATUSES).default("succeeded"),
  at: instant.optional(),
  by: orEmpty(100),
  environment: orEmpty(100),
  url: link,
});
export const MOST_CHANGES = 500;
const Many = z.object({
  changes: z
    .array(ForeignChange)
    .min(1, "holds no change")
    .max(MOST_CHANGES, `holds more than ${MOST_CHANGES}; send them in several`),
});

/** One change, or `{"changes": […]}`. */
export function ofJson(body: unknown, now: number): Understood {
  const several = typeof body === "object" && body !== null && "changes" in body;
  const parsed = several ? Many.safeParse(body) : ForeignChange.safeParse(body);
  if (!parsed.success) return misfit("a change as docs/changes.md describes it", parsed.error);
  const said = "changes" in parsed.data ? parsed.data.changes : [parsed.data];
  return changes(
    ...said.map((one): Report => {
      const report = { ...one, at: one.at ?? now };
      return { ...report, key: `json/${one.key ?? digestOf(report)}` };
    }),
  );
}

/** Without a key, the same at the same time is the same. */
function digestOf({
  kind,
  title,
  artefact,
  version,
  at,
}: Pick<Report, "kind" | "title" | "artefact" | "version" | "at">): string {
  return createHash("sha256")
    .update(JSON.stringify([kind, title, artefact, version, at]))
    .digest("base64url")
    .slice(0, 22);
}
