import { z } from "zod";
import { CHANGE_KINDS } from "../../changes/port.ts";
import { changes, type Headers, misfit, nothing, type Report, refused, type Understood } from "./announcement.ts";
import { instant, name, optional, orEmpty, webAddress } from "./fields.ts";

/** Source: cdevents.dev/docs, in CloudEvents by its HTTP binding: the event is the data. */
const CdEvent = z.object({
  context: z.object({ id: name, source: name, type: name, timestamp: instant }),
  subject: z.object({
    id: name,
    content: z
      .object({
        environment: z.object({ id: orEmpty(100) }).nullish(),
        artifactId: optional(500),
        pipelineName: optional(150),
        description: optional(150),
        outcome: optional(40),
        url: z.unknown().optional(),
        uri: z.unknown().optional(),
      })
      .default({ artifactId: null, pipelineName: null, description: null, outcome: null, url: undefined, uri: undefined }),
  }),
  customData: z.unknown().optional(),
});
type CdEvent = z.infer<typeof CdEvent>;
const Custom = z.object({
  kind: z.enum(CHANGE_KINDS).optional().catch(undefined),
  artefact: optional(64),
  version: optional(200),
  previous: optional(200),
});
const CloudEvent = z.object({ specversion: z.literal("1.0"), type: name, id: name, source: name, data: z.unknown().optional() });

/** Structured mode holds the attributes in the body, binary mode in `ce-` headers; a bare CDEvent is taken too. */
export function ofCdevents(body: unknown, header: Headers): Understood {
  let data = body;
  if (header("content-type").startsWith("application/cloudevents+json")) {
    const envelope = CloudEvent.safeParse(body);
    if (!envelope.success) return misfit("a CloudEvent 1.0", envelope.error);
    data = envelope.data.data;
  } else if (header("ce-specversion") !== "" && header("ce-specversion") !== "1.0") {
    return refused(
      `ce-specversion: version ${header("ce-specversion").slice(0, 20)} is not understood here. Send CloudEvents 1.0.`,
    );
  }
  const parsed = CdEvent.safeParse(data);
  if (!parsed.success) return misfit("a CDEvent", parsed.error);
  const type = /^dev\.cdevents\.([a-z]+\.[a-z]+)(?:\.|$)/.exec(parsed.data.context.type)?.[1] ?? "";
  const make = TYPES[type];
  return make
    ? changes({ ...commonOf(parsed.data), ...make(parsed.data) })
    : nothing(`Events “${parsed.data.context.type}” are not changes.`);
}

/** One event, one sender: seen again, it is a replay. */
export function markOfCdevent(body: unknown): readonly string[] {
  const parsed = CdEvent.safeParse((body as { data?: unknown } | null)?.data ?? body);
  return parsed.success ? [`event ${parsed.data.context.source} ${parsed.data.context.id}`.slice(0, 500)] : [];
}

type Told = Partial<Report> & Pick<Report, "kind" | "status" | "title">;
const service =
  (verb: string, status: Report["status"] = "succeeded") =>
  (event: CdEvent): Told => {
    const { artefact, version } = customOf(event);
    const what = version ?? versionOf(event.subject.content.artifactId);
    return {
      kind: customOf(event).kind ?? "deployment",
      artefact: artefact ?? "code",
      version: what,
      status,
      title: `${event.subject.id} ${verb}${what === null ? "" : `: ${what}`}`.slice(0, 200),
    };
  };
const run =
  (end: boolean) =>
  (event: CdEvent): Told => ({
    key: `cdevents/run/${event.subject.id}`,
    kind: customOf(event).kind ?? "pipeline-run",
    status: !end ? "started" : ["success", "null"].includes(String(event.subject.content.outcome)) ? "succeeded" : "failed",
    title: `Pipeline ${event.subject.content.pipelineName ?? event.subject.id}`,
  });
const incident =
  (over: boolean) =>
  (event: CdEvent): Told => ({
    key: `cdevents/incident/${event.subject.id}`,
    kind: "outage",
    status: over ? "succeeded" : "started",
    title: event.subject.content.description ?? `Incident ${event.subject.id}`,
  });
const TYPES: Readonly<Record<string, (event: CdEvent) => Told>> = {
  "service.deployed": service("deployed"),
  "service.upgraded": service("upgraded"),
  "service.rolledback": service("rolled back", "rolled-back"),
  "service.removed": service("removed"),
  "pipelinerun.started": run(false),
  "pipelinerun.finished": run(true),
  "incident.detected": incident(false),
  "incident.reported": incident(false),
  "incident.resolved": incident(true),
};

function commonOf(event: CdEvent) {
  const { context, subject } = event;
  const { artefact, version, previous } = customOf(event);
  return {
    key: `cdevents/${context.source}/${context.id}`.slice(0, 500),
    artefact,
    version,
    previous,
    at: context.timestamp,
    by: context.source.slice(0, 100),
    environment: subject.content.environment?.id ?? "",
    url: webAddress(subject.content.url, subject.content.uri),
  };
}
const customOf = (event: CdEvent): z.infer<typeof Custom> =>
  Custom.catch({ artefact: null, version: null, previous: null }).parse(event.customData);

/** `pkg:oci/myapp@sha256%3A0b31…?tag=v2.3.1`: its tag, else what stands after the @. */
function versionOf(purl: string | null): string | null {
  if (purl === null) return null;
  const tag = /[?&]tag=([^&#]+)/.exec(purl)?.[1];
  const version = tag ?? /@([^?#]+)/.exec(purl)?.[1] ?? purl;
  try {
    return decodeURIComponent(version).slice(0, 200);
  } catch {
    return version.slice(0, 200);
  }
}
