import { GENERATIVE } from "./catalogue/generative.ts";
import { PREDICTIVE } from "./catalogue/predictive.ts";
import { SERVING } from "./catalogue/serving.ts";
import type { SignalDefinition } from "./definition.ts";

/** Those that need no name of a service's own: first the ones a board shows, in its order. */
export const SIGNALS: readonly SignalDefinition[] = [...SERVING, ...GENERATIVE, ...PREDICTIVE].toSorted(
  (a, b) => (a.board ?? Number.POSITIVE_INFINITY) - (b.board ?? Number.POSITIVE_INFINITY) || 0,
);
