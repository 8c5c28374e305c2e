export interface Alerts {
  /** The novelty where a new alert may begin, otherwise 0. */
  begin(novelty: number): number;
}

/** After an alert the stream must be quiet for so many values before the next may be as weak as the first. */
const REST = 100;
/** Within the rest only what is stranger by this factor begins another. */
const STRANGER = 1.15;

/** One fault is one alert. */
export function createAlerts(): Alerts {
  let held = 0;
  let since = 0;
  return {
    begin(novelty) {
      since += 1;
      if (since > REST) held = 0;
      if (novelty <= held * STRANGER) return 0;
      held = novelty;
      since = 0;
      return novelty;
    },
  };
}
