import { expect, test } from "vitest";
import type { Release } from "../instance/settings.ts";
import { createRehearsal, KNOWN_GOOD } from "./scenarios.ts";

function openRehearsal(names: readonly ("support-assistant" | "refund-risk")[] = ["support-assistant", "refund-risk"]) {
  const rolled: [string, Release][] = [];
  const services = names.map((service) => ({
    service,
    roll: (release: Release) => {
      rolled.push([service, release]);
      return Promise.resolve();
    },
  }));
  return { rehearsal: createRehearsal(services, () => 42), rolled };
}

test("a scenario rolls one artefact out on its own service, and its end rolls all back", async () => {
  const { rehearsal, rolled } = openRehearsal();
  expect(await rehearsal.begin("I2")).toEqual({ ok: true });
  expect(rehearsal.running()).toEqual([{ scenario: "I2", service: "refund-risk", since: 42 }]);
  expect(rolled).toEqual([["refund-risk", { ...KNOWN_GOOD["refund-risk"], features: "features@2026.47" }]]);
  expect(await rehearsal.begin("I5")).toEqual({
    ok: false,
    code: "SCENARIO_RUNNING",
    message: "I2 is running on refund-risk; end it before another begins there.",
  });
  await rehearsal.end();
  await rehearsal.begin("I3");
  expect(rolled.slice(1)).toEqual([
    ["support-assistant", KNOWN_GOOD["support-assistant"]],
    ["refund-risk", KNOWN_GOOD["refund-risk"]],
    ["support-assistant", { ...KNOWN_GOOD["support-assistant"], code: "assistant-3.9.0" }],
  ]);
});

test("each service rehearses one scenario of its own, and each ends by itself", async () => {
  const { rehearsal, rolled } = openRehearsal();
  await rehearsal.begin("I4");
  await rehearsal.begin("I5");
  expect(rehearsal.running().map(({ scenario, service }) => `${scenario} ${service}`)).toEqual([
    "I4 support-assistant",
    "I5 refund-risk",
  ]);
  expect(rolled).toEqual([
    ["support-assistant", { ...KNOWN_GOOD["support-assistant"], index: "handbook-2026-12" }],
    ["refund-risk", { ...KNOWN_GOOD["refund-risk"], policy: "refund-policy-10" }],
  ]);
  expect(await rehearsal.end("I1")).toEqual({ ok: true });
  expect(await rehearsal.end("I9")).toMatchObject({ ok: false, code: "SCENARIO_UNKNOWN" });
  expect(rolled).toHaveLength(2);
  await rehearsal.end("I4");
  expect(rolled.slice(2)).toEqual([["support-assistant", KNOWN_GOOD["support-assistant"]]]);
  expect(rehearsal.running()).toEqual([{ scenario: "I5", service: "refund-risk", since: 42 }]);
  await rehearsal.end();
  expect(rehearsal.running()).toEqual([]);
});

test("what a service that does not run could rehearse is not offered", async () => {
  const { rehearsal } = openRehearsal(["support-assistant"]);
  expect(rehearsal.scenarios.map(({ id }) => id)).toEqual(["I1", "I3", "I4"]);
  expect(await rehearsal.begin("I2")).toEqual({
    ok: false,
    code: "SCENARIO_UNKNOWN",
    message: "There is no scenario I2. Known: I1, I3, I4.",
  });
});
