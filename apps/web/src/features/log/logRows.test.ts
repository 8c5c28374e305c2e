import type { LoggedEvent } from "@firebreak/incident";
import { describe, expect, it } from "vitest";
import { entryKey, logEntries } from "./logRows.ts";

const actor = { kind: "person", id: "1", name: "Ada", role: "commander" } as const;
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
    const entries = logEntries(
      [note(1), note(2)],
      [{ commandId: "p", at, actor, event: { type: "NoteAdded", text: "new", proofs: [] } }],
    );
    expect(entries.map(entryKey)).toEqual(["p-0", "2", "1"]);
  });
});
