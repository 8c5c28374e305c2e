import { createAlerts } from "./alerts.ts";
import { createBand } from "./band.ts";
import { createNovelty } from "./novelty.ts";
import type { Baseline } from "./port.ts";

export interface BaselineOptions {
  /** Values after which what was learnt has faded to a third; a lasting change is the new normal after as many. */
  readonly memory?: number;
}

/** Four minutes of half minutes. A band learnt from few values is wide: Student's t with so few degrees of freedom. */
const LEARNING = 8;
const MEMORY = 360;
/** At this novelty the score is a half. */
const HALF_SURE = 0.7;

/** A dynamic baseline with the one set of parameters; see docs/decisions/007-dynamic-baseline.md. */
export function createBaseline({ memory = MEMORY }: BaselineOptions = {}): Baseline {
  const band = createBand({ learning: LEARNING, memory, patience: memory });
  const novelty = createNovelty();
  const alerts = createAlerts();
  return {
    observe(sample) {
      const begun = (alerts.begin(novelty.observe(sample)) / HALF_SURE) ** 2;
      return { score: begun / (1 + begun), ...band.observe(sample) };
    },
  };
}
