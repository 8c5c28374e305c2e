export { CLOCKS, type ClockFacts, type ClockRow, type ClockStart, clocksFor, type LegalClock } from "./clocks.ts";
export { draftUpdate } from "./comms/draft-update.ts";
export type { MeasuredFacts } from "./comms/facts.ts";
export { type HypothesisPlan, I1_DECLARATION, OUTPUTS_WRONG } from "./hallucination-spike.ts";
export { type InspectedChange, type InspectedSignal, type Inspection, inspectLayers, layersOfSignal } from "./inspect.ts";
export { LAYER_TITLES, type LayerFinding, SYMPTOM_OF, SYMPTOM_TITLES } from "./layers.ts";
export { MEASURES, type MeasureSheet, measureSheet } from "./measures.ts";
export { SCENARIOS, type Scenario, scenario } from "./scenarios.ts";
export { type ProposedAnswer, proposeAnswers, type TriageFacts } from "./triage.ts";
