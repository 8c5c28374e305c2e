import type { Diagnosis } from "@firebreak/server/contract";
import { SIGNALS } from "@firebreak/signals";
import { expect, test } from "vitest";
import { diagnosisFacts } from "./diagnosisFacts.ts";

const definitions = new Map(SIGNALS.map((one) => [one.id, one]));
const diagnosis: Diagnosis = {
  madeAt: 0,
  symptom: "outputs-wrong",
  harmSignal: "ungrounded-rate",
  harmTitle: "Ungrounded answers",
  onset: { at: 2, low: 1, high: 3, from: "change-point", signal: "ungrounded-rate", before: 0.018, after: 0.118 },
  recoveredAt: null,
  changes: [],
  segments: [],
  layers: [],
  affected: { requests: 10, bad: 2, excess: { value: 1, low: 0, high: 2 }, conversations: 1, people: null },
  faults: [],
};

test("the onset is stated in its signal's unit and by its title", () => {
  expect(diagnosisFacts(diagnosis, definitions).onset).toEqual({
    at: 2,
    low: 1,
    high: 3,
    signal: { signal: "ungrounded-rate", title: "Ungrounded answers" },
    before: "1.8 %",
    after: "11.8 %",
  });
});

test("a signal that is no longer in the catalogue is called by its id; an entered onset has none", () => {
  const gone = { ...diagnosis, onset: { ...diagnosis.onset, signal: "gone" } };
  expect(diagnosisFacts(gone, definitions).onset).toMatchObject({ signal: { signal: "gone", title: "gone" }, before: null });
  const entered = {
    ...diagnosis,
    onset: { ...diagnosis.onset, from: "entered" as const, signal: null, before: null, after: null },
  };
  expect(diagnosisFacts(entered, definitions).onset).toMatchObject({ signal: null, before: null, after: null });
});
