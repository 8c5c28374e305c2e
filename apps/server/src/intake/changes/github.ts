import { z } from "zod";
import { CHANGE_KINDS, type ChangeReport } from "../../changes/port.ts";
import { changes, type Headers, misfit, nothing, type Report, type Understood } from "./announcement.ts";
import { instant, name, optional, orEmpty, webAddress } from "./fields.ts";

/** Source: docs.github.com/webhooks/webhook-events-and-payloads, deployment and deployment_status. */
const Deployment = z.object({
  id: z.number().int(),
  sha: name,
  ref: name,
  environment: orEmpty(100),
  description: optional(200),
  created_at: instant,
  payload: z.unknown().optional(),
  creator: z.object({ login: orEmpty(100) }).nullish(),
});
const Status = z.object({
  state: z.string(),
  created_at: instant,
  description: optional(200),
  environment: orEmpty(100),
  log_url: z.unknown().optional(),
  target_url: z.unknown().optional(),
  environment_url: z.unknown().optional(),
});
const Body = z.object({
  deployment: Deployment,
  deployment_status: Status.optional(),
  repository: z.object({ full_name: name, html_url: z.unknown().optional() }),
});
/** What a team may put into the payload of its deployment; it wins over what GitHub says. */
const Payload = z.object({
  kind: z.enum(CHANGE_KINDS).optional().catch(undefined),
  artefact: optional(64),
  version: optional(200),
  previous: optional(200),
});

const STATES: Readonly<Record<string, ChangeReport["status"]>> = {
  queued: "started",
  pending: "started",
  waiting: "started",
  in_progress: "started",
  success: "succeeded",
  failure: "failed",
  error: "failed",
};

export function ofGithub(body: unknown, header: Headers): Understood {
  const event = header("x-github-event");
  if (event === "ping") return nothing("GitHub has found the door.");
  if (event !== "deployment" && event !== "deployment_status")
    return nothing(`Events “${event}” are not changes. Choose Deployments and Deployment statuses for this webhook.`);
  const parsed = Body.safeParse(body);
  if (!parsed.success) return misfit(`GitHub's ${event}`, parsed.error);
  const state = parsed.data.deployment_status?.state ?? "queued";
  const status = STATES[state];
  // “inactive” is said of each deployment that a newer one replaces.
  return status === undefined ? nothing(`The state “${state}” is not a change.`) : changes(reportOf(parsed.data, status));
}

function reportOf({ deployment, deployment_status, repository }: z.infer<typeof Body>, status: Report["status"]): Report {
  const { kind, artefact, version, previous } = payloadOf(deployment.payload);
  const environment = deployment_status?.environment || deployment.environment;
  const what = version ?? versionOf(deployment);
  const said = deployment_status?.description ?? deployment.description;
  const { log_url, target_url, environment_url } = deployment_status ?? {};
  return {
    key: `github/${repository.full_name}/${deployment.id}`,
    kind: kind ?? "deployment",
    artefact: artefact ?? "code",
    version: what,
    previous,
    status,
    at: deployment_status?.created_at ?? deployment.created_at,
    title: `${repository.full_name}: ${said ?? `${what}${environment && ` to ${environment}`}`}`.slice(0, 200),
    by: deployment.creator?.login ?? "",
    environment,
    url: webAddress(log_url, target_url, environment_url, `${String(repository.html_url)}/deployments`),
  };
}

/** GitHub sends it as it was given: an object, or its text. */
function payloadOf(payload: unknown): z.infer<typeof Payload> {
  const none = { artefact: null, version: null, previous: null };
  try {
    return Payload.catch(none).parse(typeof payload === "string" ? JSON.parse(payload) : payload);
  } catch {
    return none;
  }
}

/** A tag such as v2.3.1 names a version; a branch does not, its commit does. */
function versionOf({ ref, sha }: { readonly ref: string; readonly sha: string }): string {
  const tag = ref.replace(/^refs\/tags\//, "");
  return /^v?\d/.test(tag) && tag !== sha ? tag : sha.slice(0, 12);
}
