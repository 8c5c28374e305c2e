import type { Matrix } from "@firebreak/server/contract";
import type { Standing } from "@firebreak/signals";
import { expect, test } from "vitest";
import { matrixGroups, tallyOf } from "./matrixRows.ts";

const alarming = (since: number): Standing => ({ kind: "alarming", since, urgency: "page", reasons: [] });
const matrix: Matrix = {
  symptom: "outputs-wrong",
  columns: [
    { layer: "input-quality", title: "Input quality" },
    { layer: "model-version", title: "Model and prompt version" },
  ],
  rows: [
    { signal: "null-rate", title: "Null rate", standing: { kind: "quiet" }, layers: ["input-quality"] },
    { signal: "late", title: "Late", standing: alarming(200), layers: ["model-version"] },
    { signal: "silent", title: "Silent", standing: null, layers: ["input-quality"] },
    { signal: "early", title: "Early", standing: alarming(100), layers: ["model-version", "input-quality"] },
    { signal: "young", title: "Young", standing: { kind: "learning" }, layers: [] },
  ],
};

test("what alarms comes first, the longest first; what cannot say anything last", () => {
  const groups = matrixGroups(matrix);
  expect(groups.map(({ title, rows }) => [title, rows.map((row) => `${row.signal}: ${row.words}`)])).toEqual([
    ["Alarming", ["early: alarms", "late: alarms"]],
    ["Inside", ["null-rate: inside"]],
    ["Learning or silent", ["silent: silent", "young: learning"]],
  ]);
});

test("a column's tally counts the signals that speak to it", () => {
  const groups = matrixGroups(matrix);
  expect(tallyOf(groups, "input-quality")).toEqual({ alarms: 1, calm: 1, unknown: 1 });
  expect(tallyOf(groups, "model-version")).toEqual({ alarms: 2, calm: 0, unknown: 0 });
});
