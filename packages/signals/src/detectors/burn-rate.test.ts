import { expect, test } from "vitest";
import { createBurnRate } from "./burn-rate.ts";

const MINUTE = 60_000;
const DAY = 1440;
/** A burn rate after minutes of 100 events; `bad(minute)` of them are bad. */
function after(minutes: number, bad: (minute: number) => number, { target = 0.99, days = 30, perMinute = 100 } = {}) {
  const burnRate = createBurnRate({ target, days });
  for (let minute = 0; minute < minutes; minute += 1) burnRate.add({ at: minute * MINUTE, bad: bad(minute), total: perMinute });
  return burnRate.burning(minutes * MINUTE);
}
const lastMinutes = (count: number, of: number, rate: number) => (minute: number) => (minute >= of - count ? rate : 0);

test("[SG32] 14.4 times the budget over an hour and five minutes is a page", () => {
  expect(after(3 * DAY, lastMinutes(60, 3 * DAY, 15))).toEqual({
    urgency: "page",
    since: (3 * DAY - 60) * MINUTE,
    reason: {
      kind: "burn-rate",
      factor: expect.closeTo(15, 9),
      longSeconds: 3600,
      shortSeconds: 300,
      budgetSpent: expect.closeTo(15 / 720, 9),
      target: 0.99,
    },
  });
  expect(after(3 * DAY, lastMinutes(60, 3 * DAY, 14))?.reason.longSeconds).not.toBe(3600);
});

test("[SG32] 6 times over six hours and half an hour is a page, once over three days and six hours a ticket", () => {
  const six = after(3 * DAY, lastMinutes(360, 3 * DAY, 6));
  expect([six?.urgency, six?.reason.longSeconds, six?.reason.shortSeconds]).toEqual(["page", 21_600, 1800]);
  const one = after(3 * DAY, () => 1);
  expect([one?.urgency, one?.reason.longSeconds, one?.reason.shortSeconds]).toEqual(["ticket", 259_200, 21_600]);
  expect(one?.reason.budgetSpent).toBeCloseTo(0.1, 10);
});

test("[SG32] below every factor nothing burns, and it ends with the short window", () => {
  expect(after(3 * DAY, () => 0.9)).toBeNull();
  const burnRate = createBurnRate({ target: 0.99, days: 30 });
  const end = 2 * DAY;
  for (let minute = 0; minute < end + 30; minute += 1)
    burnRate.add({ at: minute * MINUTE, bad: minute >= end - 60 && minute < end ? 20 : 0, total: 100 });
  expect(burnRate.burning(end * MINUTE)?.urgency).toBe("page");
  expect(burnRate.burning((end + 10) * MINUTE)?.reason.longSeconds).not.toBe(3600);
});

test("[SG32] few events decide nothing, and ten minutes of history are not an hour", () => {
  expect(after(3 * DAY, (minute) => (minute === 3 * DAY - 1 ? 1 : 0), { perMinute: 0.01 })).toBeNull();
  expect(after(10, () => 15)).toBeNull();
  expect(after(10, () => 100)?.reason.factor).toBeCloseTo(100 / 6, 10);
});

test("[SG33] the budget spent is of the objective's own period", () => {
  const spent = (days: number) => after(3 * DAY, lastMinutes(60, 3 * DAY, 20), { days })?.reason.budgetSpent;
  expect(spent(30)).toBeCloseTo(20 / 720, 10);
  expect(spent(7)).toBeCloseTo(20 / 168, 10);
  expect(spent(0.5)).toBe(1);
});

test("[SG33] it began where the excess of bad events began, and 4,320 minutes are remembered", () => {
  expect(after(3 * DAY, (minute) => (minute >= 4_300 ? 100 : 1))?.since).toBe(4_300 * MINUTE);
  const burnRate = createBurnRate({ target: 0.99, days: 30 });
  burnRate.add({ at: 0, bad: 100, total: 100 });
  burnRate.add({ at: 4_320 * MINUTE, bad: 0, total: 100 });
  burnRate.add({ at: 0, bad: 100_000, total: 100_000 });
  expect(burnRate.burning(4_321 * MINUTE)).toBeNull();
});
