import type { Field, Misfit, ParsedCondition, ParsedExpression } from "./ast.ts";
import { measureFrom } from "./check-measure.ts";
import { conditionFrom, fieldFrom } from "./check-value.ts";
import { Fault } from "./fault.ts";
import { treeOf } from "./tree.ts";

/**
 * A signal's expression: `share(success)`, `p95(latency, of: operation = "chat")`. The language is described in `docs/signals.md`.
 * Never throws; takes time linear in the text, which has at most 2,000 characters, 30 levels and 100 parts.
 */
export function parseExpression(text: string): ParsedExpression {
  return attempted(() => ({ ok: true, measure: measureFrom(treeOf(text)) }));
}

/** A condition alone, as in an objective: `latency <= 2`. */
export function parseCondition(text: string): ParsedCondition {
  return attempted(() => ({ ok: true, condition: conditionFrom(treeOf(text)) }));
}

/** A field alone: `score`, `feature.income`; null where it is none. */
export function parseField(text: string): Field | null {
  const parsed = attempted(() => ({ ok: true, field: fieldFrom(treeOf(text)) }) as const);
  return parsed.ok ? parsed.field : null;
}

function attempted<T>(parse: () => T): T | Misfit {
  try {
    return parse();
  } catch (error) {
    if (error instanceof Fault) return { ok: false, at: error.at, message: error.message };
    throw error;
  }
}
