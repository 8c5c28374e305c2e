import { z } from "zod";
import { CHANGE_KINDS, type ChangeReport } from "../../changes/port.ts";
import { changes, misfit, refused, type Understood } from "./announcement.ts";
import { instant, name, optional, orEmpty, webAddress } from "./fields.ts";

/** What the templates in docs/changes.md send, for Argo CD and for Argo Rollouts alike; what a template leaves empty is left out. */
const filled = (value: unknown) => (value === "" || value === "<no value>" ? undefined : value);
const Body = z.object({
  name,
  phase: name,
  at: z.preprocess(filled, instant.optional()),
  revision: z.preprocess(filled, optional(200)),
  image: z.preprocess(filled, optional(500)),
  aborted: z.preprocess((value) => String(value) === "true", z.boolean()),
  environment: z.preprocess(filled, orEmpty(100)),
  url: z.unknown().optional(),
  kind: z.enum(CHANGE_KINDS).default("deployment"),
  artefact: z.preprocess(filled, optional(64)),
  version: z.preprocess(filled, optional(200)),
});

const PHASES: Readonly<Record<string, ChangeReport["status"]>> = {
  running: "started",
  progressing: "started",
  paused: "started",
  terminating: "started",
  succeeded: "succeeded",
  healthy: "succeeded",
  failed: "failed",
  error: "failed",
  degraded: "failed",
};

export function ofArgo(body: unknown, now: number): Understood {
  const parsed = Body.safeParse(body);
  if (!parsed.success) return misfit("what the template for Argo sends", parsed.error);
  const { name: app, phase, aborted, revision, image, environment, url, kind, artefact, version } = parsed.data;
  const status = aborted ? "rolled-back" : PHASES[phase.toLowerCase()];
  if (status === undefined)
    return refused(`phase: “${phase.slice(0, 40)}” is none of ${Object.keys(PHASES).join(", ")}. Send Argo's own phase.`);
  const what = version ?? tagOf(image) ?? revision;
  return changes({
    key: `argo/${environment}/${app}/${revision ?? image ?? version ?? ""}`.slice(0, 500),
    kind,
    artefact: artefact ?? "code",
    version: what,
    previous: null,
    status,
    at: parsed.data.at ?? now,
    title: `${app}${what === null ? "" : `: ${what}`}${environment && ` to ${environment}`}`.slice(0, 200),
    by: "",
    environment,
    url: webAddress(url),
  });
}

/** `registry/team/app:v2.3.1`: the tag; a digest where there is none. */
function tagOf(image: string | null): string | null {
  if (image === null) return null;
  const [place, digest] = image.split("@");
  return /:([\w.-]+)$/.exec(place ?? "")?.[1] ?? digest ?? null;
}
