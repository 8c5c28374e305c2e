import type { Framework, IncidentClass, Proof, ScenarioId } from "@firebreak/incident";
import { bounded } from "./comms/facts.ts";
import { FITS } from "./inspect.ts";
import { names } from "./layer-signs.ts";
import { LAYER_TITLES, type LayerFinding } from "./layers.ts";
import { TECHNIQUES, type TechniqueEntry, type TechniqueSigns } from "./techniques.ts";
import { signalProof } from "./triage-words.ts";

export interface SecurityFacts {
  readonly incidentClass: IncidentClass;
  readonly scenario: ScenarioId | null;
  /** Of the layers of the incident's symptom. */
  readonly findings: readonly LayerFinding[];
  readonly signals: LayerFinding["looked"];
  /** With how well each fits the impact, 0–1. */
  readonly changes: readonly { readonly changeId: string; readonly title: string; readonly score: number }[];
  /** What is on the incident already; it is not suggested again. */
  readonly tagged: readonly string[];
}
/** For a person to accept; `reason` and `proofs` fit the command that tags it. */
export interface TechniqueSuggestion {
  readonly framework: Framework;
  readonly techniqueId: string;
  readonly title: string;
  readonly reason: string;
  readonly proofs: readonly Proof[];
}

const MOST_PROOFS = 5;
const LONGEST_REASON = 200;

/**
 * Techniques that the incident's telemetry looks like, the most specific of each framework first. Never a verdict: it says what was seen
 * that a technique would look like, and a person who read the requests decides.
 */
export function suggestTechniques(facts: SecurityFacts): readonly TechniqueSuggestion[] {
  const isSecurity = facts.incidentClass === "security" || facts.scenario === "I4";
  return TECHNIQUES.filter(({ techniqueId }) => !facts.tagged.includes(techniqueId)).flatMap((entry) => {
    if (entry.signs === null || (entry.signs.attack && !isSecurity)) return [];
    const seen = seenOf(entry.signs, facts);
    return seen ? [suggestion(entry, seen)] : [];
  });
}

interface Seen {
  readonly layer: LayerFinding | null;
  /** That fits the impact and lives in the layer. */
  readonly change: SecurityFacts["changes"][number] | null;
  readonly signals: LayerFinding["looked"];
}

/** null: something that the technique would show is missing. */
function seenOf(signs: TechniqueSigns, { findings, signals, changes }: SecurityFacts): Seen | null {
  const suspicious = findings.filter(({ finding }) => finding === "suspicious");
  const changeIn = ({ changeIds }: LayerFinding) =>
    changes.find(({ changeId, score }) => score >= FITS && changeIds.includes(changeId)) ?? null;
  if (suspicious.some((one) => signs.unless.includes(one.layer) && changeIn(one) !== null)) return null;
  const layer = suspicious.find((one) => signs.layers.includes(one.layer) && (!signs.changed || changeIn(one) !== null)) ?? null;
  if (signs.layers.length > 0 && !layer) return null;
  const off = signals.filter(
    ({ signal, standing }) =>
      (standing === "alarms" || standing === "outside") && signs.signals.some((pattern) => names(pattern, signal)),
  );
  return signs.signals.length > 0 && off.length === 0 ? null : { layer, change: layer && changeIn(layer), signals: off };
}

function suggestion({ framework, techniqueId, title }: TechniqueEntry, { layer, change, signals }: Seen): TechniqueSuggestion {
  const said = [
    ...(layer ? [`${LAYER_TITLES[layer.layer]}: ${layer.sentence}`] : []),
    ...(signals.length > 0 ? [`Outside: ${signals.map((one) => one.title).join(", ")}.`] : []),
  ];
  const changed: readonly Proof[] =
    change === null ? [] : [{ kind: "change", label: bounded(change.title, 160), ref: bounded(change.changeId, 500) }];
  return {
    framework,
    techniqueId,
    title,
    reason: bounded(said.join(" "), LONGEST_REASON),
    proofs: [...changed, ...signals.map(signalProof)].slice(0, MOST_PROOFS),
  };
}
