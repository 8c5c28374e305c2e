import { formatValue, type Unit } from "@firebreak/signals";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 5, 10].map((days) => days * DAY),
];

/** Round values within a range, about `wanted` of them: steps of 1, 2 or 5 times a power of ten. */
export function valueTicks([low, high]: readonly [number, number], wanted = 5): readonly number[] {
  const span = high - low;
  if (!(span > 0) || !Number.isFinite(span)) return [];
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw) ?? raw;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/**
 * Round moments within a range, at most `most` of them, on the reader's clock: `offsetMs` is what the reader's zone adds to UTC, so that days
 * begin at the reader's midnight.
 */
export function timeTicks(
  { from, to }: { readonly from: number; readonly to: number },
  most: number,
  offsetMs: number,
): readonly number[] {
  const step = TIME_STEPS.find((candidate) => (to - from) / candidate <= most) ?? 10 * DAY;
  const first = Math.ceil((from + offsetMs) / step) * step - offsetMs;
  const ticks: number[] = [];
  for (let at = first; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** Seconds where ticks are closer than a minute, days where they are whole days apart. */
export function tickForm(ticks: readonly number[]): "seconds" | "minutes" | "days" {
  const [first, second] = ticks;
  if (first === undefined || second === undefined) return "minutes";
  const step = second - first;
  return step < MINUTE ? "seconds" : step >= DAY ? "days" : "minutes";
}

/** A tick's value without figures that do not count: `12 %`, `0.4 s`, `1.5k`. */
export function axisText(unit: Unit, value: number): string {
  if ((unit === "tokens" || unit === "count" || unit === "per-minute") && Math.abs(value) >= 1000) {
    return `${Number((value / 1000).toPrecision(3))}k`;
  }
  return formatValue(unit, value)
    .replace(/(\.\d*?)0+(?=\D|$)/, "$1")
    .replace(/\.(?=\D|$)/, "")
    .replace(/ \/min$/, "");
}
