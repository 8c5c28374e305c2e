import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alert } from "./port.ts";
import { factsOf } from "./suspicion-facts.ts";

type Facts = Parameters<typeof factsOf>[1][number];
const GROUP = { groupKey: "service refund-risk", service: "refund-risk" };
const alert = (key: string, change: Partial<Alert> = {}): Facts => ({
  key,
  signal: key,
  title: key,
  owner: "ML",
  urgency: "page",
  faultClass: "model",
  scenarios: [],
  since: 1_000,
  status: "firing",
  resolvedAt: null,
  ...change,
});

test("the lead is the most urgent alert, of those the earliest: it gives owner, urgency and the first words of the title", () => {
  const alerts = [
    alert("label delay", { urgency: "ticket", owner: "Data", since: 10 }),
    alert("Task success", { owner: "Product", since: 200 }),
    alert("Feature null rate", { owner: "Data", since: 100, faultClass: "data" }),
    alert("PSI of income", { since: 300, faultClass: "data" }),
  ];
  expect(factsOf(GROUP, alerts)).toEqual({
    title: "refund-risk: feature null rate and 3 other signals",
    owner: "Data",
    urgency: "page",
    faultClass: "data",
    scenario: null,
    since: 10,
  });
});

test("among the most urgent the one of the class that most alerts name leads", () => {
  const override = alert("Human override", { owner: "Product", since: 100 });
  const missing = alert("Feature null rate", { owner: "Data", faultClass: "data", since: 200 });
  const ticket = (key: string) => alert(key, { owner: "Data", faultClass: "data", urgency: "ticket", since: 50 });
  expect(factsOf(GROUP, [override, missing, ticket("a")])).toMatchObject({
    title: "refund-risk: feature null rate and 2 other signals",
    owner: "Data",
  });
  expect(factsOf(GROUP, [override, ticket("a"), ticket("b"), ticket("c")])).toMatchObject({
    owner: "Product",
    faultClass: "data",
  });
});

test("impact began with what fires, or with what was still there then; what was over before is another matter", () => {
  const resolved = (key: string, since: number, resolvedAt: number) => alert(key, { since, resolvedAt, status: "resolved" });
  const since = (...alerts: readonly Facts[]) => factsOf(GROUP, alerts).since;
  expect([
    since(resolved("old", 10, 20), alert("a", { since: 100 })),
    since(resolved("first", 40, 90), resolved("second", 80, 110), alert("a", { since: 100 })),
    since(resolved("old", 10, 20), resolved("b", 100, 110)),
  ]).toEqual([100, 40, 10]);
});

test("a title is made of plain words: abbreviations keep their capitals, other systems' alerts are alerts, and nothing is too long", () => {
  const title = (service: string, ...alerts: readonly Facts[]) => factsOf({ ...GROUP, service }, alerts).title;
  expect([
    title("a", alert("PSI of income")),
    title("a", alert("Latency p95"), alert("x")),
    title("a", alert("p1", { title: "OutOfMemory", signal: null }), alert("x")),
    title("", alert("p1", { title: "Disk full", signal: null })),
  ]).toEqual(["a: PSI of income", "a: latency p95 and 1 other signal", "a: OutOfMemory and 1 other alert", "Disk full"]);
  const long = title("s".repeat(120), alert("t".repeat(200)), alert("u"));
  expect([long.length, long.endsWith("… and 1 other signal")]).toEqual([200, true]);
});

test("the class is the one most alerts name, a page counting as two tickets; even, it is the lead's", () => {
  const classOf = (...alerts: readonly Facts[]) => factsOf(GROUP, alerts).faultClass;
  const infra = alert("a", { faultClass: "infra", since: 1 });
  const data = (key: string) => alert(key, { faultClass: "data" });
  const ticket = (key: string) => alert(key, { faultClass: "data", urgency: "ticket" });
  expect([classOf(infra, data("b")), classOf(infra, data("b"), data("c")), classOf(infra, ticket("b"))]).toEqual([
    "infra",
    "data",
    "infra",
  ]);
  expect(factsOf({ ...GROUP, groupKey: "security service refund-risk" }, [infra])).toMatchObject({
    owner: "Security",
    faultClass: "security",
  });
});

test("the scenario is the one most of its alerts are first signals of; a signal of two gives each half a vote, and even is none", () => {
  const scenarioOf = (...votes: readonly (readonly string[])[]) =>
    factsOf(
      GROUP,
      votes.map((scenarios, i) => alert(`a${i}`, { scenarios })),
    ).scenario;
  expect([
    scenarioOf(["I2"]),
    scenarioOf(["I1", "I2"], ["I2"]),
    scenarioOf(["I1", "I2"]),
    scenarioOf(["I1"], ["I2"]),
    scenarioOf([], []),
    scenarioOf(["I9"], ["I3"]),
  ]).toEqual(["I2", "I2", null, null, null, "I3"]);
});

test("resolved alerts still speak, held ones only where there is nothing else", () => {
  const resolved = alert("Feature null rate", { status: "resolved", since: 1 });
  const held = alert("Drift", { status: "held", owner: "Data", since: 0 });
  expect(factsOf(GROUP, [held, resolved, alert("ece")])).toMatchObject({
    title: "refund-risk: feature null rate and 1 other signal",
    since: 0,
  });
  expect(factsOf(GROUP, [held])).toMatchObject({ title: "refund-risk: drift", owner: "Data" });
});

test("the order in which alerts come makes no difference", () => {
  const some = fc.uniqueArray(
    fc.record({
      key: fc.constantFrom("a", "b", "c", "d", "e"),
      urgency: fc.constantFrom("page" as const, "ticket" as const),
      owner: fc.constantFrom("ML" as const, "Data" as const),
      faultClass: fc.constantFrom("data" as const, "model" as const, "infra" as const),
      scenarios: fc.subarray(["I1", "I2", "I3"]),
      status: fc.constantFrom("firing" as const, "held" as const, "resolved" as const),
      since: fc.nat({ max: 3 }),
    }),
    { selector: (one) => one.key, minLength: 1 },
  );
  fc.assert(
    fc.property(some, fc.infiniteStream(fc.nat()), (drawn, weights) => {
      const alerts = drawn.map(({ key, ...change }) => alert(key, change));
      const shuffled = alerts
        .map((one) => ({ one, weight: weights.next().value }))
        .sort((a, b) => a.weight - b.weight)
        .map(({ one }) => one);
      expect(factsOf(GROUP, shuffled)).toEqual(factsOf(GROUP, alerts));
    }),
  );
});
