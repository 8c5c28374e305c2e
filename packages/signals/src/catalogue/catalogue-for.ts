import { SIGNALS } from "../catalogue.ts";
import type { SignalDefinition } from "../definition.ts";
import type { Field } from "../expression/ast.ts";
import { fieldsOf } from "../expression/fields.ts";
import { measureOf } from "../expression/measure-of.ts";
import type { ServiceProfile } from "../profile.ts";
import { expandTemplates, TEMPLATE_PREFIXES } from "./templates.ts";

export const MOST_SIGNALS = 200;
const BOARD_PLACES = 6;
const BUILT_IN: ReadonlySet<string> = new Set(SIGNALS.map(({ id }) => id));

/** Whether the catalogue has that id for itself, for some service: a team's own signal must be called otherwise. */
export function isCatalogueId(id: string): boolean {
  return BUILT_IN.has(id) || TEMPLATE_PREFIXES.some((prefix) => id.startsWith(`${prefix}.`));
}

/**
 * The signals that a service's telemetry can answer: the catalogue's, those of its own evaluations, dimensions, features and metrics, and
 * last the team's. At most 200, in an order that depends on the profile and the file alone; what is too much is left out before the
 * team's. Of those with a place on the board the first six get it, numbered anew.
 */
export function catalogueFor(profile: ServiceProfile, team: readonly SignalDefinition[]): readonly SignalDefinition[] {
  const own = team
    .filter((definition) => !isCatalogueId(definition.id) && isAnswered(definition, profile))
    .slice(0, MOST_SIGNALS);
  const common = [...SIGNALS, ...expandTemplates(profile)].filter((definition) => isAnswered(definition, profile));
  return seated([...common.slice(0, MOST_SIGNALS - own.length), ...own]);
}

function seated(definitions: readonly SignalDefinition[]): readonly SignalDefinition[] {
  let next = 1;
  return definitions.map((definition) => {
    if (definition.board === null) return definition;
    return { ...definition, board: next <= BOARD_PLACES ? next++ : null };
  });
}

function isAnswered(definition: SignalDefinition, profile: ServiceProfile): boolean {
  const measure = measureOf(definition);
  if (measure === null) return true;
  if (measure.kind === "metric") return profile.metrics.some(({ name }) => name === measure.name);
  return profile.records > 0 && fieldsOf(measure).every((field) => isCarried(field, profile));
}

function isCarried(field: Field, { fields, features, evaluations, dimensions }: ServiceProfile): boolean {
  switch (field.kind) {
    case "number":
      if (field.name === "latency") return true;
      if (field.name === "features" || field.name === "features_missing") return features.length > 0;
      if (field.name === "label_delay") return fields.includes("label_delay") || fields.includes("truth");
      return fields.includes(field.name);
    case "boolean":
      if (field.name === "error") return true;
      if (field.name === "predicted") return fields.includes("score") || features.length > 0;
      return fields.includes(field.name);
    case "text":
      return field.name === "operation" || field.name === "instance" || fields.includes(field.name);
    case "feature":
      return features.some(({ name }) => name === field.name);
    case "dimension":
      return dimensions.includes(field.name);
    case "lineage":
      return true;
    case "evaluation":
      return evaluations.includes(field.name);
  }
}
