import type { Alert, ExpectedChange } from "@firebreak/server/contract";
import { describe, expect, it } from "vitest";
import { type Happenings, heldBy, marksOf, spansOf } from "./happenings.ts";

const alert = (over: Partial<Alert>): Alert => ({
  alertId: "a1",
  key: "detection/s/latency",
  source: "detection",
  service: "s",
  signal: "latency",
  title: "Latency",
  owner: "SRE",
  urgency: "page",
  faultClass: "infra",
  scenarios: [],
  since: 100,
  reasons: [],
  sentence: "Latency 2.41 s; 0.80–1.20 s was expected.",
  labels: {},
  url: "",
  status: "firing",
  heldBy: null,
  raisedAt: 110,
  returns: 0,
  lastSeenAt: 120,
  resolvedAt: null,
  ...over,
});
const change: ExpectedChange = {
  changeId: "c1",
  service: "s",
  signals: ["latency"],
  from: 50,
  to: 400,
  reason: "Load test",
  by: "Commander",
  createdAt: 0,
  endedEarly: null,
};
const happenings: Happenings = {
  changes: [
    {
      changeId: "lineage:prompt:refunds@41",
      source: "lineage",
      service: "s",
      kind: "prompt",
      artefact: "prompt",
      version: "refunds@41",
      previous: "refunds@40",
      status: "succeeded",
      at: 90,
      title: "prompt refunds@41",
      by: "",
      environment: "",
      url: "",
      effectiveAt: 90,
      firstServedAt: 90,
      trafficShare: 1,
      announcedAt: null,
    },
  ],
  containments: [],
  alerts: [
    alert({}),
    alert({ alertId: "a2", since: 10, status: "resolved", resolvedAt: 30 }),
    alert({ alertId: "a3", signal: "cost" }),
  ],
  expected: [change],
};

describe("what happened, on the chart of a signal", () => {
  it("is every change, and the signal's own alerts where their impact began, with their sentence", () => {
    expect(marksOf("latency", happenings).map(({ at, label, tone, title }) => [at, label, tone, title])).toEqual([
      [90, "refunds@41", "change", "prompt: refunds@40 → refunds@41"],
      [100, "alert", "impact", "Latency 2.41 s; 0.80–1.20 s was expected."],
      [10, "alert", "impact", "Latency 2.41 s; 0.80–1.20 s was expected."],
    ]);
  });

  it("names an announced change by its kind where it has no version, and says how it went", () => {
    const [lineage] = happenings.changes;
    if (!lineage) throw new Error("no change");
    const told = { source: "json", firstServedAt: null, trafficShare: null } as const;
    const policy = {
      ...lineage,
      ...told,
      kind: "policy",
      artefact: null,
      version: null,
      title: "Refunds need a person",
    } as const;
    const code = { ...lineage, ...told, artefact: "code", version: "a91c2f4d0e", status: "rolled-back", title: "Blue" } as const;
    expect(
      marksOf("latency", { ...happenings, changes: [policy, code], alerts: [] }).map(({ label, title }) => [label, title]),
    ).toEqual([
      ["policy", "Refunds need a person"],
      ["code a91c2f4d", "code: refunds@40 → a91c2f4d0e, rolled back (Blue)"],
    ]);
  });

  it("lasts from its beginning until it was over, or lasts; what an expected change holds is no harm", () => {
    const stretches = (each: Happenings) => spansOf("latency", each).map(({ from, to, tone }) => [from, to, tone]);
    expect(stretches(happenings)).toEqual([
      [50, 400, "expected"],
      [100, Number.MAX_SAFE_INTEGER, "alarm"],
      [10, 30, "alarm"],
    ]);
    expect(stretches({ ...happenings, alerts: [alert({ status: "held" })] })).toEqual([[50, 400, "expected"]]);
    expect(marksOf("latency", { ...happenings, changes: [], alerts: [alert({ status: "held" })] })[0]?.tone).toBe("containment");
  });

  it("is held by an expected change that covers the signal and is in force", () => {
    expect([
      heldBy(happenings, "latency", 300)?.changeId,
      heldBy(happenings, "cost", 300),
      heldBy(happenings, "latency", 500),
    ]).toEqual(["c1", null, null]);
  });
});
