import type { DeclaredIncident } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { audienceRows } from "./audienceDesk.ts";

const NOW = Date.parse("2026-11-23T12:00:00.000Z");
const desk = (minutes: number) => ({
  cadenceMinutes: 30,
  dueAt: new Date(NOW + minutes * 60_000).toISOString(),
  sent: [],
  sentCount: 0,
});
const incident = (situation: "active" | "closed") =>
  ({
    situation,
    audiences: { executives: desk(-1), support: desk(4), engineering: desk(21), customers: desk(0), legal: desk(5) },
  }) as unknown as DeclaredIncident;

describe("updates", () => {
  it("are due when their time has come, soon in the last five minutes", () => {
    expect(audienceRows(incident("active"), NOW).map((row) => [row.audience, row.timer.kind])).toEqual([
      ["executives", "due"],
      ["support", "soon"],
      ["engineering", "later"],
      ["customers", "due"],
      ["legal", "later"],
    ]);
  });

  it("are not due any more once the incident is closed", () => {
    expect(new Set(audienceRows(incident("closed"), NOW).map((row) => row.timer.kind))).toEqual(new Set(["quiet"]));
  });
});
