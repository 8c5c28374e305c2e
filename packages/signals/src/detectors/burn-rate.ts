import type { AlertReason } from "../alert.ts";
import type { SignalDefinition, Urgency } from "../definition.ts";

/** What happened in so long a stretch of time; `at` is its start, epoch milliseconds. */
export interface Tally {
  readonly at: number;
  readonly bad: number;
  readonly total: number;
}
export interface Burn {
  readonly urgency: Urgency;
  /** Where the burning began, as far as the long window shows it; epoch milliseconds. */
  readonly since: number;
  readonly reason: AlertReason & { readonly kind: "burn-rate" };
}
export interface BurnRate {
  /** Ascending in time; several of one minute add up. What is older than the ring is left out. */
  add(tally: Tally): void;
  /** The most urgent burn at that moment; null: none. Windows end with the minute before `now`'s. */
  burning(now: number): Burn | null;
}

const MINUTE_MS = 60_000;
const DAY_SECONDS = 86_400;
/** Three days of minutes. */
const RING = 4_320;
/** The Site Reliability Workbook, ch. 5, table 5-8 (`standards.md`): for 30 days these spend 2 %, 5 % and 10 % of the budget. */
const RULES = [
  { urgency: "page", factor: 14.4, long: 60, short: 5 },
  { urgency: "page", factor: 6, long: 360, short: 30 },
  { urgency: "ticket", factor: 1, long: 4_320, short: 360 },
] as const;
/** Fewer bad events in the short window decide nothing; nor do fewer events than this in the long one. */
const FEWEST_BAD = 5;
const FEWEST_EVENTS = 50;
/** 1 − 0.99 is a little more than 0.01. */
const ROUNDING = 1 - 1e-9;

/**
 * Multi-window, multi-burn-rate. The burn rate is the bad share of the events ÷ the share that the objective allows. It burns where the
 * long window and the short one both do, at the rule's factor or above. Time before the first tally counts as good, so that ten minutes
 * of history are never taken for an hour.
 */
export function createBurnRate({ target, days }: Pick<NonNullable<SignalDefinition["objective"]>, "target" | "days">): BurnRate {
  const budget = 1 - target;
  const minutes = createMinutes();

  function burn(now: number, rule: (typeof RULES)[number]): Burn | null {
    const end = Math.floor(now / MINUTE_MS);
    const long = minutes.sum(end - rule.long, end);
    const short = minutes.sum(end - rule.short, end);
    if (long.total < FEWEST_EVENTS || short.bad < FEWEST_BAD || budget <= 0) return null;
    const covered = Math.min(1, (end - (minutes.first() ?? end)) / rule.long);
    const factor = (long.bad / long.total / budget) * covered;
    const least = rule.factor * ROUNDING;
    if (factor < least || short.bad / short.total / budget < least) return null;
    const longSeconds = rule.long * 60;
    return {
      urgency: rule.urgency,
      since: minutes.startOfBurning(end - rule.long, end, rule.factor * budget) * MINUTE_MS,
      reason: {
        kind: "burn-rate",
        factor,
        longSeconds,
        shortSeconds: rule.short * 60,
        budgetSpent: Math.min(1, (factor * longSeconds) / (days * DAY_SECONDS)),
        target,
      },
    };
  }
  return {
    add: (tally) => minutes.add(Math.floor(tally.at / MINUTE_MS), tally),
    burning(now) {
      for (const rule of RULES) {
        const found = burn(now, rule);
        if (found) return found;
      }
      return null;
    },
  };
}

/** The last 4,320 minutes, by number since the epoch. */
function createMinutes() {
  const bad = new Uint32Array(RING);
  const total = new Uint32Array(RING);
  let newest: number | null = null;
  let first: number | null = null;
  const slot = (minute: number) => minute % RING;

  function advance(minute: number): void {
    if (newest !== null && minute <= newest) return;
    const from = newest === null ? minute : Math.max(newest + 1, minute - RING + 1);
    for (let each = from; each <= minute; each += 1) {
      bad[slot(each)] = 0;
      total[slot(each)] = 0;
    }
    newest = minute;
  }
  const within = (from: number, to: number): readonly [number, number] => {
    if (newest === null || first === null) return [0, 0];
    return [Math.max(from, first, newest - RING + 1), Math.min(to, newest + 1)];
  };
  return {
    first: () => first,
    add(minute: number, tally: Tally): void {
      first ??= minute;
      advance(minute);
      if (newest === null || minute <= newest - RING || minute < first) return;
      bad[slot(minute)] = (bad[slot(minute)] ?? 0) + tally.bad;
      total[slot(minute)] = (total[slot(minute)] ?? 0) + tally.total;
    },
    /** Half open. */
    sum(from: number, to: number): { readonly bad: number; readonly total: number } {
      const [start, end] = within(from, to);
      const sum = { bad: 0, total: 0 };
      for (let minute = start; minute < end; minute += 1) {
        sum.bad += bad[slot(minute)] ?? 0;
        sum.total += total[slot(minute)] ?? 0;
      }
      return sum;
    },
    /** The minute from which on the excess of bad events over the allowed share is greatest: the usual estimate of a change point. */
    startOfBurning(from: number, to: number, allowed: number): number {
      const [start, end] = within(from, to);
      let best = { minute: end, excess: Number.NEGATIVE_INFINITY };
      let excess = 0;
      for (let minute = end - 1; minute >= start; minute -= 1) {
        excess += (bad[slot(minute)] ?? 0) - allowed * (total[slot(minute)] ?? 0);
        if ((total[slot(minute)] ?? 0) > 0 && excess > best.excess) best = { minute, excess };
      }
      return best.minute;
    },
  };
}
