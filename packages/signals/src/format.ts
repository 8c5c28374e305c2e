import { SIGNALS } from "./catalogue.ts";
import type { SignalDefinition, SignalId, Unit } from "./definition.ts";

const UNITS: Readonly<Record<Unit, (value: number) => string>> = {
  share: (value) => `${(value * 100).toFixed(1)} %`,
  seconds: (value) => `${value.toFixed(2)} s`,
  usd: (value) => `${sign(value)}$${Math.abs(value).toFixed(Math.abs(value) < 1 ? 4 : 2)}`,
  tokens: (value) => `${Math.round(value)}`,
  "per-minute": (value) => `${value.toFixed(Math.abs(value) < 10 ? 1 : 0)} /min`,
  count: (value) => value.toFixed(Math.abs(value) < 10 ? 1 : 0),
  index: (value) => value.toFixed(3),
  score: (value) => value.toFixed(3),
};
const sign = (value: number): string => (value < 0 ? "−" : "");

/** A value as people read it: `11.8 %`, `1.42 s`, `$0.0041`; an en dash where there is none. */
export function formatValue(unit: Unit, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  return UNITS[unit](value);
}

/** Of the built-in catalogue; throws for any other id. */
export function definitionOf(id: SignalId): SignalDefinition {
  const found = SIGNALS.find((signal) => signal.id === id);
  if (!found) throw new Error(`The catalogue lacks ${id}.`);
  return found;
}
