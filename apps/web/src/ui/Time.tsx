import { classes } from "./classes.ts";
import { agoText, clockText, durationText, spokenDuration } from "./duration.ts";
import { useNowAs } from "./now.ts";
import styles from "./small.module.css";

const hourMinute = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const withSeconds = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const dayMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

type Moment = string | number;
const millis = (at: Moment): number => (typeof at === "number" ? at : Date.parse(at));
const iso = (at: Moment): string => new Date(millis(at)).toISOString();
const both = (at: Moment): string => `${iso(at).replace("T", " ").slice(0, 19)} UTC\n${full.format(millis(at))}`;
const sameDay = (a: number, b: number): boolean => new Date(a).toDateString() === new Date(b).toDateString();

/** `14:02` in the reader's zone, `14:02` with the day before it when it is not today; UTC on hover. */
export function ClockTime({ at, seconds, mono }: { at: Moment; seconds?: boolean | undefined; mono?: boolean | undefined }) {
  const today = useNowAs((now) => sameDay(millis(at), now));
  const time = (seconds ? withSeconds : hourMinute).format(millis(at));
  return (
    <time dateTime={iso(at)} title={both(at)} className={classes(styles.time, mono && styles.clock)}>
      {today ? time : `${dayMonth.format(millis(at))} ${time}`}
    </time>
  );
}

/** `12 s ago`, counting. */
export function RelativeTime({ at }: { at: Moment }) {
  const text = useNowAs((now) => agoText(now - millis(at)));
  return (
    <time dateTime={iso(at)} title={both(at)} className={styles.time}>
      {text}
    </time>
  );
}

export interface LiveDurationProps {
  /** Counts up from here … */
  readonly since?: Moment | undefined;
  /** … or down to here; past it the time it is overdue counts up, with a sign. */
  readonly until?: Moment | undefined;
  /** Stands still at this moment. */
  readonly end?: Moment | null | undefined;
  /** Always HH:MM:SS. */
  readonly long?: boolean | undefined;
  readonly className?: string | undefined;
}
/** Counts live in figures of one width. A screen reader is told minutes, when it asks: it is not interrupted each second. */
export function LiveDuration({ since, until, end, long, className }: LiveDurationProps) {
  const difference = (now: number): number => {
    const at = end == null ? now : millis(end);
    return until === undefined ? at - millis(since ?? at) : millis(until) - at;
  };
  const text = useNowAs((now) => {
    const left = difference(now);
    const sign = left < 0 ? "−" : "";
    return `${sign}${long ? clockText(left) : durationText(left)}`;
  });
  const spoken = useNowAs(
    (now) => `${spokenDuration(difference(now))}${until !== undefined && difference(now) < 0 ? " overdue" : ""}`,
  );
  return (
    <span role="timer" aria-live="off" aria-label={spoken} className={classes(styles.clock, className)}>
      {text}
    </span>
  );
}

/** Amber from five minutes before, and after. */
export const useIsDue = (at: Moment | null | undefined, aheadMs = 5 * 60_000): boolean =>
  useNowAs((now) => at != null && millis(at) - now <= aheadMs);
export const useIsOverdue = (at: Moment | null | undefined): boolean => useNowAs((now) => at != null && millis(at) <= now);
