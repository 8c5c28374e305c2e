import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { trainModel } from "../training/train-model.ts";
import { featuresOf, KNOWN_GOOD_PIPELINE } from "./features.ts";
import { riskModelOf } from "./model.ts";
import { decisionOn, type PolicyVersion, reviewed, thresholdsFor } from "./policy.ts";
import { createPopulation, sampleRequest } from "./population.ts";
import { AGE_BANDS, type AgeBand } from "./request.ts";

const population = createPopulation();
const model = riskModelOf({ version: "v", fingerprint: "f", ...trainModel({ seed: 7, rows: 15_000 }) });
const traffic = seededRandom(17);
const scored = Array.from({ length: 16_000 }, () => {
  const { request, unjustified } = sampleRequest(population, traffic);
  return {
    ageBand: request.ageBand,
    unjustified,
    score: model.score(featuresOf(request, population.history, KNOWN_GOOD_PIPELINE)),
  };
});

/** What a policy does to customers of some age: shares of all of them, of those in the right, and of what people looked at. */
function measure(version: PolicyVersion, of: (ageBand: AgeBand) => boolean) {
  const random = seededRandom(5);
  const judged = scored
    .filter(({ ageBand }) => of(ageBand))
    .map(({ ageBand, unjustified, score }) => {
      const decision = decisionOn(score, thresholdsFor(version, ageBand));
      return { unjustified, stopped: decision !== "approve", overridden: reviewed(decision, unjustified, random) };
    });
  const shareOf = <T>(all: readonly T[], is: (one: T) => boolean) => all.filter(is).length / all.length;
  return {
    unjustified: shareOf(judged, ({ unjustified }) => unjustified),
    stopped: shareOf(judged, ({ stopped }) => stopped),
    stoppedWrongly: shareOf(
      judged.filter(({ unjustified }) => !unjustified),
      ({ stopped }) => stopped,
    ),
    overruled: shareOf(
      judged.filter(({ overridden }) => overridden !== null),
      ({ overridden }) => overridden === true,
    ),
  };
}
const young = (ageBand: AgeBand) => ageBand === "18-29";
const older = (ageBand: AgeBand) => !young(ageBand);

test("under the known good policy age makes no difference", () => {
  const all = measure("refund-policy-9", () => true);
  for (const ageBand of AGE_BANDS) {
    const group = measure("refund-policy-9", (one) => one === ageBand);
    expect(Math.abs(group.unjustified - all.unjustified), ageBand).toBeLessThan(0.025);
    expect(Math.abs(group.stopped - all.stopped), ageBand).toBeLessThan(0.025);
    expect(Math.abs(group.stoppedWrongly - all.stoppedWrongly), ageBand).toBeLessThan(0.02);
  }
});

test("I5 stops the young several times as often at the same risk, people overrule it, and nobody else is touched", () => {
  const [before, after] = [measure("refund-policy-9", young), measure("refund-policy-10", young)];
  expect(after.unjustified).toBe(before.unjustified);
  expect(after.stopped).toBeGreaterThan(3 * before.stopped);
  expect(after.stoppedWrongly).toBeGreaterThan(5 * before.stoppedWrongly);
  expect(after.overruled).toBeGreaterThan(before.overruled + 0.2);
  expect(measure("refund-policy-10", older)).toEqual(measure("refund-policy-9", older));
  const all = measure("refund-policy-10", () => true);
  expect(all.overruled).toBeGreaterThan(measure("refund-policy-9", () => true).overruled + 0.1);
});
