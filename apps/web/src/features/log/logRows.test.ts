import type { DeclaredIncident, LoggedEvent } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { filtered, gathered, type LogKind, logEntries } from "./logRows.ts";

const actor = { kind: "person", id: "1", name: "Commander", role: "commander" } as const;
const note = (seq: number): LoggedEvent => ({
  incidentId: "INC-7",
  seq,
  at: "2026-11-23T12:00:00.000Z",
  actor,
  commandId: `c${seq}`,
  event: { type: "NoteAdded", text: `note ${seq}`, proofs: [] },
  prevHash: "",
  hash: "",
});

describe("the log", () => {
  it("comes newest first, what is pending on top and without a number", () => {
    const at = "2026-11-23T12:00:01.000Z";
    const event = { type: "NoteAdded" as const, text: "new", proofs: [] };
    const items = gathered(logEntries([note(1), note(2)], [{ commandId: "p", at, actor, event }]));
    expect(items.map((item) => item.key)).toEqual(["p-2", "2", "1"]);
  });

  it("gathers what one person laid out within a minute, and nothing else", () => {
    const added = (seq: number, second: number, by: LoggedEvent["actor"] = actor): LoggedEvent => ({
      ...note(seq),
      actor: by,
      at: new Date(Date.parse("2026-11-23T12:00:00.000Z") + second * 1000).toISOString(),
      event: {
        type: "HypothesisAdded",
        hypothesisId: `h${seq}`,
        parentId: null,
        layer: "model-version",
        statement: "s",
        check: "",
      },
    });
    const other = { ...actor, id: "2" };
    const rows = [note(1), added(2, 0), added(3, 1), added(4, 2), note(5), added(6, 70), added(7, 71), added(8, 72, other)];
    const items = gathered(logEntries(rows, []));
    expect(items.map(({ key, kind }) => [key, kind])).toEqual([
      ["8", "row"],
      ["7", "row"],
      ["6", "row"],
      ["5", "row"],
      ["laid-2", "laid-out"],
      ["1", "row"],
    ]);
  });

  it("is filtered by kind and by words in any order", () => {
    const state = { containments: [], hypotheses: [], questions: [], situation: "active" } as unknown as DeclaredIncident;
    const rows = logEntries([note(1), note(12), note(2)], []);
    const seqs = (kinds: readonly LogKind[], text: string) =>
      filtered(rows, { kinds: new Set(kinds), text }, state).map((row) => ("seq" in row ? row.seq : null));
    expect([seqs([], ""), seqs([], "1 COMMANDER"), seqs(["note"], "note 2"), seqs(["update"], "")]).toEqual([
      [2, 12, 1],
      [12, 1],
      [2, 12],
      [],
    ]);
  });
});
