import { expect, it } from "vitest";
import { checkExpected, type ExpectedDraft } from "./expectedDraft.ts";

const [NOW, HOUR] = [1_795_000_000_000, 3_600_000];
const good: ExpectedDraft = { reason: "A campaign", from: NOW, to: NOW + HOUR, scope: "all", signals: [] };
const faulty = (part: Partial<ExpectedDraft>) => Object.keys(checkExpected({ ...good, ...part }, NOW));

it("points to every field of an expected change that does not fit, at once", () => {
  expect([
    faulty({}),
    faulty({ reason: "  ", from: null, to: null, scope: "some" }),
    faulty({ from: NOW - 2 * HOUR, to: NOW - HOUR }),
    faulty({ from: NOW + 2 * HOUR }),
    faulty({ to: NOW + 32 * 24 * HOUR }),
    faulty({ scope: "some", signals: Array.from({ length: 61 }, (_, at) => `s${at}`) }),
  ]).toEqual([[], ["reason", "from", "to", "signals"], ["to"], ["to"], ["to"], ["signals"]]);
});
