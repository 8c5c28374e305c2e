import { SIGNALS } from "@firebreak/signals";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PAGE_WINDOWS } from "../signalWindow.ts";
import {
  COMPARISONS,
  EMPTY_VIEW,
  LOOKS,
  REFERENCES,
  referenceSpan,
  type SignalsView,
  searchOf,
  toggled,
  viewOf,
  withCondition,
} from "./view.ts";

const MONTH = 31 * 86_400_000;
const signal = fc.stringMatching(/^[a-z][a-z0-9]{0,8}([._-][a-z0-9]{1,6}){0,3}$/);
const dimension = fc.stringMatching(/^[a-z][a-z0-9_.-]{0,20}$/);
const text = fc.string({ minLength: 1, maxLength: 60 });
const segment = fc.option(
  fc
    .uniqueArray(fc.record({ dimension, value: text }), { minLength: 1, maxLength: 6, selector: (one) => one.dimension })
    .map((conditions) => ({ conditions })),
);
const fixed = fc
  .tuple(fc.integer({ min: 0, max: 4_000_000_000_000 }), fc.integer({ min: 60_000, max: MONTH }))
  .map(([from, span]) => ({ kind: "fixed" as const, from, to: from + span }));
const view: fc.Arbitrary<SignalsView> = fc.record({
  service: fc.option(text),
  chosen: fc.uniqueArray(signal, { maxLength: 12 }),
  open: fc.option(signal),
  segment,
  split: fc.option(dimension),
  window: fc.oneof(
    fixed,
    fc.constantFrom(...PAGE_WINDOWS).map(({ id }) => ({ kind: "last" as const, id })),
  ),
  compare: fc.option(fc.constantFrom(...COMPARISONS)),
  look: fc.constantFrom(...LOOKS),
  field: fc.option(text),
  reference: fc.constantFrom(...REFERENCES),
});

describe("the address of the signals page", () => {
  it("opens exactly the view it was made from", () => {
    fc.assert(
      fc.property(view, (shown) => {
        expect(viewOf(new URLSearchParams(searchOf(shown).toString()))).toEqual(shown);
      }),
    );
  });

  it("opens a page whatever it says", () => {
    const names = [
      "service",
      "signals",
      "open",
      "where",
      "split",
      "window",
      "from",
      "to",
      "compare",
      "look",
      "field",
      "reference",
    ];
    const entries = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 200 })), { maxLength: 20 });
    fc.assert(
      fc.property(entries, (said) => {
        const shown = viewOf(new URLSearchParams(said.map(([name, value]) => [name, value])));
        expect(viewOf(searchOf(shown))).toEqual(shown);
      }),
    );
    expect(viewOf(new URLSearchParams())).toEqual(EMPTY_VIEW);
  });

  it("reads well: no more is said than differs from what goes without saying", () => {
    expect(
      searchOf({
        ...EMPTY_VIEW,
        service: "refund-risk",
        chosen: ["drift.income", "latency-p95"],
        segment: { conditions: [{ dimension: "language", value: "de" }] },
        window: { kind: "fixed", from: Date.UTC(2026, 0, 31, 14), to: Date.UTC(2026, 0, 31, 15) },
      }).toString(),
    ).toBe(
      "service=refund-risk&signals=drift.income%2Clatency-p95&where=language%3Dde&from=2026-01-31T14%3A00%3A00.000Z&to=2026-01-31T15%3A00%3A00.000Z",
    );
    expect(searchOf(EMPTY_VIEW).toString()).toBe("");
  });

  it("refuses a stretch that is too short, too long or turned around, and falls back to the moving window", () => {
    const asked = (from: string, to: string) => viewOf(new URLSearchParams({ from, to, window: "2h" })).window;
    const moving = { kind: "last", id: "2h" };
    expect([
      asked("2026-01-31T14:00:00Z", "2026-01-31T14:00:30Z"),
      asked("2026-01-31T14:00:00Z", "2026-03-31T14:00:00Z"),
      asked("2026-01-31T14:00:00Z", "2026-01-31T13:00:00Z"),
      asked("yesterday", "2026-01-31T13:00:00Z"),
    ]).toEqual([moving, moving, moving, moving]);
  });
});

describe("what is chosen", () => {
  it("is put on and taken off, twelve charts at most", () => {
    const twelve = Array.from({ length: 12 }, (_, at) => `signal-${at}`);
    const [first] = SIGNALS;
    if (!first) throw new Error("the catalogue is empty");
    expect([toggled([], first.id), toggled([first.id, "a"], first.id), toggled(twelve, first.id)]).toEqual([
      [first.id],
      ["a"],
      twelve,
    ]);
  });

  it("holds one condition for each dimension", () => {
    const german = withCondition(null, "language", "de");
    expect([german, withCondition(german, "language", "es"), withCondition(german, "language", "")]).toEqual([
      { conditions: [{ dimension: "language", value: "de" }] },
      { conditions: [{ dimension: "language", value: "es" }] },
      null,
    ]);
  });

  it("is held against the day before, or the same time a day or a week earlier, an hour of it at least", () => {
    const [hour, day] = [3_600_000, 86_400_000];
    const window = { from: 100 * day, to: 100 * day + hour / 2 };
    expect(REFERENCES.map((reference) => referenceSpan(reference, window))).toEqual([
      { from: 99 * day, to: 100 * day },
      { from: 99 * day - hour / 2, to: 99 * day + hour / 2 },
      { from: 93 * day - hour / 2, to: 93 * day + hour / 2 },
    ]);
  });
});
