import type { ExpectedChange } from "@firebreak/server/contract";
import { SIGNALS, type SignalDefinition, type SignalStanding } from "@firebreak/signals";
import { describe, expect, it } from "vitest";
import { endOf, inForce, listGroups } from "./catalogueList.ts";

const [template] = SIGNALS;
if (!template) throw new Error("the catalogue is empty");
const signal = (id: string, over: Partial<SignalDefinition> = {}): SignalDefinition => ({
  ...template,
  id,
  title: id,
  formula: "",
  baseline: true,
  limit: null,
  objective: null,
  owner: "ML",
  origin: "B1",
  ...over,
});
const definitions = [
  signal("own", { origin: "team", owner: "Data" }),
  signal("latency", { owner: "SRE", title: "Latency p95", formula: "95th percentile of the span's duration" }),
  signal("drift", { origin: "B3" }),
  signal("plain", { origin: "J1", baseline: false }),
];
const alarming = (id: string, since: number): SignalStanding => ({
  service: "s",
  signal: id,
  owner: "ML",
  standing: { kind: "alarming", since, urgency: "page", reasons: [] },
});
const change = (over: Partial<ExpectedChange> = {}): ExpectedChange => ({
  changeId: "c1",
  service: "s",
  signals: ["drift"],
  from: 100,
  to: 200,
  reason: "A campaign",
  by: "Commander",
  createdAt: 0,
  endedEarly: null,
  ...over,
});
const asked = { definitions, standings: [], changes: [], now: 150, query: "", by: "theme" as const };
const shape = (groups: ReturnType<typeof listGroups>) =>
  groups.map(({ title, rows }) => [title, ...rows.map(({ definition, state }) => `${definition.id} ${state.kind}`)]);

describe("the list of signals", () => {
  it("goes by theme in the runbook's order, or by owner", () => {
    const quiet: SignalStanding = { ...alarming("latency", 0), standing: { kind: "quiet" } };
    expect(shape(listGroups({ ...asked, standings: [quiet] }))).toEqual([
      ["Inputs, outputs, outcomes", "latency quiet"],
      ["Predictive", "drift learning"],
      ["The team's own", "own learning"],
      ["Others", "plain unwatched"],
    ]);
    expect(shape(listGroups({ ...asked, by: "owner" })).map(([title]) => title)).toEqual(["Data", "ML", "SRE"]);
  });

  it("begins with what alarms, the oldest first, but not with what an expected change explains", () => {
    const standings = [alarming("latency", 140), alarming("own", 120), alarming("drift", 110)];
    expect(shape(listGroups({ ...asked, standings, changes: [change()] }))).toEqual([
      ["Alarming", "own alarming", "latency alarming"],
      ["Predictive", "drift held"],
      ["Others", "plain unwatched"],
    ]);
    expect(shape(listGroups({ ...asked, standings, changes: [change({ signals: [] })] }))[0]?.[0]).toBe(
      "Inputs, outputs, outcomes",
    );
  });

  it("shows what holds every word that was typed", () => {
    const found = (query: string) =>
      listGroups({ ...asked, query }).flatMap(({ rows }) => rows.map(({ definition }) => definition.id));
    expect([found("p95 sre"), found("PERCENTILE"), found("nothing like it")]).toEqual([["latency"], ["latency"], []]);
  });

  it("knows when an expected change is over", () => {
    const ended = change({ endedEarly: { at: 120, by: "Commander" } });
    expect([inForce(change(), 150), inForce(change(), 200), inForce(change(), 99), inForce(ended, 150), endOf(ended)]).toEqual([
      true,
      false,
      false,
      false,
      120,
    ]);
  });
});
