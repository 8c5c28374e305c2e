import type { SignalDefinition } from "../definition.ts";

/** What a definition of the catalogue must say; the rest is as here unless it says otherwise. */
export type Draft = Omit<SignalDefinition, keyof typeof USUAL | "source"> &
  Partial<Pick<SignalDefinition, keyof typeof USUAL>> & { readonly expression: string };

/** No limit agreed, watched by the dynamic baseline, a ticket rather than a page, not on the board. */
const USUAL = {
  limit: null,
  objective: null,
  baseline: true,
  urgency: "ticket",
  scenarios: [],
  board: null,
} as const satisfies Partial<SignalDefinition>;

export function define({ expression, ...draft }: Draft): SignalDefinition {
  return { ...USUAL, ...draft, source: { kind: "expression", text: expression } };
}

/** A population stability index alarms by what sampling explains and what is major, not by a band: the drift rule of the detectors. */
export const DISTANCE = { unit: "index", kind: "distance", badDirection: "up", timing: "leading", baseline: false } as const;
