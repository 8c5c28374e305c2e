import type { SignalDefinition } from "@firebreak/signals";
import { SIGNALS } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { Alert, AlertReport } from "../inbox/port.ts";
import { silent } from "../postgres/testing.ts";
import { createReporting } from "./reporting.ts";
import { createWatchedSignal, type WatchedSignal } from "./watched-signal.ts";
import type { Watches } from "./watches.ts";

const STEP = 30_000;
const SERVICE = "scoring";
const [template] = SIGNALS;
if (!template) throw new Error("The catalogue is empty.");
const definitionOf = (id: string): SignalDefinition => ({
  ...template,
  id,
  title: id,
  kind: "proportion",
  unit: "share",
  badDirection: "up",
  limit: null,
  objective: null,
  baseline: true,
});

/** One node that follows one service with two signals; what it tells the inbox is kept. */
function openReporting(held: readonly Partial<Alert>[] = []) {
  const signals: WatchedSignal[] = ["errors", "refusals"].map((id) => createWatchedSignal(definitionOf(id)));
  const told: Pick<AlertReport, "key" | "firing" | "since">[] = [];
  let n = 0;
  let fails = false;
  const lead = { held: true };
  const watches: Pick<Watches, "services" | "of"> = {
    services: () => [SERVICE],
    of: () => ({ signals: () => signals }) as unknown as ReturnType<Watches["of"]>,
  };
  const reporting = createReporting({
    watches: watches as Watches,
    inbox: {
      async report(reports) {
        if (fails) throw new Error("The inbox does not answer.");
        told.push(...reports.map(({ key, firing, since }) => ({ key, firing, since })));
      },
      standing: async (source) => held.filter((alert) => alert.source === source) as readonly Alert[],
    },
    lead,
    now: () => n * STEP,
    logger: silent,
  });
  return {
    lead,
    told,
    reporting,
    setFailing: (value: boolean) => {
      fails = value;
    },
    at: (bucket: number) => bucket * STEP,
    /** Buckets of both signals; the first one's share is given. */
    feed(count: number, share: number) {
      for (let left = count; left > 0; left -= 1, n += 1) {
        for (const [index, signal] of signals.entries()) {
          const value = index === 0 ? share : 0.03;
          signal.observe([{ at: n * STEP, value, events: 300 }], { referenceEvents: null, adapt: () => false });
        }
      }
    },
  };
}
const KEY = "detection/scoring/errors";

test("an alarm is told once, said again after five minutes, and told when it is over", async () => {
  const node = openReporting();
  node.feed(60, 0.03);
  await node.reporting.report();
  expect(node.told).toEqual([]);
  node.feed(2, 0.3);
  await node.reporting.report();
  await node.reporting.report();
  const since = node.at(60);
  expect(node.told).toEqual([{ key: KEY, firing: true, since }]);
  node.feed(10, 0.3);
  await node.reporting.report();
  expect(node.told).toHaveLength(2);
  node.feed(4, 0.03);
  await node.reporting.report();
  expect(node.told.at(-1)).toEqual({ key: KEY, firing: false, since });
  await node.reporting.report();
  expect(node.told).toHaveLength(3);
});

test("who does not lead tells nothing; who takes over resolves what fires no more, and leaves alone what it is still learning", async () => {
  const held = ["errors", "refusals", "gone"].map((signal) => ({
    key: `detection/scoring/${signal}`,
    source: "detection" as const,
    service: SERVICE,
    status: "firing" as const,
    since: 7,
  }));
  const node = openReporting([...held, { ...held[0], key: "alertmanager/x", source: "alertmanager" }]);
  node.lead.held = false;
  await node.reporting.report();
  expect(node.told).toEqual([]);
  node.lead.held = true;
  await node.reporting.report();
  expect(node.told).toEqual([{ key: "detection/scoring/gone", firing: false, since: 7 }]);
  node.feed(60, 0.03);
  await node.reporting.report();
  expect(node.told.slice(1)).toEqual([
    { key: KEY, firing: false, since: 7 },
    { key: "detection/scoring/refusals", firing: false, since: 7 },
  ]);
});

test("what the inbox could not take is told again", async () => {
  const node = openReporting();
  node.feed(60, 0.03);
  await node.reporting.report();
  node.feed(2, 0.3);
  node.setFailing(true);
  await expect(node.reporting.report()).rejects.toThrow("does not answer");
  node.setFailing(false);
  await node.reporting.report();
  expect(node.told).toEqual([{ key: KEY, firing: true, since: node.at(60) }]);
});
