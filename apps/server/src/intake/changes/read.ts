import type { ChangeReport, ChangeSource } from "../../changes/port.ts";
import { type Headers, type Report, refused, type Understood } from "./announcement.ts";
import { ofArgo } from "./argo.ts";
import { markOfCdevent, ofCdevents } from "./cdevents.ts";
import { ofGithub } from "./github.ts";
import { ofJson } from "./json.ts";
import { ofMlflow } from "./mlflow.ts";

/** A clock ahead by more than this is wrong, not early; what is older is kept no more. */
const MOST_AHEAD_MS = 10 * 60_000;
const OLDEST_MS = 400 * 86_400_000;

export interface Delivery {
  readonly source: ChangeSource;
  readonly service: string;
  readonly header: Headers;
  readonly body: Buffer;
}
export type Read =
  | {
      readonly ok: true;
      readonly reports: readonly ChangeReport[];
      readonly note: string | null;
      readonly marks: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/** What a delivery announces, once it is known whose it is. */
export function read({ source, service, header, body }: Delivery, now: number): Read {
  const json = parse(body);
  if (json === undefined) return { ok: false, problem: NOT_JSON[source] ?? "The body is not JSON. Send a JSON object." };
  const understood = within(READERS[source](json, header, now), now);
  const marks = source === "cdevents" ? markOfCdevent(json) : [];
  switch (understood.kind) {
    case "refused":
      return { ok: false, problem: understood.problem };
    case "nothing":
      return { ok: true, reports: [], note: understood.because, marks };
    case "changes":
      return { ok: true, reports: understood.reports.map((report) => ({ ...report, source, service })), note: null, marks };
  }
}

const READERS: Readonly<Record<ChangeSource, (json: unknown, header: Headers, now: number) => Understood>> = {
  github: ofGithub,
  mlflow: ofMlflow,
  cdevents: ofCdevents,
  argo: (json, _header, now) => ofArgo(json, now),
  json: (json, _header, now) => ofJson(json, now),
};
const NOT_JSON: Partial<Readonly<Record<ChangeSource, string>>> = {
  github: "The body is not JSON. Choose the content type application/json in the webhook's settings.",
  argo: "The body is not JSON. Look at the template's quotes; docs/changes.md has the whole template.",
};

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

function within(understood: Understood, now: number): Understood {
  if (understood.kind !== "changes") return understood;
  const off = understood.reports.find(({ at }) => at > now + MOST_AHEAD_MS || at < now - OLDEST_MS);
  return off === undefined ? understood : refused(offSentence(off, now));
}
function offSentence({ at, title }: Report, now: number): string {
  const when = new Date(at).toISOString();
  return at > now
    ? `at: “${title.slice(0, 60)}” lies in the future (${when}). Set the sender's clock, or send the time at which it happened.`
    : `at: “${title.slice(0, 60)}” lies more than 400 days back (${when}). Leave it out.`;
}
