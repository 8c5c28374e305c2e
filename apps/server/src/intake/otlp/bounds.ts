import type { AttributeValue } from "./request.ts";

/** Characters. What is longer is cut, not refused: half a prompt is better evidence than none. */
const LONGEST_LABEL = 200;
export const LONGEST_ID = 200;
export const LONGEST_CONTENT = 32_768;
/** Of one record; more are left out, in the order sent. */
export const MOST_DIMENSIONS = 20;
export const MOST_LINEAGE = 20;
export const MOST_FEATURES = 200;
export const LONGEST_NAME = 64;
/** OpenTelemetry's own bound of an instrument's name. */
export const LONGEST_METRIC_NAME = 255;
export const MOST_POINT_ATTRIBUTES = 20;
export const MOST_BOUNDS = 100;
const LARGEST_COUNT = 4_294_967_295;

/** A short text: a label, an id, a version. Numbers and booleans are written out. */
export function label(value: AttributeValue | undefined, longest: number = LONGEST_LABEL): string {
  if (typeof value === "string") return value.length > longest ? wellFormed(value.slice(0, longest)) : value;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return "";
}

/** Content: text as sent, anything structured as JSON text; what is cut off says how much there was. */
export function content(value: AttributeValue | undefined): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (text.length <= LONGEST_CONTENT) return text;
  return `${wellFormed(text.slice(0, LONGEST_CONTENT))}… [cut by Firebreak: ${text.length} characters were sent]`;
}

/** A finite number, also when it came as text; null otherwise. */
export function number(value: AttributeValue | undefined): number | null {
  const read = typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  return Number.isFinite(read) ? read : null;
}

/** A finite number from 0 on; null for anything else. */
export function amount(value: AttributeValue | undefined): number | null {
  const read = number(value);
  return read !== null && read >= 0 ? read : null;
}

/** A whole number from 0 on; null for anything else. */
export function count(value: AttributeValue | undefined): number | null {
  const read = number(value);
  return read !== null && read >= 0 && read <= LARGEST_COUNT ? Math.round(read) : null;
}

export function flag(value: AttributeValue | undefined): boolean | null {
  if (typeof value === "boolean") return value;
  return value === "true" ? true : value === "false" ? false : null;
}

/** A cut in the middle of a character outside the basic plane would leave half of it. */
const wellFormed = (text: string): string => text.toWellFormed();
