import {
  type FaultClass,
  isCatalogueId,
  kindOf,
  type Measure,
  type Owner,
  parseCondition,
  parseExpression,
  type SignalDefinition,
  type Unit,
  unitOf,
} from "@firebreak/signals";
import type { TeamSignal } from "./team-file-schema.ts";

/** What does not fit: under which key, and where in its text an expression stops making sense. */
export interface Misfit {
  readonly path: readonly string[];
  /** Offset into the text of that key; null where it is not about a place in it. */
  readonly at: number | null;
  readonly message: string;
}

const USUAL_CLASS: Readonly<Record<Owner, FaultClass>> = {
  SRE: "infra",
  ML: "model",
  Data: "data",
  Product: "model",
  Security: "security",
};

/** A signal as the team wrote it, as a definition; or everything that is wrong with it. */
export function definitionFrom(written: TeamSignal): SignalDefinition | readonly Misfit[] {
  const misfits: Misfit[] = [];
  if (isCatalogueId(written.id)) {
    misfits.push({ path: ["id"], at: null, message: `${written.id} is a signal of the catalogue; give yours another id.` });
  }
  const source = sourceFrom(written, misfits);
  checkObjective(written, misfits);
  const unit = source && unitFrom(written, source.measure, misfits);
  if (misfits.length > 0 || source === null || unit === null) return misfits;
  return {
    id: written.id,
    title: written.title,
    unit,
    badDirection: written.bad,
    owner: written.owner,
    timing: written.timing,
    formula: written.formula ?? written.value ?? written.promql ?? "",
    source: source.source,
    // One value a bucket, and nobody knows of how many events: it is judged as it is.
    kind: source.measure === null ? "rate" : kindOf(source.measure),
    limit: written.limit ?? null,
    objective: written.objective ?? null,
    // What has drifted is judged by what sampling explains, not by a band.
    baseline: written.baseline ?? source.measure?.kind !== "drift",
    urgency: written.urgency,
    faultClass: written.class ?? USUAL_CLASS[written.owner],
    scenarios: written.scenarios,
    origin: "team",
    board: null,
  };
}

interface Source {
  readonly source: SignalDefinition["source"];
  /** null: PromQL. */
  readonly measure: Measure | null;
}

function sourceFrom({ value, promql }: TeamSignal, misfits: Misfit[]): Source | null {
  if (value !== undefined && promql !== undefined) {
    misfits.push({ path: ["promql"], at: null, message: "A signal has either value: or promql:, not both." });
    return null;
  }
  if (promql !== undefined) return { source: { kind: "promql", query: promql }, measure: null };
  if (value === undefined) {
    misfits.push({ path: [], at: null, message: "Write what it measures: value: with an expression, or promql: with a query." });
    return null;
  }
  const parsed = parseExpression(value);
  if (parsed.ok) return { source: { kind: "expression", text: value }, measure: parsed.measure };
  misfits.push({ path: ["value"], at: parsed.at, message: parsed.message });
  return null;
}

function checkObjective({ objective, promql }: TeamSignal, misfits: Misfit[]): void {
  if (objective === undefined) return;
  if (promql !== undefined) {
    misfits.push({
      path: ["objective"],
      at: null,
      message: "An objective counts good records; a PromQL signal has none. Give it a limit.",
    });
    return;
  }
  const parsed = parseCondition(objective.good);
  if (!parsed.ok) misfits.push({ path: ["objective", "good"], at: parsed.at, message: parsed.message });
}

function unitFrom({ unit, value }: TeamSignal, measure: Measure | null, misfits: Misfit[]): Unit | null {
  const known = measure && unitOf(measure);
  if (known === null && unit === undefined) {
    const message = "Write its unit: share, seconds, usd, tokens, per-minute, count, index or score.";
    misfits.push({ path: [], at: null, message });
  }
  if (known !== null && unit !== undefined && known !== unit) {
    misfits.push({ path: ["unit"], at: null, message: `unit: ${unit} does not fit; what ${value} measures is in ${known}.` });
  }
  return unit ?? known;
}
