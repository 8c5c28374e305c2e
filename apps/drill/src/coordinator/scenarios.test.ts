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
  expect(rehearsal.running()).toEqual({ scenario: "I2", since: 42 });
  expect(rolled).toEqual([["refund-risk", { features: "features@2026.47", code: "scoring-1.14.0" }]]);
  expect(await rehearsal.begin("I3")).toMatchObject({ ok: false, code: "SCENARIO_RUNNING" });
  await rehearsal.end();
  await rehearsal.begin("I3");
  expect(rolled.slice(1)).toEqual([
    ["support-assistant", KNOWN_GOOD["support-assistant"]],
    ["refund-risk", KNOWN_GOOD["refund-risk"]],
    ["support-assistant", { prompt: "refunds@40", code: "assistant-3.9.0" }],
  ]);
});

test("what a service that does not run could rehearse is not offered", async () => {
  const { rehearsal } = openRehearsal(["support-assistant"]);
  expect(rehearsal.scenarios.map(({ id }) => id)).toEqual(["I1", "I3"]);
  expect(await rehearsal.begin("I2")).toEqual({
    ok: false,
    code: "SCENARIO_UNKNOWN",
    message: "There is no scenario I2. Known: I1, I3.",
  });
});
