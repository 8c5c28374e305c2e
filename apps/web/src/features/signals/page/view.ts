import { Segment } from "@firebreak/incident";
import { type SegmentFilter, SIGNAL_ID, type SignalId } from "@firebreak/signals";
import { LEAST_SPAN_MS, MOST_SPAN_MS, PAGE_WINDOWS, type WindowChoice, type WindowId } from "../signalWindow.ts";

export const MOST_CHARTS = 12;

export const COMPARISONS = ["day", "week"] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const LOOKS = ["chart", "distribution", "calibration"] as const;
export type Look = (typeof LOOKS)[number];
/** What a distribution is held against: the day before the window, or the same time a day or a week earlier. */
export const REFERENCES = ["before", "day", "week"] as const;
export type Reference = (typeof REFERENCES)[number];

/** Everything that the signals page shows; its address says all of it, and nothing else. */
export interface SignalsView {
  /** null: the first service heard. */
  readonly service: string | null;
  /** The charts beside each other, at most 12; none: those of the service's board. */
  readonly chosen: readonly SignalId[];
  /** The one that is looked at alone. */
  readonly open: SignalId | null;
  readonly segment: SegmentFilter | null;
  /** A dimension: one line for each of its values. */
  readonly split: string | null;
  readonly window: WindowChoice;
  readonly compare: Comparison | null;
  readonly look: Look;
  /** What the distribution is of, in the words of the expression language; null: what the signal is made of. */
  readonly field: string | null;
  readonly reference: Reference;
}

export const DEFAULT_WINDOW: WindowId = "30m";
export const EMPTY_VIEW: SignalsView = {
  service: null,
  chosen: [],
  open: null,
  segment: null,
  split: null,
  window: { kind: "last", id: DEFAULT_WINDOW },
  compare: null,
  look: "chart",
  field: null,
  reference: "before",
};

const DIMENSION = /^[a-z][a-z0-9_.-]{0,47}$/;
const signalId = (text: string | null): SignalId | null => (text && text.length <= 120 && SIGNAL_ID.test(text) ? text : null);
const oneOf = <T extends string>(choices: readonly T[], text: string | null): T | null =>
  choices.find((choice) => choice === text) ?? null;

/** What an address asks for. What it says badly is left out: an old or mistyped link still opens the page. */
export function viewOf(search: URLSearchParams): SignalsView {
  const split = search.get("split");
  const chosen = (search.get("signals") ?? "").split(",").flatMap((text) => signalId(text) ?? []);
  return {
    service: bounded(search.get("service")),
    chosen: [...new Set(chosen)].slice(0, MOST_CHARTS),
    open: signalId(search.get("open")),
    segment: segmentOf(search.getAll("where")),
    split: split !== null && DIMENSION.test(split) ? split : null,
    window: windowChoice(search),
    compare: oneOf(COMPARISONS, search.get("compare")),
    look: oneOf(LOOKS, search.get("look")) ?? EMPTY_VIEW.look,
    field: bounded(search.get("field")),
    reference: oneOf(REFERENCES, search.get("reference")) ?? EMPTY_VIEW.reference,
  };
}
const bounded = (text: string | null): string | null => (text !== null && text !== "" && text.length <= 120 ? text : null);

/** `where=language=de`, once for each condition; the value may hold further equals signs. */
function segmentOf(where: readonly string[]): SegmentFilter | null {
  const byDimension = new Map(
    where.flatMap((text) => {
      const at = text.indexOf("=");
      return at <= 0 ? [] : [[text.slice(0, at), text.slice(at + 1)] as const];
    }),
  );
  const conditions = [...byDimension].map(([dimension, value]) => ({ dimension, value }));
  const parsed = Segment.safeParse({ conditions });
  return parsed.success ? parsed.data : null;
}

function windowChoice(search: URLSearchParams): WindowChoice {
  const [from, to] = [Date.parse(search.get("from") ?? ""), Date.parse(search.get("to") ?? "")];
  if (to - from >= LEAST_SPAN_MS && to - from <= MOST_SPAN_MS) return { kind: "fixed", from, to };
  const ids = PAGE_WINDOWS.map(({ id }) => id);
  return { kind: "last", id: oneOf(ids, search.get("window")) ?? DEFAULT_WINDOW };
}

/** The address of a view, without what goes without saying. */
export function searchOf(view: SignalsView): URLSearchParams {
  const search = new URLSearchParams();
  const say = (name: string, value: string | null, otherwise: string | null = null) => {
    if (value !== null && value !== otherwise) search.append(name, value);
  };
  say("service", view.service);
  say("signals", view.chosen.length === 0 ? null : view.chosen.join(","));
  say("open", view.open);
  for (const { dimension, value } of view.segment?.conditions ?? []) say("where", `${dimension}=${value}`);
  say("split", view.split);
  if (view.window.kind === "last") say("window", view.window.id, DEFAULT_WINDOW);
  else {
    say("from", new Date(view.window.from).toISOString());
    say("to", new Date(view.window.to).toISOString());
  }
  say("compare", view.compare);
  say("look", view.look, EMPTY_VIEW.look);
  say("field", view.field);
  say("reference", view.reference, EMPTY_VIEW.reference);
  return search;
}

const DAY_MS = 86_400_000;
export const COMPARE_MS: Readonly<Record<Comparison, number>> = { day: DAY_MS, week: 7 * DAY_MS };

/** With one more chart, or without it; unchanged where there are twelve already. */
export function toggled(chosen: readonly SignalId[], signal: SignalId): readonly SignalId[] {
  if (chosen.includes(signal)) return chosen.filter((other) => other !== signal);
  return chosen.length >= MOST_CHARTS ? chosen : [...chosen, signal];
}

/** Adds a condition, replaces the one on the same dimension, or takes it away where `value` is empty. */
export function withCondition(segment: SegmentFilter | null, dimension: string, value: string): SegmentFilter | null {
  const others = (segment?.conditions ?? []).filter((condition) => condition.dimension !== dimension);
  const conditions = value === "" ? others : [...others, { dimension, value }];
  return conditions.length === 0 ? null : { conditions: conditions.slice(-6) };
}

/** The span that a reference means for a window. A window is held against at least an hour. */
export function referenceSpan(reference: Reference, { from, to }: { readonly from: number; readonly to: number }) {
  switch (reference) {
    case "before":
      return { from: from - DAY_MS, to: from };
    case "day":
    case "week": {
      const back = COMPARE_MS[reference];
      return { from: Math.min(from, to - 3_600_000) - back, to: to - back };
    }
  }
}
