import type { ReactNode } from "react";
import type { Range } from "../chartModel.ts";
import { clockTime, clockTimeSeconds, dayText } from "../momentText.ts";
import css from "./AxisFrame.module.css";
import { tickForm, timeTicks, valueTicks } from "./axis.ts";

interface Props {
  readonly domain: readonly [number, number];
  readonly range: Range;
  readonly format: (value: number) => string;
  readonly children: ReactNode;
}

const MOST_TIMES = 9;

/** Axes, as plain words beside the picture: values left, moments of the reader's clock below, thin lines behind. */
export function AxisFrame({ domain, range, format, children }: Props) {
  const [low, high] = domain;
  const offsetMs = -new Date(range.to).getTimezoneOffset() * 60_000;
  const times = timeTicks(range, MOST_TIMES, offsetMs);
  const form = tickForm(times);
  const acrossDays = range.to - range.from > 86_400_000;
  const words = (at: number): string =>
    form === "seconds"
      ? clockTimeSeconds(at)
      : form === "days"
        ? dayText(at)
        : acrossDays
          ? `${dayText(at)} ${clockTime(at)}`
          : clockTime(at);
  return (
    <div className={css.frame}>
      <div className={css.values} aria-hidden="true">
        {valueTicks(domain).map((value) => (
          <span key={value} style={{ bottom: `${((value - low) / (high - low)) * 100}%` }}>
            {format(value)}
          </span>
        ))}
      </div>
      <div className={css.picture}>
        <div className={css.lines} aria-hidden="true">
          {valueTicks(domain).map((value) => (
            <i key={value} style={{ bottom: `${((value - low) / (high - low)) * 100}%` }} />
          ))}
        </div>
        {children}
      </div>
      <div className={css.times} aria-hidden="true">
        {times.map((at) => {
          const x = (at - range.from) / (range.to - range.from);
          return x < 0.02 || x > 0.98 ? null : (
            <span key={at} style={{ left: `${x * 100}%` }}>
              {words(at)}
            </span>
          );
        })}
      </div>
    </div>
  );
}
