import { SIGNALS, type SignalDefinition, type SignalId } from "./catalogue.ts";

const UNITS: Readonly<Record<SignalDefinition["unit"], (value: number) => string>> = {
  share: (value) => `${(value * 100).toFixed(1)} %`,
  seconds: (value) => `${value.toFixed(2)} s`,
  usd: (value) => `${value < 0 ? "−" : ""}$${Math.abs(value).toFixed(Math.abs(value) < 1 ? 4 : 2)}`,
};

/** A signal's value as people read it: `11.8 %`, `1.42 s`, `$0.0041`; an en dash where there is none. */
export function formatSignal(id: SignalId, value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  return UNITS[definitionOf(id).unit](value);
}

export function definitionOf(id: SignalId): SignalDefinition {
  const found = SIGNALS.find((signal) => signal.id === id);
  if (!found) throw new Error(`The catalogue lacks ${id}.`);
  return found;
}
