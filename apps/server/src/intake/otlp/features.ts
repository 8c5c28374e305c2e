import { LONGEST_NAME, label, MOST_FEATURES } from "./bounds.ts";
import type { AttributeValue } from "./request.ts";

/** Null: it was missing. */
export type Feature = number | string | null;

/**
 * The first `MOST_FEATURES` names count, in the order sent; of a name sent twice the last value. What is neither a finite number, a
 * truth value nor a text is missing: a null rate must rise when a pipeline begins to send lists or NaN.
 */
export function addFeature(features: Map<string, Feature>, name: string, value: AttributeValue): void {
  if (name === "" || name.length > LONGEST_NAME) return;
  if (features.size >= MOST_FEATURES && !features.has(name)) return;
  features.set(name, featureOf(value));
}

function featureOf(value: AttributeValue): Feature {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "string" && value !== "" ? label(value) : null;
}

/** By name, so that the same set is the same value in the store. A value that was sent stands before its name among the missing. */
export function featuresOf(sent: ReadonlyMap<string, Feature>, missing: AttributeValue): Readonly<Record<string, Feature>> {
  const features = new Map(sent);
  if (Array.isArray(missing))
    for (const name of missing) if (typeof name === "string" && !features.has(name)) addFeature(features, name, null);
  return Object.fromEntries([...features].sort(([a], [b]) => (a < b ? -1 : 1)));
}
