import { Segment } from "@firebreak/incident";
import type { CohortDifference } from "@firebreak/server/contract";

export const LOOKS = ["causes", "matrix", "compare", "records"] as const;
export type Look = (typeof LOOKS)[number];
/** Which two parts of the traffic are held against each other. */
export const PAIRS = ["harm", "onset", "versions", "segment", "windows"] as const;
export type Pair = (typeof PAIRS)[number];
export const KINDS = [
  "dimension",
  "lineage",
  "feature",
  "measure",
  "outcome",
  "evaluation",
  "platform",
] as const satisfies readonly CohortDifference["kind"][];
export type Kind = CohortDifference["kind"];
export const SINCES = ["onset", "hour", "day"] as const;
/** From when on records are listed: since the onset, from an hour before it, from a day before it. */
export type Since = (typeof SINCES)[number];

export interface Span {
  readonly from: number;
  readonly to: number;
}
export interface ArtefactVersion {
  readonly artefact: string;
  readonly version: string;
}
export interface RecordAsk {
  readonly requestId: string;
  readonly spanId: string | null;
}
/** What the Diagnose page shows, but for what counts as harm; its address says all of it. */
export interface DiagnoseView {
  readonly look: Look;
  readonly pair: Pair;
  /** Of the pair `segment` the one compared with the rest; else what narrows both cohorts, and the records. */
  readonly where: Segment | null;
  /** Narrows both cohorts, and the records, to what carries these. */
  readonly lineage: readonly ArtefactVersion[];
  readonly versions: { readonly artefact: string; readonly a: string; readonly b: string } | null;
  readonly windows: { readonly a: Span; readonly b: Span } | null;
  readonly kind: Kind | null;
  readonly text: string;
  /** Only the requests that the harm counts as bad, or all. */
  readonly show: "bad" | "all";
  readonly since: Since;
  readonly record: RecordAsk | null;
}

export const EMPTY_VIEW: DiagnoseView = {
  look: "causes",
  pair: "harm",
  where: null,
  lineage: [],
  versions: null,
  windows: null,
  kind: null,
  text: "",
  show: "bad",
  since: "onset",
  record: null,
};

const MOST_LINEAGE = 10;
const OWN = [
  "look",
  "pair",
  "where",
  "with",
  "artefact",
  "va",
  "vb",
  "a",
  "b",
  "kind",
  "text",
  "show",
  "since",
  "record",
  "span",
];
const oneOf = <T extends string>(choices: readonly T[], text: string | null): T | null =>
  choices.find((choice) => choice === text) ?? null;

/** What an address asks for. What it says badly is left out: an old or mistyped link still opens the page. */
export function viewOf(search: URLSearchParams): DiagnoseView {
  const [artefact, a, b] = ["artefact", "va", "vb"].map((name) => bounded(search.get(name), 200));
  const [windowA, windowB] = [spanOf(search.get("a")), spanOf(search.get("b"))];
  const requestId = bounded(search.get("record"), 200);
  return {
    look: oneOf(LOOKS, search.get("look")) ?? EMPTY_VIEW.look,
    pair: oneOf(PAIRS, search.get("pair")) ?? EMPTY_VIEW.pair,
    where: segmentOf(search.getAll("where")),
    lineage: lineageOf(search.getAll("with")),
    versions: artefact && a && b ? { artefact, a, b } : null,
    windows: windowA && windowB ? { a: windowA, b: windowB } : null,
    kind: oneOf(KINDS, search.get("kind")),
    text: (search.get("text") ?? "").slice(0, 200),
    show: search.get("show") === "all" ? "all" : "bad",
    since: oneOf(SINCES, search.get("since")) ?? EMPTY_VIEW.since,
    record: requestId ? { requestId, spanId: bounded(search.get("span"), 32) } : null,
  };
}
const bounded = (text: string | null, most: number): string | null =>
  text !== null && text !== "" && text.length <= most ? text : null;

/** `language=de`: the value may hold further equals signs. */
function pairOf(text: string): readonly [string, string] | null {
  const at = text.indexOf("=");
  return at <= 0 || at === text.length - 1 ? null : [text.slice(0, at), text.slice(at + 1)];
}
function segmentOf(where: readonly string[]): Segment | null {
  const byDimension = new Map(where.flatMap((text) => [pairOf(text) ?? []].filter((pair) => pair.length === 2)));
  const parsed = Segment.safeParse({ conditions: [...byDimension].map(([dimension, value]) => ({ dimension, value })) });
  return parsed.success ? parsed.data : null;
}
function lineageOf(stated: readonly string[]): readonly ArtefactVersion[] {
  const pairs = stated.flatMap((text) => {
    const [artefact, version] = pairOf(text) ?? [];
    return artefact && version && artefact.length <= 64 && version.length <= 200 ? [{ artefact, version }] : [];
  });
  return pairs.slice(0, MOST_LINEAGE);
}
/** `2026-01-31T14:02:00.000Z/2026-01-31T14:20:00.000Z`, the end after the beginning. */
function spanOf(text: string | null): Span | null {
  const [from = Number.NaN, to = Number.NaN] = (text ?? "").split("/").map((moment) => Date.parse(moment));
  return to > from ? { from, to } : null;
}

/** The address of a view, without what goes without saying. What else the address holds stays. */
export function searchOf(view: DiagnoseView, before: URLSearchParams): URLSearchParams {
  const search = new URLSearchParams([...before].filter(([name]) => !OWN.includes(name)));
  const say = (name: string, value: string | null | undefined, otherwise: string | null = null) => {
    if (value != null && value !== otherwise) search.append(name, value);
  };
  const span = ({ from, to }: Span) => `${new Date(from).toISOString()}/${new Date(to).toISOString()}`;
  say("look", view.look, EMPTY_VIEW.look);
  say("pair", view.pair, EMPTY_VIEW.pair);
  for (const { dimension, value } of view.where?.conditions ?? []) say("where", `${dimension}=${value}`);
  for (const { artefact, version } of view.lineage) say("with", `${artefact}=${version}`);
  say("artefact", view.versions?.artefact);
  say("va", view.versions?.a);
  say("vb", view.versions?.b);
  say("a", view.windows && span(view.windows.a));
  say("b", view.windows && span(view.windows.b));
  say("kind", view.kind);
  say("text", view.text, "");
  say("show", view.show, EMPTY_VIEW.show);
  say("since", view.since, EMPTY_VIEW.since);
  say("record", view.record?.requestId);
  say("span", view.record?.spanId);
  return search;
}

/** With this condition instead of another one on its dimension. */
export function withCondition(where: Segment | null, dimension: string, value: string): Segment | null {
  const others = (where?.conditions ?? []).filter((condition) => condition.dimension !== dimension);
  const parsed = Segment.safeParse({ conditions: value === "" ? others : [...others, { dimension, value }].slice(-6) });
  return parsed.success ? parsed.data : null;
}
/** With this version instead of another one of its artefact; without it where `version` is empty. */
export function withVersion(lineage: readonly ArtefactVersion[], artefact: string, version: string): readonly ArtefactVersion[] {
  const others = lineage.filter((one) => one.artefact !== artefact);
  return version === "" ? others : [...others, { artefact, version }].slice(-MOST_LINEAGE);
}
