import fc from "fast-check";
import { expect, test } from "vitest";
import { type ChainLink, GENESIS_HASH, linkHash, verifyChain } from "./chain.ts";

interface Row extends ChainLink {
  readonly incidentId: string;
  readonly at: string;
  readonly event: { readonly type: string; readonly n: number };
}

function chain(length: number): Row[] {
  const rows: Row[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const body = {
      incidentId: "INC-7",
      seq,
      at: `2026-01-31T14:00:${String(seq % 60).padStart(2, "0")}.000Z`,
      event: { type: "NoteAdded", n: seq },
      prevHash: rows.at(-1)?.hash ?? GENESIS_HASH,
    };
    rows.push({ ...body, hash: linkHash(body) });
  }
  return rows;
}
/** The rows with the row at `index` changed. */
function altered(rows: readonly Row[], index: number, change: (row: Row) => Partial<Row>): Row[] {
  return rows.map((row, at) => (at === index ? { ...row, ...change(row) } : row));
}

test("[EV6] the hash is SHA-256 of the canonical JSON without the hash itself, whatever the order of the fields", () => {
  // printf '{"a":1,"prevHash":"x","seq":1}' | sha256sum
  const known = "f187bc7082b56f8fa15d5adad726dd6147e003d93d0638aaddc319777ec416cc";
  expect(linkHash({ seq: 1, prevHash: "x", a: 1 })).toBe(known);
  expect(linkHash({ a: 1, hash: "anything", prevHash: "x", seq: 1 })).toBe(known);
});

test("[EV7] a whole chain holds and names its head; so does any run after a head that is known", () => {
  const rows = chain(5);
  const head = { ok: true, head: 5, headHash: rows[4]?.hash };
  expect(verifyChain(rows)).toEqual(head);
  expect(verifyChain(rows.slice(3), { seq: 3, hash: rows[2]?.hash ?? "" })).toEqual(head);
  expect(verifyChain([])).toEqual({ ok: true, head: 0, headHash: GENESIS_HASH });
});

test("[EV8] a row that is missing, doubled or out of its place is a gap", () => {
  const rows = chain(5);
  expect(verifyChain(rows.toSpliced(2, 1))).toEqual({ ok: false, seq: 4, fault: "gap" });
  expect(verifyChain(rows.slice(1))).toEqual({ ok: false, seq: 2, fault: "gap" });
  expect(verifyChain([...rows.slice(0, 2), ...rows.slice(1)])).toEqual({ ok: false, seq: 2, fault: "gap" });
});

test("[EV9] a row of another chain breaks the link, even where it is whole in itself", () => {
  const rows = chain(5);
  const foreign = { ...rows[2], prevHash: "f".repeat(64) } as Row;
  const whole = { ...foreign, hash: linkHash(foreign) };
  expect(verifyChain(rows.with(2, whole))).toEqual({ ok: false, seq: 3, fault: "broken-link" });
  const rewritten = altered(rows, 2, ({ event }) => ({ event: { ...event, n: 99 } }));
  const resealed = altered(rewritten, 2, (row) => ({ hash: linkHash(row) }));
  // Whoever reseals a row has to reseal all that follow.
  expect(verifyChain(resealed)).toEqual({ ok: false, seq: 4, fault: "broken-link" });
});

test("[EV10] an altered row is named", () => {
  const rows = altered(chain(5), 2, ({ event }) => ({ event: { ...event, n: 99 } }));
  expect(verifyChain(rows)).toEqual({ ok: false, seq: 3, fault: "altered" });
});

test("[EV11] any change of any one field of any row is caught", () => {
  const change = fc.constantFrom<(row: Row, n: number) => Partial<Row>>(
    (row, n) => ({ seq: row.seq + n }),
    (row, n) => ({ at: `${row.at}${n}` }),
    (row, n) => ({ incidentId: `${row.incidentId}${n}` }),
    ({ event }, n) => ({ event: { ...event, n: event.n + n } }),
    ({ event }, n) => ({ event: { ...event, type: `${event.type}${n}` } }),
    ({ event }, n) => ({ event: { ...event, [`more${n}`]: n } as Row["event"] }),
    ({ prevHash }, n) => ({ prevHash: flipped(prevHash, n) }),
    ({ hash }, n) => ({ hash: flipped(hash, n) }),
    (_, n) => ({ [`field${n}`]: n }) as Partial<Row>,
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.nat(), fc.integer({ min: 1, max: 63 }), change, (length, where, n, alter) => {
      const rows = chain(length);
      const index = where % length;
      expect(verifyChain(altered(rows, index, (row) => alter(row, n))).ok).toBe(false);
    }),
    { numRuns: 300 },
  );
});

function flipped(hash: string, at: number): string {
  return `${hash.slice(0, at)}${hash[at] === "0" ? "1" : "0"}${hash.slice(at + 1)}`;
}
