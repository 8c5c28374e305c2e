import { decide, evolve, type IncidentCommand, type IncidentState, initialState, type Layer } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { hypothesisRows } from "./hypothesisTree.ts";
import { type Place, placeOfDrop, placeOfStep, placeText, type Step, zoneAt } from "./treePlaces.ts";

const CONTEXT = {
  commandId: "c",
  actor: { kind: "person", id: "p1", name: "Commander", role: "commander" },
  at: "2026-01-31T14:00:00.000Z",
} as const;
const person = { id: "p1", name: "Commander" };
const DECLARE: IncidentCommand = {
  type: "DeclareIncident",
  title: "Invented refund policies",
  summary: "",
  service: "support-assistant",
  incidentClass: "model",
  scenario: null,
  impact: { customerHarm: "high", financialLoss: "low", regulatoryExposure: "none", systemDegradation: "none" },
  severity: "SEV1",
  severityReason: "",
  impactStartedAt: "2026-01-31T13:36:00.000Z",
  commander: person,
  technicalLead: person,
  detectedBy: null,
  drill: false,
};
const add = (hypothesisId: string, parentId: string | null, layer: Layer): IncidentCommand => ({
  type: "AddHypothesis",
  hypothesisId,
  parentId,
  layer,
  statement: hypothesisId,
  check: "",
});

/** The core itself carries each move out: what is offered is what it takes. */
function tree(...commands: readonly IncidentCommand[]) {
  let state: IncidentState = initialState;
  const issue = (command: IncidentCommand) => {
    const decision = decide(command, state, CONTEXT);
    if (!decision.ok) throw new Error(decision.refusal.message);
    for (const event of decision.events) state = evolve(state, event, CONTEXT);
  };
  for (const command of [DECLARE, ...commands]) issue(command);
  const rows = () => hypothesisRows(state.situation === "undeclared" ? [] : state.hypotheses, "outputs-wrong");
  return {
    rows,
    drawn: () => rows().map((row) => `${"–".repeat(row.depth)}${row.hypothesis.hypothesisId}`),
    move: (hypothesisId: string, place: Place | null) => place && issue({ type: "MoveHypothesis", hypothesisId, ...place }),
  };
}
const FAMILY = [
  add("data", null, "input-quality"),
  add("model", null, "model-version"),
  add("prompt", "model", "model-version"),
  add("route", "model", "model-version"),
  add("old", "model", "model-version"),
  add("why", "prompt", "model-version"),
];

describe("the keyboard's steps", () => {
  const after = (hypothesisId: string, ...steps: readonly Step[]) => {
    const one = tree(...FAMILY);
    for (const step of steps) one.move(hypothesisId, placeOfStep(one.rows(), hypothesisId, step));
    return one.drawn();
  };
  it("changes places with the sibling above or below, with all that hangs below", () => {
    expect(after("prompt", "down")).toEqual(["data", "model", "–route", "–prompt", "––why", "–old"]);
    expect(after("prompt", "down", "down")).toEqual(["data", "model", "–route", "–old", "–prompt", "––why"]);
    expect(after("old", "up", "up")).toEqual(["data", "model", "–old", "–prompt", "––why", "–route"]);
    expect(after("prompt", "down", "up")).toEqual(after("prompt"));
  });
  it("goes under the sibling above, and out again to where it came from", () => {
    expect(after("old", "in")).toEqual(["data", "model", "–prompt", "––why", "–route", "––old"]);
    expect(after("old", "in", "out")).toEqual(after("old"));
    expect(after("model", "in")).toEqual(["data", "–model", "––prompt", "–––why", "––route", "––old"]);
  });
  it("leads nowhere at the edges, and between layers", () => {
    const { rows } = tree(...FAMILY);
    expect([
      placeOfStep(rows(), "data", "down"),
      placeOfStep(rows(), "model", "up"),
      placeOfStep(rows(), "prompt", "up"),
      placeOfStep(rows(), "prompt", "in"),
      placeOfStep(rows(), "data", "out"),
      placeOfStep(rows(), "gone", "up"),
    ]).toEqual([null, null, null, null, null, null]);
  });
});

describe("dropping a row", () => {
  const drop = (dragged: string, target: string, zone: "before" | "into" | "after") => {
    const one = tree(...FAMILY);
    const find = (id: string) => {
      const row = one.rows().find((each) => each.hypothesis.hypothesisId === id);
      if (!row) throw new Error(`${id} is not drawn`);
      return row;
    };
    const place = placeOfDrop(one.rows(), find(dragged).hypothesis, find(target), zone);
    if (typeof place === "string") return place;
    one.move(dragged, place);
    return one.drawn();
  };
  it("lands where the mark is drawn", () => {
    expect(drop("old", "prompt", "before")).toEqual(["data", "model", "–old", "–prompt", "––why", "–route"]);
    expect(drop("prompt", "route", "after")).toEqual(["data", "model", "–route", "–prompt", "––why", "–old"]);
    expect(drop("old", "prompt", "after")).toEqual(["data", "model", "–prompt", "––old", "––why", "–route"]);
    expect(drop("old", "data", "into")).toEqual(["data", "–old", "model", "–prompt", "––why", "–route"]);
  });
  it("does not break the order of the layers", () => {
    expect(drop("model", "data", "before")).toMatch(/order in which they are inspected/);
  });
  it("takes the edges of a line for its neighbours' places", () => {
    expect([zoneAt(2, 28), zoneAt(14, 28), zoneAt(26, 28)]).toEqual(["before", "into", "after"]);
  });
});

it("says where a place is", () => {
  const hypotheses = tree(...FAMILY)
    .rows()
    .map((row) => row.hypothesis);
  expect(placeText(hypotheses, { parentId: "model", beforeId: "route" })).toBe("under “model”, before “route”");
  expect(placeText(hypotheses, { parentId: null, beforeId: null })).toBe("at the top, at the end");
});
