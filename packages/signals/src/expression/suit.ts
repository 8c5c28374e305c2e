import type { SignalDefinition, Unit } from "../definition.ts";
import type { Field, Measure, Value } from "./ast.ts";

/** How a measure's values may be treated. A metric's points are judged one by one: they are no events of their own. */
export function kindOf(measure: Measure): SignalDefinition["kind"] {
  switch (measure.kind) {
    case "share":
      return "proportion";
    case "mean":
    case "ratio":
      return "mean";
    case "count":
      return "rate";
    case "quantile":
      return "quantile";
    case "drift":
    case "ece":
    case "precision":
    case "recall":
    case "disparity":
      return "distance";
    case "metric":
      return measure.reduce === "p50" || measure.reduce === "p95" || measure.reduce === "p99" ? "quantile" : "rate";
  }
}

/** The unit its values have; null where it is not known from the expression, as of a feature, a metric or a product. */
export function unitOf(measure: Measure): Unit | null {
  switch (measure.kind) {
    case "share":
    case "precision":
    case "recall":
      return "share";
    case "count":
      return "per-minute";
    case "drift":
    case "ece":
      return "index";
    case "mean":
    case "quantile":
      return unitOfValue(measure.value);
    case "disparity":
      return unitOf(measure.measure);
    case "ratio":
    case "metric":
      return null;
  }
}

const unitOfValue = (value: Value): Unit | null => (value.kind === "field" ? unitOfField(value.field) : null);

function unitOfField(field: Field): Unit | null {
  if (field.kind === "evaluation") return "score";
  if (field.kind !== "number") return null;
  switch (field.name) {
    case "latency":
    case "queue_time":
    case "label_delay":
      return "seconds";
    case "cost":
      return "usd";
    case "input_tokens":
    case "output_tokens":
      return "tokens";
    case "confidence":
    case "score":
    case "threshold":
      return "score";
    case "truth":
      return "share";
    case "documents_requested":
    case "documents_found":
    case "features":
    case "features_missing":
    case "tool_calls":
    case "tool_denials":
    case "policy_violations":
      return "count";
  }
}
