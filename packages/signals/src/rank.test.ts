import { expect, test } from "vitest";
import { type CountedSegment, rankSegments, segmentRow } from "./rank.ts";

const LANGUAGES = { en: 0.5, de: 0.25, fr: 0.15, es: 0.1 } as const;
const TIERS = { free: 0.5, pro: 0.3, enterprise: 0.2 } as const;
const REGIONS = { "eu-west": 0.5, "us-east": 0.3, "ap-south": 0.2 } as const;
type Cell = { language: string; tier: string; region: string; total: number; bad: number };

function counted(rate: (cell: Omit<Cell, "bad" | "total">) => number, requests = 20_000) {
  const cells: Cell[] = Object.entries(LANGUAGES).flatMap(([language, l]) =>
    Object.entries(TIERS).flatMap(([tier, t]) =>
      Object.entries(REGIONS).map(([region, r]) => {
        const total = Math.round(requests * l * t * r);
        return { language, tier, region, total, bad: Math.round(total * rate({ language, tier, region })) };
      }),
    ),
  );
  const sum = (chosen: readonly Cell[]) => {
    const total = chosen.reduce((all, cell) => all + cell.total, 0);
    return { total, requests: total, bad: chosen.reduce((all, cell) => all + cell.bad, 0) };
  };
  const values = { language: Object.keys(LANGUAGES), tier: Object.keys(TIERS), region: Object.keys(REGIONS) };
  const singles = (["language", "tier", "region"] as const).flatMap((dimension) =>
    values[dimension].map((value) => ({ dimension, value })),
  );
  const pairs = singles.flatMap((a) => singles.filter((b) => a.dimension < b.dimension).map((b) => [a, b]));
  const rows: CountedSegment[] = [...singles.map((one) => [one]), ...pairs].map((conditions) => ({
    segment: { conditions },
    ...sum(cells.filter((cell) => conditions.every((c) => cell[c.dimension] === c.value))),
  }));
  return { rows, all: sum(cells), minutes: 10, limit: 10 };
}
const named = (rows: ReturnType<typeof rankSegments>) =>
  rows.filter((row) => row.rate > row.restRate + 0.005).map((row) => row.segment.conditions.map((c) => c.value).join("+"));

test("[SG10] a fault of German pro customers is exactly that row", () => {
  const rows = rankSegments(counted(({ language, tier }) => (language === "de" && tier === "pro" ? 0.6 : 0.04)));
  expect(named(rows)).toEqual(["de+pro"]);
  expect(rows[0]?.harmShare).toBeGreaterThan(0.5);
});

test("[SG10] also when only a few hundred requests were seen", () => {
  const few = counted(({ language, tier }) => (language === "de" && tier === "pro" ? 0.6 : 0.04), 400);
  expect(named(rankSegments(few))[0]).toBe("de+pro");
});

test("[SG11] a fault of one language is that language, whatever the tier", () => {
  expect(named(rankSegments(counted(({ language }) => (language === "de" ? 0.4 : 0.04))))).toEqual(["de"]);
});

test("[SG11] two faults are two rows, the more harmful first", () => {
  const both = counted(({ language, region }) => (language === "es" ? 0.5 : region === "ap-south" ? 0.3 : 0.02));
  expect(named(rankSegments(both)).slice(0, 2).sort()).toEqual(["ap-south", "es"]);
});

test("[SG1] a segment without traffic has a row: nothing known, nothing claimed", () => {
  const nobody = { segment: { conditions: [{ dimension: "tier", value: "none" }] }, bad: 0, total: 0, requests: 0 };
  expect(segmentRow(nobody, { bad: 5, total: 100, requests: 120 }, 10)).toEqual({
    segment: nobody.segment,
    trafficShare: 0,
    requestsPerMinute: 0,
    bad: 0,
    total: 0,
    rate: 0,
    restRate: 0.05,
    harmShare: 0,
    low: 0,
    high: 1,
  });
});
