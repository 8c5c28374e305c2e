import type { Change } from "@firebreak/server/contract";
import { describe, expect, it } from "vitest";
import { changeRows, distanceText } from "./changeRows.ts";

const seen = (effectiveAt: number, artefact: string, more: Partial<Change> = {}): Change => ({
  changeId: `lineage:${artefact}:new`,
  source: "lineage",
  service: "assistant",
  kind: "prompt",
  artefact,
  version: "new",
  previous: "old",
  status: "succeeded",
  at: effectiveAt,
  title: `${artefact} new`,
  by: "",
  environment: "",
  url: "",
  effectiveAt,
  firstServedAt: effectiveAt,
  trafficShare: 1,
  announcedAt: null,
  ...more,
});
const announced = (effectiveAt: number, more: Partial<Change> = {}) =>
  seen(effectiveAt, "", {
    changeId: `announced:${effectiveAt}`,
    source: "json",
    artefact: null,
    version: null,
    previous: null,
    firstServedAt: null,
    trafficShare: null,
    announcedAt: effectiveAt,
    ...more,
  });

describe("changes before impact", () => {
  it("come newest first by the moment that counts, and name the last one before impact", () => {
    const rows = changeRows([seen(10, "index"), seen(50, "prompt", { at: 95 }), announced(90, { kind: "outage" })], 60);
    expect(rows.map((row) => [row.what, row.beforeMs, row.nearest])).toEqual([
      ["outage", -30, false],
      ["prompt", 10, true],
      ["index", 50, false],
    ]);
  });

  it("say how they are known, of what kind they are, and how they went", () => {
    const rows = changeRows(
      [
        seen(5, "prompt"),
        seen(4, "code", {
          source: "github",
          kind: "deployment",
          by: "octocat",
          environment: "production",
          status: "rolled-back",
        }),
        announced(3, { kind: "policy", title: "Refunds need a person" }),
        announced(2, { kind: "outage", status: "started", title: "Embedding API answers 503" }),
        announced(1, { kind: "pipeline-run", status: "started", title: "Nightly features" }),
        announced(0, { kind: "deployment", artefact: "code", version: "a91c2f4", status: "failed", title: "Blue" }),
      ],
      10,
    );
    expect(
      rows.map((row) => [row.what, row.version ?? row.title, row.kind, row.status?.text, row.status?.bad, row.known]),
    ).toEqual([
      ["prompt", "new", null, undefined, undefined, ["seen in the records"]],
      [
        "code",
        "new",
        "deployment",
        "rolled back",
        true,
        ["code new", "announced by GitHub, seen in the records", "production", "octocat"],
      ],
      ["policy", "Refunds need a person", null, undefined, undefined, ["announced by JSON"]],
      ["outage", "Embedding API answers 503", null, "going on", true, ["announced by JSON"]],
      ["pipeline run", "Nightly features", null, "under way", false, ["announced by JSON"]],
      ["code", "a91c2f4", "deployment", "failed", true, ["Blue", "announced by JSON"]],
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
