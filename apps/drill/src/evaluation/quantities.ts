import { plain } from "../language/words.ts";

export type Unit = "day" | "business-day" | "hour" | "minute" | "week" | "month" | "year" | "percent" | "euro" | "dollar";
export interface Quantity {
  readonly value: number;
  /** null: a bare number, or a unit nobody knows. */
  readonly unit: Unit | null;
}

const UNITS: readonly (readonly [RegExp, Unit])[] = [
  [/^(%|percent|prozent|pour cent|por ciento)/, "percent"],
  [/^(€|euros?)/, "euro"],
  [/^(\$|dollars?)/, "dollar"],
  [/^(business days?|werktagen?|werktage|jours? ouvres?|dias? habil)/, "business-day"],
  [/^(days?|tag|jours?|dias?)/, "day"],
  [/^(hours?|stunden?|heures?|horas?)/, "hour"],
  [/^(minutes?|minuten?|minutos?)/, "minute"],
  [/^(weeks?|wochen?|semaines?|semanas?)/, "week"],
  [/^(months?|monat|mois|meses|mes)/, "month"],
  [/^(years?|jahr|ans?\b|anos?)/, "year"],
];

/** The numbers of a text with their units, in the four languages: `4.90 €`, `4,90 €`, `60 Tagen`, `5 jours ouvrés`. */
export function quantitiesIn(text: string): Quantity[] {
  const normal = plain(text);
  return [...normal.matchAll(/(\d+(?:[.,]\d+)?)\s*/g)].map((match) => {
    const after = normal.slice(match.index + match[0].length);
    return {
      value: Number((match[1] ?? "").replace(",", ".")),
      unit: UNITS.find(([pattern]) => pattern.test(after))?.[1] ?? null,
    };
  });
}

/** True when `evidence` states the same number, of the same kind where both say which. */
export function states(evidence: readonly Quantity[], claimed: Quantity): boolean {
  return evidence.some(
    ({ value, unit }) => value === claimed.value && (unit === null || claimed.unit === null || unit === claimed.unit),
  );
}
