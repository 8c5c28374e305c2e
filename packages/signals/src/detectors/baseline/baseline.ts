import { createBand } from "./band.ts";
import type { Baseline } from "./port.ts";

export interface BaselineOptions {
  /** Values after which what was learnt has faded to a third; a lasting change is the new normal after as many. */
  readonly memory?: number;
}

/** Four minutes of half minutes. A band learnt from few values is wide: Student's t with so few degrees of freedom. */
const LEARNING = 8;
const MEMORY = 360;
/** The score is a half at this surprise. */
const HALF_SURE = 6;

/** A dynamic baseline with the one set of parameters; see docs/decisions/007-dynamic-baseline.md. */
export function createBaseline({ memory = MEMORY }: BaselineOptions = {}): Baseline {
  const band = createBand({ learning: LEARNING, memory, patience: memory });
  return {
    observe(sample) {
      const { surprise, expected } = band.observe(sample);
      const strange = Math.abs(surprise) / HALF_SURE;
      return { score: strange ** 4 / (1 + strange ** 4), surprise, expected };
    },
  };
}
