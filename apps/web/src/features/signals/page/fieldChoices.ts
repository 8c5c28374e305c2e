import { fieldsOf, measureOf, parseField, printField, type ServiceProfile, type SignalDefinition } from "@firebreak/signals";

/** A field whose distribution can be looked at: a number, a category, an evaluation's score. */
export interface FieldChoice {
  readonly field: string;
  readonly group: "Numbers" | "Features" | "Texts" | "Evaluations";
}

/** What the service's records carry. */
export function fieldChoices(profile: ServiceProfile): readonly FieldChoice[] {
  const named = profile.fields.flatMap((name): readonly FieldChoice[] => {
    const field = parseField(name);
    if (field === null || field.kind === "boolean") return [];
    if (field.kind === "evaluation") return [{ field: name, group: "Evaluations" }];
    return [{ field: name, group: field.kind === "number" ? "Numbers" : "Texts" }];
  });
  const features = profile.features.map(
    ({ name }): FieldChoice => ({ field: printField({ kind: "feature", name }), group: "Features" }),
  );
  return [...features, ...named];
}

/** What a signal is made of, where a distribution of it says something; null where nothing is (shares of outcomes, metrics, PromQL). */
export function ownField(definition: SignalDefinition): string | null {
  const measure = measureOf(definition);
  if (measure === null) return null;
  if (measure.kind === "ece" || measure.kind === "precision" || measure.kind === "recall") return "score";
  const found = fieldsOf(measure).find(
    (field) => field.kind === "number" || field.kind === "feature" || (field.kind === "evaluation" && field.part === "score"),
  );
  return found ? printField(found) : null;
}

/** Whether the calibration curve belongs to what a signal says: it is made of scores, thresholds or truths. */
export function isAboutPrediction(definition: SignalDefinition): boolean {
  const measure = measureOf(definition);
  if (measure === null) return false;
  return fieldsOf(measure).some(
    (field) =>
      (field.kind === "number" && ["score", "threshold", "truth", "label_delay"].includes(field.name)) ||
      field.kind === "feature",
  );
}

/** A signal that says how late truths are known. */
export const isLabelDelay = (definition: SignalDefinition): boolean => {
  const measure = measureOf(definition);
  return measure !== null && fieldsOf(measure).some((field) => field.kind === "number" && field.name === "label_delay");
};
