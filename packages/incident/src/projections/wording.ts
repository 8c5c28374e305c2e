import type { Effect, Tally } from "../containment/commands.ts";
import type { Containment } from "../state.ts";
import type { Timestamp } from "../vocabulary.ts";

/** 0.061 → “6.1 %”, 0.382 → “38 %”: a decimal only below ten, where it says something. */
export function percent(share: number): string {
  const value = share * 100;
  const text = value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : value.toFixed(0);
  return `${text} %`;
}

function rateOf(tally: Tally): string {
  return tally.total === 0 ? "no traffic" : percent(tally.bad / tally.total);
}

/** 240 → “4 min”, 45 → “45 s”, 5400 → “1.5 h”. */
export function span(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1).replace(/\.0$/, "")} h`;
}

export function secondsOf(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** “2026-01-31T14:25:00.000Z” → “14:25 UTC”. */
export function clock(at: Timestamp): string {
  return `${at.slice(11, 16)} UTC`;
}

export function beforeAfter(effect: Effect): string {
  return `${rateOf(effect.segmentBefore)} → ${rateOf(effect.segmentAfter)}`;
}

/** What a reader outside the war room may be told of a measure. */
export const MEASURE_IN_WORDS: Readonly<Record<Containment["measure"], string>> = {
  "retrieval-only": "answers from documents only",
  "tools-off": "answers without tools",
  "human-handoff": "goes to people",
};
