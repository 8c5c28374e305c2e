import { expect, test } from "vitest";
import type { DeclarationRule } from "./port.ts";
import type { AlertRecord } from "./records.ts";
import { isFulfilled } from "./rule.ts";

const MINUTE = 60_000;
const rule = (when: Partial<DeclarationRule["when"]>): DeclarationRule => ({
  name: "r",
  when: { service: null, owner: null, urgency: null, signals: [], atLeast: 1, forMinutes: 5, ...when },
  commander: "",
  technicalLead: "",
  impact: { customerHarm: "low", financialLoss: "low", regulatoryExposure: "low", systemDegradation: "low" },
});
const alert = (signal: string | null, firedAt: number, change: Partial<AlertRecord> = {}) =>
  ({ signal, firedAt, status: "firing", owner: "ML", urgency: "page", ...change }) as AlertRecord;
/** The first whole minute at which the rule is fulfilled; null: never within the hour. */
const since = (when: Partial<DeclarationRule["when"]>, ...alerts: readonly AlertRecord[]) => {
  const fulfilled = (minute: number) => isFulfilled(rule(when), { service: "s" }, { alerts, now: minute * MINUTE });
  return Array.from({ length: 60 }, (_, minute) => minute).find(fulfilled) ?? null;
};

test("its minutes count from the alert that made it enough", () => {
  const alerts = [alert("c", 9 * MINUTE), alert("a", 0), alert("b", 4 * MINUTE)];
  expect([1, 2, 3, 4].map((atLeast) => since({ atLeast }, ...alerts))).toEqual([5, 9, 14, null]);
  expect(since({ atLeast: 0 }, ...alerts)).toBe(5);
  expect(since({ atLeast: 0 })).toBeNull();
  expect(since({ forMinutes: 0 }, ...alerts)).toBe(0);
});

test("one of its signals must fire, if it names any, and the minutes count from then", () => {
  const alerts = [alert("a", 0), alert("b", 4 * MINUTE), alert(null, 0)];
  expect([["b"], ["b", "a"], ["x"], []].map((signals) => since({ signals }, ...alerts))).toEqual([9, 5, null, 5]);
});

test("only alerts that fire, of its owner and urgency, count, and only its service", () => {
  const alerts = [
    alert("a", 0, { status: "held" }),
    alert("b", 0, { status: "resolved" }),
    alert("c", 10 * MINUTE, { owner: "Data", urgency: "ticket" }),
  ];
  expect([
    since({}, ...alerts),
    since({ owner: "Data" }, ...alerts),
    since({ owner: "ML" }, ...alerts),
    since({ urgency: "ticket" }, ...alerts),
    since({ urgency: "page" }, ...alerts),
    since({ service: "s" }, ...alerts),
    since({ service: "other" }, ...alerts),
  ]).toEqual([15, 15, null, 15, null, 15, null]);
});
