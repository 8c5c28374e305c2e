import type { TriageAnswer } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { triageClock } from "./triageClock.ts";

const DECLARED = "2026-11-23T12:00:00.000Z";
const answer = (at: string): TriageAnswer => ({ answer: "prompt", proofs: [], by: "Commander", at });
const none = { "what-changed": null, when: null, "who-is-impacted": null, "how-bad": null };
const at = (minutes: number) => Date.parse(DECLARED) + minutes * 60_000;

describe("the triage clock", () => {
  it("runs, gets short in its last five minutes and then says by how much it is over", () => {
    const state = { declaredAt: DECLARED, triage: { ...none, when: answer("2026-11-23T12:03:00.000Z") } };
    expect([at(-1), at(4), at(10), at(17)].map((now) => triageClock(state, now))).toEqual([
      { kind: "running", answered: 1, elapsedMs: 0, short: false },
      { kind: "running", answered: 1, elapsedMs: 240_000, short: false },
      { kind: "running", answered: 1, elapsedMs: 600_000, short: true },
      { kind: "over", answered: 1, overMs: 120_000 },
    ]);
  });

  it("stops with the fourth answer", () => {
    const first = answer("2026-11-23T12:03:00.000Z");
    const triage = {
      "what-changed": first,
      when: first,
      "who-is-impacted": first,
      "how-bad": answer("2026-11-23T12:08:20.000Z"),
    };
    expect(triageClock({ declaredAt: DECLARED, triage }, at(60))).toEqual({ kind: "done", answered: 4, tookMs: 500_000 });
  });
});
