import { createBand } from "./baseline/band.ts";
import { ANOMALOUS_SURPRISE, type Baseline } from "./baseline/port.ts";

/** Values before anything is expected; values after which what was learnt has faded to a third. */
const LEARNING = 8;
const MEMORY = 360;

/**
 * The part of the dynamic baseline that says where a value is expected, which is all that a watch asks for, thirty times as fast: what
 * tells a new thing's beginning from its continuing (`createBaseline`) is its own hysteresis. Its score says how far out a value lies: a
 * half at the edge of what is expected.
 */
export function createExpectation(): Baseline {
  const band = createBand({ learning: LEARNING, memory: MEMORY, patience: MEMORY });
  return {
    observe(sample) {
      const seen = band.observe(sample);
      const strange = (Math.abs(seen.surprise) / ANOMALOUS_SURPRISE) ** 4;
      return { score: strange / (1 + strange), ...seen };
    },
  };
}
