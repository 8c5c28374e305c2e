import { GENESIS_HASH, verifyChain } from "@firebreak/evidence";
import type { Actor, IncidentEvent, LoggedEvent } from "@firebreak/incident";
import { expect, test } from "vitest";
import type { EventStore } from "./port.ts";

const at = "2026-01-31T14:02:00.000Z";
const actor: Actor = { kind: "person", id: "p1", name: "Zoë Ωmega", role: "commander" };
/** Numbers, escapes and characters outside the basic plane, as a store would garble them. */
const awkward = 'ünï ✓ 🜂 "quoted" \\ back\nline \u2028 1e21 0.1';
const note = (text: string): IncidentEvent => ({ type: "NoteAdded", text, proofs: [] });

/** What every implementation of the port promises. The store is fresh for each test. */
export function eventStoreContract(open: () => Promise<{ store: EventStore } & AsyncDisposable>): void {
  const first = (store: EventStore, commandId: string, ...texts: string[]) =>
    store.append({
      incidentId: "INC-1",
      commandId,
      expectedSeq: 0,
      prevHash: GENESIS_HASH,
      at,
      actor,
      events: texts.map(note),
    });
  const after = (store: EventStore, head: LoggedEvent | undefined, commandId: string, ...texts: string[]) =>
    store.append({
      incidentId: "INC-1",
      commandId,
      expectedSeq: head?.seq ?? 0,
      prevHash: head?.hash ?? GENESIS_HASH,
      at,
      actor,
      events: texts.map(note),
    });

  test("rows come back as they were hashed, numbered without holes and chained", async () => {
    await using room = await open();
    const { store } = room;
    const one = await first(store, "c1", awkward, "two");
    if (one.kind !== "appended") throw new Error(one.kind);
    const two = await after(store, one.rows.at(-1), "c2", "three");
    if (two.kind !== "appended") throw new Error(two.kind);
    const rows = await store.read("INC-1", 0, 100);
    expect(rows).toEqual([...one.rows, ...two.rows]);
    expect(rows.map((row) => row.event)).toEqual([awkward, "two", "three"].map(note));
    expect(verifyChain(rows)).toEqual({ ok: true, head: 3, headHash: rows[2]?.hash });
    expect(await store.head("INC-1")).toEqual({ seq: 3, hash: rows[2]?.hash });
    expect(await store.heads()).toEqual([{ incidentId: "INC-1", seq: 3 }]);
  });

  test("an append on anything but the head is a conflict and writes nothing", async () => {
    await using room = await open();
    const { store } = room;
    const one = await first(store, "c1", "one");
    if (one.kind !== "appended") throw new Error(one.kind);
    expect(await first(store, "c2", "again")).toEqual({ kind: "conflict" });
    const wrongHash = { ...(one.rows[0] as LoggedEvent), hash: "f".repeat(64) };
    expect(await after(store, wrongHash, "c3", "forged")).toEqual({ kind: "conflict" });
    const future = { ...(one.rows[0] as LoggedEvent), seq: 7 };
    expect(await after(store, future, "c4", "ahead")).toEqual({ kind: "conflict" });
    expect(await store.read("INC-1", 0, 100)).toEqual(one.rows);
    // A command that met a conflict may come again.
    expect((await after(store, one.rows[0], "c2", "again")).kind).toBe("appended");
  });

  test("a command's id counts once, and answers with the rows it wrote", async () => {
    await using room = await open();
    const { store } = room;
    const one = await first(store, "c1", "one", "two");
    if (one.kind !== "appended") throw new Error(one.kind);
    expect(await first(store, "c1", "one", "two")).toEqual({ kind: "duplicate", rows: one.rows });
    expect(await after(store, one.rows.at(-1), "c1", "other")).toEqual({ kind: "duplicate", rows: one.rows });
    expect(await store.byCommand("c1")).toEqual(one.rows);
    expect(await store.byCommand("unknown")).toEqual([]);
  });

  test("of many appends at once on one head exactly one comes through", async () => {
    await using room = await open();
    const { store } = room;
    const outcomes = await Promise.all(Array.from({ length: 20 }, (_, i) => first(store, `c${i}`, `note ${i}`)));
    const kinds = outcomes.map((outcome) => outcome.kind);
    expect({
      appended: kinds.filter((k) => k === "appended").length,
      conflict: kinds.filter((k) => k === "conflict").length,
    }).toEqual({
      appended: 1,
      conflict: 19,
    });
    expect(await store.head("INC-1")).toMatchObject({ seq: 1 });
  });

  test("of one command sent many times at once exactly one is written", async () => {
    await using room = await open();
    const { store } = room;
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => first(store, "same", "note")));
    expect(outcomes.filter((outcome) => outcome.kind === "appended")).toHaveLength(1);
    const rows = await store.read("INC-1", 0, 100);
    expect(rows).toHaveLength(1);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ rows });
  });

  test("reading forward and back is bounded and in order", async () => {
    await using room = await open();
    const { store } = room;
    await first(store, "c1", ...Array.from({ length: 30 }, (_, i) => `note ${i}`));
    const numbers = (rows: readonly LoggedEvent[]) => rows.map((row) => row.seq);
    expect(numbers(await store.read("INC-1", 25, 3))).toEqual([26, 27, 28]);
    expect(numbers(await store.readBack("INC-1", 10, 3))).toEqual([7, 8, 9]);
    expect(await store.read("INC-2", 0, 10)).toEqual([]);
    expect(await store.head("INC-2")).toBeNull();
  });

  test("ids are given once, and appends wake", async () => {
    await using room = await open();
    const { store } = room;
    expect(new Set(await Promise.all(Array.from({ length: 10 }, () => store.nextIncidentId()))).size).toBe(10);
    const woken = new Promise((resolve) => store.onAppended(resolve));
    await first(store, "c1", "one", "two");
    expect(await woken).toEqual({ incidentId: "INC-1", seq: 2 });
  });
}
