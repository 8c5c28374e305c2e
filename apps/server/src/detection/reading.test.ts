import { SIGNALS, type SignalDefinition } from "@firebreak/signals";
import { expect, test } from "vitest";
import { type BucketsQuery, PromqlRefused, type PromqlSource } from "../telemetry/port.ts";
import { readSignals } from "./reading.ts";

const MINUTE = 60_000;
const [template] = SIGNALS;
if (!template) throw new Error("The catalogue is empty.");
const counting = (id: string): SignalDefinition => ({
  ...template,
  id,
  kind: "rate",
  objective: null,
  source: { kind: "expression", text: "count()" },
});
const asking = (id: string, query: string): SignalDefinition => ({
  ...template,
  id,
  objective: null,
  source: { kind: "promql", query },
});
const window = {
  service: "scoring",
  from: 0,
  to: 10 * MINUTE,
  stepSeconds: 60,
  trailingSeconds: 60,
  segment: null,
  splitBy: null,
  reference: { from: 0, to: 1 },
};
/** Keeps to the store's limits and answers one bucket, two minutes after the window's begin. */
function createStore() {
  const asked: BucketsQuery[] = [];
  return {
    asked,
    async buckets(query: BucketsQuery) {
      asked.push(query);
      expect(query.measures.length).toBeLessThanOrEqual(60);
      expect((query.to - query.from) / (query.stepSeconds * 1000)).toBeLessThanOrEqual(1500);
      const points = [{ at: query.from + 2 * MINUTE, value: 5, events: 5 }];
      return query.measures.map((_, measure) => ({ measure, split: null, points, referenceEvents: null }));
    },
  };
}

test("more signals than a query takes are asked in several, and a longer window piece by piece", async () => {
  const store = createStore();
  const definitions = Array.from({ length: 70 }, (_, n) => counting(`count-${n}`));
  const long = { ...window, definitions, to: 2_000 * MINUTE };
  const { series } = await readSignals({ telemetry: store, promql: null }, long, { objectives: false });
  expect(store.asked.map(({ measures, from, to }) => [measures.length, from / MINUTE, to / MINUTE])).toEqual([
    [60, 0, 1499],
    [60, 1499, 2000],
    [10, 0, 1499],
    [10, 1499, 2000],
  ]);
  expect([...series.keys()]).toEqual(definitions.map(({ id }) => id));
});

test("nothing counted is a count of nothing, from the first bucket that holds something", async () => {
  const telemetry = createStore();
  const read = await readSignals(
    { telemetry, promql: null },
    { ...window, to: 5 * MINUTE, definitions: [counting("count")] },
    { objectives: false },
  );
  expect(read.series.get("count")?.[0]?.points).toEqual([
    { at: 2 * MINUTE, value: 5, events: 5 },
    { at: 3 * MINUTE, value: 0, events: 0 },
    { at: 4 * MINUTE, value: 0, events: 0 },
  ]);
});

test("an objective's good events are read beside their signal", async () => {
  const definition: SignalDefinition = { ...counting("errors"), objective: { target: 0.99, days: 30, good: "not error" } };
  const telemetry = createStore();
  const read = await readSignals({ telemetry, promql: null }, { ...window, definitions: [definition] }, { objectives: true });
  expect(telemetry.asked[0]?.measures.map(({ kind }) => kind)).toEqual(["count", "share"]);
  expect(read.good.get("errors")).toEqual([{ at: 2 * MINUTE, value: 5, events: 5 }]);
});

test("a bad query of PromQL is a fault of its own signal; the others are read", async () => {
  const promql: PromqlSource = {
    async range({ promql: query, from }) {
      if (query.includes("up{")) return [{ at: from, value: 1, events: 1 }];
      throw new PromqlRefused("parse error: unexpected end of input");
    },
  };
  const definitions = [asking("bad", "rate("), asking("good", 'up{job="$service"}'), counting("count")];
  const read = await readSignals({ telemetry: createStore(), promql }, { ...window, definitions }, { objectives: false });
  expect([...read.faults]).toEqual([["bad", "parse error: unexpected end of input"]]);
  expect([...read.series.keys()].sort((a, b) => a.localeCompare(b))).toEqual(["count", "good"]);
  const without = await readSignals(
    { telemetry: createStore(), promql: null },
    { ...window, definitions },
    { objectives: false },
  );
  expect(without.faults.get("good")).toContain("PROMETHEUS_URL");
});

test("a count of nothing is 0 where somebody listened: not before, and of a service that is known also in a window without anything", async () => {
  const store = createStore();
  const mute = { buckets: async () => [] };
  const points = async (telemetry: Pick<typeof store, "buckets">, silence?: { since: number; known: boolean }) => {
    const query = { ...window, to: 5 * MINUTE, definitions: [counting("requests")], ...(silence && { silence }) };
    const { series } = await readSignals({ telemetry, promql: null }, query, { objectives: false });
    return (series.get("requests")?.[0]?.points ?? []).map(({ at, value }) => [at / MINUTE, value]);
  };
  expect([
    await points(store),
    await points(store, { since: 4 * MINUTE, known: false }),
    await points(store, { since: 90_000, known: true }),
    await points(mute, { since: 4 * MINUTE, known: true }),
    await points(mute, { since: 0, known: false }),
  ]).toEqual([
    [
      [2, 5],
      [3, 0],
      [4, 0],
    ],
    [
      [2, 5],
      [4, 0],
    ],
    [
      [2, 5],
      [3, 0],
      [4, 0],
    ],
    [[4, 0]],
    [],
  ]);
});
