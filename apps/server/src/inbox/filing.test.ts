import fc from "fast-check";
import { expect, test } from "vitest";
import { createFiling, type Place } from "./filing.ts";
import { SAME_ALERT_MS } from "./grouping.ts";
import type { AlertReport } from "./port.ts";
import type { AlertRecord } from "./records.ts";

const report = (signal: string, firing: boolean, since: number): AlertReport => ({
  key: `detection/s/${signal}`,
  source: "detection",
  service: "s",
  signal,
  title: signal,
  owner: "ML",
  urgency: "page",
  faultClass: "model",
  scenarios: [],
  firing,
  since,
  reasons: [],
  sentence: signal,
  labels: {},
  url: "",
});

/** A desk in memory: what was filed is what the next filing finds. */
function openDesk({ room = 1_000 } = {}) {
  const alerts = new Map<number, AlertRecord>();
  const newest = new Map<string, number>();
  const suspicions = new Map<number, Place>();
  const held = new Set<string>();
  let [alertNumber, suspicionNumber] = [0, 0];
  return {
    alerts,
    newest,
    suspicions,
    held,
    file(now: number, ...reports: readonly AlertReport[]) {
      const filing = createFiling({
        now,
        alerts: [...newest.values()].flatMap((number) => alerts.get(number) ?? []),
        suspicions: [...suspicions.values()],
        heldBy: ({ signal }) => (signal !== null && held.has(signal) ? "CHG-1" : null),
        room: room - [...alerts.values()].filter((alert) => alert.status !== "resolved").length,
        nextAlert: () => ++alertNumber,
        nextSuspicion: () => ++suspicionNumber,
      });
      for (const one of reports) filing.report(one);
      const filed = filing.filed();
      for (const alert of [...filed.alerts, ...filed.seen]) {
        alerts.set(alert.number, alert);
        newest.set(alert.key, alert.number);
      }
      for (const place of filed.suspicions) suspicions.set(place.number, place);
      return filed;
    },
    standing: () => [...alerts.values()].filter((alert) => alert.status !== "resolved"),
  };
}

test("in one filing, alerts that begin together join the suspicion that the first of them opened", () => {
  const desk = openDesk();
  desk.file(0, report("a", true, 0), report("b", true, 0), report("c", false, 0));
  expect([desk.suspicions.size, [...desk.alerts.values()].map((alert) => [alert.number, alert.suspicion])]).toEqual([
    1,
    [
      [1, 1],
      [2, 1],
    ],
  ]);
});

test("the boundary between the same alert and a new one lies ten minutes after it resolved", () => {
  for (const [pause, number] of [
    [SAME_ALERT_MS, 1],
    [SAME_ALERT_MS + 1, 2],
  ] as const) {
    const desk = openDesk();
    desk.file(0, report("a", true, 0));
    desk.file(1, report("a", false, 0));
    desk.file(1 + pause, report("a", true, 1 + pause));
    expect(desk.newest.get("detection/s/a")).toBe(number);
  }
});

test("a full inbox takes no new alert, and every known one", () => {
  const desk = openDesk({ room: 1 });
  expect(desk.file(0, report("a", true, 0), report("b", true, 0)).refused).toBe(1);
  expect(desk.file(1, report("a", true, 0), report("b", true, 0))).toMatchObject({ refused: 1, alerts: [] });
  desk.file(2, report("a", false, 0));
  expect(desk.file(3, report("b", true, 0)).refused).toBe(0);
});

test("whatever is reported in whatever order: one standing alert for a key that fires and none for one that does not", () => {
  const signal = fc.constantFrom("a", "b", "c");
  const step = fc.record({
    wait: fc.constantFrom(0, 10_000, 5 * 60_000, 11 * 60_000, 20 * 60_000),
    said: fc.uniqueArray(fc.record({ signal, firing: fc.boolean(), ago: fc.constantFrom(0, 60_000, 3_600_000) }), {
      selector: (one) => one.signal,
      minLength: 1,
    }),
    held: fc.subarray(["a", "b"]),
    repeat: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), (steps) => {
      const desk = openDesk();
      const fires = new Map<string, boolean>();
      let now = 10_000_000;
      for (const { wait, said, held, repeat } of steps) {
        now += wait;
        desk.held.clear();
        for (const one of held) desk.held.add(one);
        const reports = said.map((one) => report(one.signal, one.firing, now - one.ago));
        desk.file(now, ...reports);
        // Sent again, as after a lost answer: nothing is new.
        if (repeat) expect(desk.file(now, ...reports)).toMatchObject({ alerts: [], superseded: [], suspicions: [] });
        for (const one of said) fires.set(one.signal, one.firing);
      }
      const expected = [...fires].filter(([, firing]) => firing).map(([name]) => name);
      expect(new Set(desk.standing().map((alert) => alert.signal))).toEqual(new Set(expected));
      expect(desk.standing()).toHaveLength(expected.length);
      for (const alert of desk.standing()) {
        if (alert.status === "firing") expect(desk.suspicions.get(alert.suspicion ?? 0)?.end).toBeNull();
        expect(desk.newest.get(alert.key)).toBe(alert.number);
      }
    }),
  );
});
