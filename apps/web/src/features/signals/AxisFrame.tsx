import type { ReactNode } from "react";
import { classes } from "../../ui/index.ts";
import css from "./AxisFrame.module.css";
import { tickForm, timeTicks, valueTicks } from "./axis.ts";
import type { Range } from "./chartModel.ts";
import { clockTime, clockTimeSeconds, dayText } from "./momentText.ts";

interface Props {
  readonly domain: readonly [number, number];
  readonly range: Range;
  readonly format: (value: number) => string;
  /** Beside other charts: fewer words. */
  readonly small?: boolean;
  readonly children: ReactNode;
}

const MOST_TIMES = { large: 9, small: 5 };
const WANTED_VALUES = { large: 5, small: 3 };

/** Axes, as plain words beside the picture: values left, moments of the reader's clock below, thin lines behind. */
export function AxisFrame({ domain, range, format, small = false, children }: Props) {
  const [low, high] = domain;
  const offsetMs = -new Date(range.to).getTimezoneOffset() * 60_000;
  const size = small ? "small" : "large";
  const values = valueTicks(domain, WANTED_VALUES[size]);
  const times = timeTicks(range, MOST_TIMES[size], offsetMs);
  const form = tickForm(times);
  const acrossDays = range.to - range.from > 86_400_000;
  const words = (at: number): string =>
    form === "seconds"
      ? clockTimeSeconds(at)
      : form === "days"
        ? dayText(at)
        : acrossDays
          ? small
            ? clockTime(at)
            : `${dayText(at)} ${clockTime(at)}`
          : clockTime(at);
  return (
    <div className={classes(css.frame, small && css.small)}>
      <div className={css.values} aria-hidden="true">
        {values.map((value) => (
          <span key={value} style={{ bottom: `${((value - low) / (high - low)) * 100}%` }}>
            {format(value)}
          </span>
        ))}
      </div>
      <div className={css.picture}>
        <div className={css.lines} aria-hidden="true">
          {values.map((value) => (
            <i key={value} style={{ bottom: `${((value - low) / (high - low)) * 100}%` }} />
          ))}
        </div>
        {children}
      </div>
      <div className={css.times} aria-hidden="true">
        {times.map((at) => {
          const x = (at - range.from) / (range.to - range.from);
          return x < 0.02 || x > (small ? 0.94 : 0.97) ? null : (
            <span key={at} style={{ left: `${x * 100}%` }}>
              {words(at)}
            </span>
          );
        })}
      </div>
    </div>
  );
}
