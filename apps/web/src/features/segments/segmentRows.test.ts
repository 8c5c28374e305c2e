import type { Containment } from "@firebreak/incident";
import type { SegmentRow } from "@firebreak/signals";
import { describe, expect, it } from "vitest";
import { type ActiveContainment, keepsLive, segmentTable, severenessOf, standingOf } from "./segmentRows.ts";

const row = (dimension: string, value: string, over: Partial<SegmentRow> = {}): SegmentRow => ({
  segment: { conditions: [{ dimension, value }] },
  trafficShare: 0.1,
  requestsPerMinute: 60,
  bad: 40,
  total: 100,
  rate: 0.4,
  restRate: 0.02,
  harmShare: 0.6,
  low: 0.31,
  high: 0.5,
  ratio: 20,
  excess: 38,
  explained: 0.6,
  confidence: 0.999,
  ...over,
});
const containment = (dimension: string, value: string, over: Partial<ActiveContainment> = {}): ActiveContainment => ({
  situation: "active",
  containmentId: `c-${value}`,
  segment: { conditions: [{ dimension, value }] },
  measure: "retrieval-only",
  reason: "ungrounded answers",
  blastRadius: {
    trafficShare: 0.1,
    requestsPerMinute: 60,
    harmShare: 0.6,
    windowSeconds: 300,
    measuredAt: "2026-11-23T12:00:00.000Z",
  },
  harmSignal: "ungrounded-rate",
  isolatedAt: "2026-11-23T12:00:00.000Z",
  isolatedBy: "Commander",
  expiresAt: null,
  acknowledgement: null,
  effect: null,
  ...over,
});

const tableOf = (rows: SegmentRow[], containments: Containment[], limit: number, since = new Map<string, SegmentRow>()) =>
  segmentTable({ rows, containments, since, limit });

describe("segments that differ", () => {
  it("lists what is contained first, measured or not, then the server's order up to the limit", () => {
    const rows = [row("language", "de"), row("tier", "pro"), row("region", "eu-west"), row("region", "us-east")];
    const table = tableOf(rows, [containment("region", "us-east"), containment("language", "fr")], 4);
    expect(table.rows.map((each) => [each.key, each.containment?.containmentId ?? null, each.measured !== null])).toEqual([
      ["region=us-east", "c-us-east", true],
      ["language=fr", "c-fr", false],
      ["language=de", null, true],
      ["tier=pro", null, true],
    ]);
    expect(table.everythingElse).toEqual({ outside: "region=us-east", trafficShare: 0.9, rate: 0.02, bar: expect.closeTo(0.05) });
  });

  it("knows a segment whose conditions come in another order, and leaves released ones off", () => {
    const conditions = [
      { dimension: "tier", value: "pro" },
      { dimension: "language", value: "de" },
    ];
    const table = tableOf(
      [row("x", "y", { segment: { conditions } })],
      [
        containment("x", "y", { segment: { conditions: [...conditions].reverse() } }),
        { ...containment("language", "es"), situation: "released", endedAt: "", endedBy: "", endReason: "" },
      ],
      5,
    );
    expect(table.rows.map((each) => [each.key, each.containment?.containmentId])).toEqual([["language=de ∧ tier=pro", "c-y"]]);
  });

  it("states of a contained segment what was measured since it was isolated", () => {
    const calm = row("tier", "pro", { rate: 0.02, low: 0.01 });
    const since = new Map([
      ["tier=pro", calm],
      ["language=fr", row("language", "fr", { rate: 0.01 })],
    ]);
    const table = tableOf([row("tier", "pro")], [containment("tier", "pro"), containment("language", "fr")], 5, since);
    expect(table.rows.map((each) => [each.key, each.measured?.rate, each.measured?.severeness])).toEqual([
      ["tier=pro", 0.02, "calm"],
      ["language=fr", 0.01, "slight"],
    ]);
  });

  it("is red only where the interval lies clearly above the rest", () => {
    expect([
      severenessOf({ rate: 0.4, restRate: 0.02, low: 0.3 }),
      severenessOf({ rate: 0.09, restRate: 0.03, low: 0.05 }),
      severenessOf({ rate: 0.046, restRate: 0.03, low: 0.035 }),
      severenessOf({ rate: 0.4, restRate: 0.02, low: 0.01 }),
      severenessOf({ rate: 0.4, restRate: 0, low: 0.3 }),
    ]).toEqual(["harm", "raised", "slight", "calm", "harm"]);
  });

  it("says all instances only when none is behind or silent", () => {
    const said = (acknowledged: string[], pending: string[], silent: string[]) => ({
      acknowledgement: {
        flagSetVersion: 3,
        acknowledged,
        pending,
        silent,
        propagationMs: pending.length ? null : 4100,
        at: "2026-11-23T12:00:04.100Z",
      },
    });
    expect([
      standingOf(containment("a", "b"), true),
      standingOf(containment("a", "b"), false),
      standingOf(containment("a", "b", said([], [], [])), false),
      standingOf(containment("a", "b", said(["i1", "i2"], [], ["i3"])), false),
      standingOf(containment("a", "b", said(["i1", "i2"], [], [])), false),
    ]).toEqual([
      { kind: "pending" },
      { kind: "waiting" },
      { kind: "waiting" },
      { kind: "partly", acknowledged: 2, total: 3, silent: ["i3"] },
      { kind: "all", acknowledged: 2, propagationMs: 4100 },
    ]);
  });

  it("states what stays live from what is contained, else from the worst row", () => {
    const rows = [row("language", "de", { trafficShare: 0.061 }), row("tier", "pro", { trafficShare: 0.3 })];
    expect(keepsLive(tableOf(rows, [], 5).rows)).toBeCloseTo(0.939);
    expect(keepsLive(tableOf(rows, [containment("tier", "pro")], 5).rows)).toBeCloseTo(0.7);
    expect(keepsLive([])).toBeNull();
  });
});
