import type { SignalDefinition } from "../definition.ts";
import type { Measure } from "./ast.ts";
import { parseExpression } from "./parse.ts";

/**
 * What a definition measures; null where its source is PromQL. Definitions are read by `catalogueFor` and the team file, which refuse
 * an expression that does not parse: here it is a bug, and throws.
 */
export function measureOf(definition: SignalDefinition): Measure | null {
  if (definition.source.kind === "promql") return null;
  const parsed = parseExpression(definition.source.text);
  if (!parsed.ok) throw new Error(`The expression of ${definition.id} does not parse at ${parsed.at}: ${parsed.message}`);
  return parsed.measure;
}
