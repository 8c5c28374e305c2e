import { z } from "zod";
import type { ChangeKind } from "../../changes/port.ts";
import { changes, misfit, nothing, type Report, type Understood } from "./announcement.ts";
import { instant, name } from "./fields.ts";

/** Source: mlflow.org/docs/latest/ml/webhooks; entity and action as in mlflow.entities.webhook. */
const Body = z.object({
  entity: z.string(),
  action: z.string(),
  timestamp: instant,
  data: z.object({
    name,
    version: z.union([z.string(), z.number()]).transform(String).pipe(name).optional(),
    alias: name.optional(),
  }),
});
type Said = z.infer<typeof Body>;

const ENTITIES: Readonly<
  Record<string, { readonly kind: ChangeKind & ("model" | "prompt"); readonly of: "whole" | "version" | "alias" }>
> = {
  registered_model: { kind: "model", of: "whole" },
  model_version: { kind: "model", of: "version" },
  model_version_alias: { kind: "model", of: "alias" },
  prompt: { kind: "prompt", of: "whole" },
  prompt_version: { kind: "prompt", of: "version" },
  prompt_alias: { kind: "prompt", of: "alias" },
  prompt_version_alias: { kind: "prompt", of: "alias" },
};

export function ofMlflow(body: unknown): Understood {
  const parsed = Body.safeParse(body);
  if (!parsed.success) return misfit("what MLflow sends", parsed.error);
  const said = parsed.data;
  const entity = ENTITIES[said.entity];
  if (entity === undefined || !["created", "deleted"].includes(said.action))
    return nothing(`“${said.entity}.${said.action}” is not a change of what is served.`);
  const version = said.data.version === undefined ? null : `${said.data.name}@${said.data.version}`;
  const { key, title } = NAMED[entity.of](said, version ?? said.data.name, entity.kind);
  return changes({
    key: `mlflow/${entity.kind}/${key}`,
    kind: entity.kind,
    artefact: entity.kind,
    version,
    previous: null,
    status: "succeeded",
    at: said.timestamp,
    title: title.slice(0, 200),
    by: "",
    environment: "",
    url: "",
  });
}

type Name = (said: Said, version: string, kind: string) => Pick<Report, "key" | "title">;
const NAMED: Readonly<Record<"whole" | "version" | "alias", Name>> = {
  whole: ({ data, action }, _version, kind) => ({
    key: `${data.name}/${action}`,
    title: `${capital(kind)} ${data.name} ${action}`,
  }),
  version: ({ action }, version, kind) => ({
    key: `${version}/${action}`,
    title: `${capital(kind)} version ${version} ${action}`,
  }),
  // An alias moves as often as somebody moves it: each move is a change.
  alias: ({ data, action, timestamp }, version) => ({
    key: `${data.name}/alias/${data.alias ?? ""}/${action}/${timestamp}`,
    title: action === "deleted" ? `Alias ${data.alias ?? ""} of ${data.name} removed` : `Alias ${data.alias ?? ""} → ${version}`,
  }),
};
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
