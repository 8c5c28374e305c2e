import { createAlerts } from "./alerts.ts";
import { createBand } from "./band.ts";
import { createNovelty } from "./novelty.ts";
import type { Baseline } from "./port.ts";

export interface BaselineOptions {
  /**
   * Values (at least 32) after which what the band learnt has faded to a third; a change that lasts as long is the new normal. What
   * `score` knows to have been there before is not forgotten.
   */
  readonly memory?: number;
}

/** Eight minutes of half-minute buckets. */
const LEARNING = 16;
/** Three hours of half-minute buckets. */
const MEMORY = 360;
const LEAST_MEMORY = 2 * LEARNING;
/** At this novelty the score is a half. */
const HALF_SURE = 0.64;

/** A dynamic baseline with the one set of parameters; see docs/decisions/007-dynamic-baseline.md. */
export function createBaseline({ memory = MEMORY }: BaselineOptions = {}): Baseline {
  if (!Number.isInteger(memory) || memory < LEAST_MEMORY)
    throw new RangeError(`memory is ${memory}: give a whole number of values, at least ${LEAST_MEMORY}`);
  const band = createBand({ learning: LEARNING, memory, patience: memory });
  const novelty = createNovelty();
  const alerts = createAlerts();
  return {
    observe(sample) {
      if (!Number.isFinite(sample.value))
        throw new RangeError(`a baseline learns finite values; leave out what is ${sample.value}`);
      const begun = (alerts.begin(novelty.observe(sample)) / HALF_SURE) ** 2;
      return { score: begun / (1 + begun), ...band.observe(sample) };
    },
  };
}
