import { createRecords, type Records } from "./records.ts";
import { createSeenValues, type SeenValues } from "./seen-values.ts";
import { createViews, type View } from "./views.ts";

export interface Novelty {
  /** How new this is to the stream: 0 nothing; 1 about what people call an anomaly; seldom above 2. */
  observe(sample: { readonly at: number; readonly value: number; readonly noise: number }): number;
}

/** Values a view remembers to tell what is new. */
const SEEN = 128;
/** Distances that sampling explains are none: so many standard deviations of it. */
const EXPLAINED_BY_NOISE = 2;

/**
 * In each view, the distance to the nearest value it ever showed, and how rare so large a distance is for this stream; the root mean
 * square over the views, so that what is new in several counts more and one alone can still speak. No view has a unit or a scale: a
 * distance is only compared with the distances of the same stream.
 */
export function createNovelty(): Novelty {
  const watched = createViews().map((view): Watched => ({ view, seen: createSeenValues(SEEN), records: createRecords() }));
  return {
    observe({ at, value, noise }) {
      let squares = 0;
      for (const { view, seen, records } of watched) {
        const shown = view(value, at);
        if (shown === null) continue;
        const distance = seen.distance(shown);
        if (distance === null) continue;
        const unexplained = Math.max(0, distance - EXPLAINED_BY_NOISE * noise);
        const rarity = records.rarity(unexplained);
        if (unexplained > 0) squares += rarity ** 2;
      }
      return Math.sqrt(squares / watched.length);
    },
  };
}

interface Watched {
  readonly view: View;
  readonly seen: SeenValues;
  readonly records: Records;
}
