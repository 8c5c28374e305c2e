import { describe, expect, it } from "vitest";
import { changeRows, distanceText } from "./changeRows.ts";

const change = (at: number, artefact: string, previous: string | null = "old") => ({
  at,
  artefact,
  version: "new",
  previous,
  trafficShare: 1,
});

describe("changes before impact", () => {
  it("come newest first, without first-ever versions, and name the last one before impact", () => {
    const rows = changeRows([change(10, "index"), change(50, "prompt"), change(5, "model", null), change(90, "deploy")], 60);
    expect(rows.map((row) => [row.artefact, row.beforeMs, row.nearest])).toEqual([
      ["deploy", -30, false],
      ["prompt", 10, true],
      ["index", 50, false],
    ]);
  });

  it("say their distance in one unit", () => {
    expect([40_000, 120_000, 7_200_000, 259_200_000, -60_000].map(distanceText)).toEqual([
      "40 s before",
      "2 min before",
      "2 h before",
      "3 days before",
      "1 min after",
    ]);
  });
});
