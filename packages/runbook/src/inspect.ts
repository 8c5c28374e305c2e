import type { Layer, Symptom } from "@firebreak/incident";
import type { FaultClass, SignalId } from "@firebreak/signals";
import { changeOf, HARM_ONLY, LAYER_SIGNS, LAYERS_OF_CLASS, names } from "./layer-signs.ts";
import { LAYERS, type LayerFinding } from "./layers.ts";

type Looked = LayerFinding["looked"][number];

/** What a signal's watch says now. */
export interface InspectedSignal extends Looked {
  /** What it reads, e.g. “Null rate 1.4 %, inside its envelope.” */
  readonly sentence: string;
  readonly faultClass: FaultClass;
  /** How clearly it is outside, 0–1; missing: as clearly as can be. */
  readonly strength?: number;
}
/** A change of the feed with how well it fits the impact. */
export interface InspectedChange {
  readonly changeId: string;
  readonly kind: string;
  readonly artefact: string | null;
  readonly version: string | null;
  readonly title: string;
  /** 0–1, by its time and lineage. */
  readonly score: number;
}
export interface Inspection {
  readonly symptom: Symptom;
  readonly standings: readonly InspectedSignal[];
  readonly changes: readonly InspectedChange[];
}

/** Below it a change does not fit the impact. */
export const FITS = 0.1;
/** From here on a change explains what other layers show. */
const EXPLAINS = 0.5;
/** What signals alone can make of a layer: less than a change that fits well. */
const BY_SIGNALS = 0.6;
const HINT = 0.4;
const BY_CLASS = 0.2;
/** Left of a change's fit where the layer's own signal shows nothing. */
const CLEARED = 0.5;
const MOST_LOOKED = 12;
const MOST_CHANGES = 5;

/**
 * Looks at each layer of a symptom, in the order in which the runbook inspects them (C4). It never decides: a score says where to look
 * first. Of a layer
 *
 *     score = 1 − (1 − change) · (1 − 0.6 · sign · (1 − elsewhere))
 *
 * `change`: the best fit of a change that lives in the layer, by how likely its fault is one of this layer. `sign`: the strongest signal
 * that speaks to the layer, 1 where it shows a fault of the layer, 0.4 where it only hints at one. `elsewhere`: the best fit of a change
 * that does not live here; it explains the sign away, so that a side effect never outranks the layer that was changed.
 */
export function inspectLayers({ symptom, standings, changes }: Inspection): readonly LayerFinding[] {
  const best = Math.max(0, ...changes.map((change) => change.score));
  return LAYERS[symptom].map((layer) => {
    const signs = signsOf(layer, standings);
    const living = livingIn(layer, changes);
    const cleared = isCleared(layer, standings);
    const looked = signs.slice(0, MOST_LOOKED).map(lookedAt);
    const seen = { layer, looked, changeIds: living.slice(0, MOST_CHANGES).map(({ change }) => change.changeId) };
    const [cause] = living.filter(({ fit }) => fit >= FITS);
    const sign = signs.find(isOff);
    if (!cause && !sign) return { ...seen, ...nothing(layer, signs, living) };
    const other = explanationElsewhere(living, changes);
    const change = (cause?.fit ?? 0) * (cleared ? CLEARED : 1);
    const score = 1 - (1 - change) * (1 - BY_SIGNALS * (sign ? weightNow(sign) : 0) * (1 - (other?.score ?? 0)));
    const said = [
      cause && fitSaid(cause.change, cause.change.score === best),
      cause && cleared && clearedSaid(layer, standings),
      sign?.standing.sentence,
      sign &&
        !cause &&
        other &&
        other.score >= EXPLAINS &&
        `${labelOf(other)} lives elsewhere and fits the impact: probably its side effect.`,
    ];
    return { ...seen, finding: "suspicious", score, sentence: said.filter((one) => typeof one === "string").join(" ") };
  });
}

/** The layers of the symptom that a signal speaks to, for the diagnostic matrix (C5). */
export function layersOfSignal(
  symptom: Symptom,
  signal: { readonly signal: SignalId; readonly faultClass: FaultClass },
): readonly Layer[] {
  return LAYERS[symptom].filter((layer) => weightOf(layer, signal) > 0);
}

interface Sign {
  readonly standing: InspectedSignal;
  readonly weight: number;
}
interface Living {
  readonly change: InspectedChange;
  /** Its score, by how likely its fault is one of this layer. */
  readonly fit: number;
}

const ORDER: Readonly<Record<Looked["standing"], number>> = { alarms: 0, outside: 1, inside: 2, learning: 3, silent: 4 };
/** Outside alone is not yet an alarm. */
const OFF: Readonly<Partial<Record<Looked["standing"], number>>> = { alarms: 1, outside: 0.6 };

const isOff = ({ standing }: Sign): boolean => standing.standing === "alarms" || standing.standing === "outside";
const weightNow = ({ standing, weight }: Sign): number =>
  weight * (OFF[standing.standing] ?? 0) * Math.min(1, Math.max(0, standing.strength ?? 1));

/** Most telling first. */
function signsOf(layer: Layer, standings: readonly InspectedSignal[]): readonly Sign[] {
  return standings
    .map((standing) => ({ standing, weight: weightOf(layer, standing) }))
    .filter(({ weight }) => weight > 0)
    .sort(
      (a, b) => weightNow(b) - weightNow(a) || ORDER[a.standing.standing] - ORDER[b.standing.standing] || b.weight - a.weight,
    );
}

function weightOf(layer: Layer, { signal, faultClass }: { readonly signal: SignalId; readonly faultClass: FaultClass }): number {
  const { shows, hints } = LAYER_SIGNS[layer];
  if (shows.some((pattern) => names(pattern, signal))) return 1;
  if (hints.some((pattern) => names(pattern, signal))) return HINT;
  return !isInTable(signal) && LAYERS_OF_CLASS[faultClass].includes(layer) ? BY_CLASS : 0;
}
function isInTable(signal: SignalId): boolean {
  if (HARM_ONLY.includes(signal) || signal.startsWith("metric.")) return true;
  return Object.values(LAYER_SIGNS).some(({ shows, hints }) => [...shows, ...hints].some((pattern) => names(pattern, signal)));
}

/** Best fitting first. */
function livingIn(layer: Layer, changes: readonly InspectedChange[]): readonly Living[] {
  return changes
    .map((change) => ({ change, share: shareOf(layer, change) }))
    .filter(({ share }) => share > 0)
    .map(({ change, share }) => ({ change, fit: share * change.score }))
    .sort((a, b) => b.fit - a.fit);
}
const shareOf = (layer: Layer, change: InspectedChange): number =>
  Math.max(0, ...changeOf(change).map((kind) => LAYER_SIGNS[layer].changes[kind] ?? 0));

function explanationElsewhere(living: readonly Living[], changes: readonly InspectedChange[]): InspectedChange | undefined {
  const here = new Set(living.map(({ change }) => change.changeId));
  const [best] = changes.filter((change) => change.score >= FITS && !here.has(change.changeId)).sort((a, b) => b.score - a.score);
  return best;
}

function clearing(layer: Layer, standings: readonly InspectedSignal[]): readonly InspectedSignal[] {
  return standings.filter(({ signal }) => LAYER_SIGNS[layer].clearedBy.some((pattern) => names(pattern, signal)));
}
function isCleared(layer: Layer, standings: readonly InspectedSignal[]): boolean {
  const said = clearing(layer, standings).map(({ standing }) => standing);
  return said.includes("inside") && !said.includes("alarms") && !said.includes("outside");
}
function clearedSaid(layer: Layer, standings: readonly InspectedSignal[]): string {
  const inside = clearing(layer, standings).find(({ standing }) => standing === "inside");
  return inside ? `Against it: ${withoutStop(inside.sentence)}.` : "";
}

/** A metric is shown and never alarms, so that its silence clears nothing. */
const mayAlarm = ({ standing }: Sign): boolean => !standing.signal.startsWith("metric.");

function nothing(
  layer: Layer,
  signs: readonly Sign[],
  living: readonly Living[],
): Pick<LayerFinding, "finding" | "score" | "sentence"> {
  const inside = signs.filter((sign) => sign.standing.standing === "inside" && mayAlarm(sign));
  const [first] = inside;
  if (first) {
    const others = inside.length - 1;
    const too = others === 0 ? "" : ` ${others} more ${others === 1 ? "signal is" : "signals are"} inside too.`;
    return {
      finding: "nothing-found",
      score: 0,
      sentence: `${withoutStop(first.standing.sentence)}: nothing found.${too}${noChange(living)}`,
    };
  }
  return { finding: "not-measured", score: 0, sentence: `${notMeasured(layer, signs)}${noChange(living)}` };
}

function notMeasured(layer: Layer, signs: readonly Sign[]): string {
  const learning = signs.find(({ standing }) => standing.standing === "learning");
  if (learning) return `${learning.standing.title} is still learning what is usual: nothing can be said yet.`;
  const shown = signs.find((sign) => !mayAlarm(sign) && sign.standing.standing !== "silent");
  if (shown)
    return `${shown.standing.title} is measured and alarms for nobody: look at its chart. To be told, send ${LAYER_SIGNS[layer].send}.`;
  const silent = signs[0];
  if (silent) return `${silent.standing.title} has been silent. Send ${LAYER_SIGNS[layer].send}.`;
  return `Nothing that speaks to it is measured. Send ${LAYER_SIGNS[layer].send}.`;
}

const noChange = (living: readonly Living[]): string => {
  if (living.length === 0) return "";
  return living.length === 1
    ? " A change of it does not fit the impact."
    : ` ${living.length} changes of it do not fit the impact.`;
};
const fitSaid = (change: InspectedChange, isBest: boolean): string =>
  isBest ? `${labelOf(change)} fits the impact best.` : `${labelOf(change)} fits the impact, another change fits better.`;
const labelOf = ({ artefact, version, title }: InspectedChange): string =>
  artefact === null || version === null ? title : `${artefact} ${version}`;
const withoutStop = (sentence: string): string => sentence.replace(/[.\s]+$/, "");
const lookedAt = ({ standing: { signal, title, standing, sentence } }: Sign): Looked => ({ signal, title, standing, sentence });
