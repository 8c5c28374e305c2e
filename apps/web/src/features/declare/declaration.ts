import {
  type Actor,
  decide,
  type Impact,
  type IncidentClass,
  IncidentCommand,
  initialState,
  type Person,
  type Proof,
  proposeSeverity,
  type ScenarioId,
  type Severity,
} from "@firebreak/incident";
import { type HypothesisPlan, I1_DECLARATION, OUTPUTS_WRONG, SCENARIOS } from "@firebreak/runbook";
import { SIGNALS, type SignalSeries } from "@firebreak/signals";

/** What stands in the form; nothing typed is lost by a refusal. */
export interface Draft {
  readonly title: string;
  readonly summary: string;
  readonly service: string;
  readonly incidentClass: IncidentClass;
  readonly scenario: ScenarioId | "";
  readonly impact: Impact;
  /** "": as proposed. */
  readonly severity: Severity | "";
  readonly severityReason: string;
  /** Epoch milliseconds; null: as suggested. */
  readonly impactStartedAt: number | null;
  readonly commanderId: string;
  readonly technicalLeadId: string;
  /** null: as suggested, a drill on the practice service. */
  readonly drill: boolean | null;
}
export type DraftField = keyof Draft;

export const emptyDraft = (accountId: string): Draft => ({
  title: "",
  summary: "",
  service: "",
  incidentClass: "model",
  scenario: "",
  impact: { customerHarm: "unknown", financialLoss: "unknown", regulatoryExposure: "unknown", systemDegradation: "unknown" },
  severity: "",
  severityReason: "",
  impactStartedAt: null,
  commanderId: accountId,
  technicalLeadId: accountId,
  drill: null,
});

/** The signal that left its envelope first: most likely what gave it away, and about when impact began. */
export interface Suspicion {
  readonly at: number;
  readonly proof: Proof;
  readonly title: string;
}
export function suspicionOf(series: readonly SignalSeries[]): Suspicion | null {
  const outside = series.flatMap((one) => (one.outsideSince === null ? [] : [{ signal: one.signal, at: one.outsideSince }]));
  const first = outside.toSorted((a, b) => a.at - b.at)[0];
  if (first === undefined) return null;
  const title = SIGNALS.find((signal) => signal.id === first.signal)?.title ?? first.signal;
  return { at: first.at, title, proof: { kind: "signal", label: title, ref: first.signal } };
}

/** The first scenario of the runbook that watches the signal. */
export const scenarioOf = (suspicion: Suspicion | null): ScenarioId | null =>
  SCENARIOS.find((one) => one.watch.some((signal) => signal === suspicion?.proof.ref))?.id ?? null;

/** What the runbook knows of a scenario, in the fields where nobody wrote or chose anything yet. */
export function prefill(draft: Draft, scenario: ScenarioId | ""): Partial<Draft> {
  const known = SCENARIOS.find((one) => one.id === scenario);
  if (known === undefined) return { scenario };
  const part: Partial<Draft> = { scenario, incidentClass: known.incidentClass };
  if (scenario !== I1_DECLARATION.scenario) return part;
  const untouched = Object.values(draft.impact).every((grade) => grade === "unknown");
  return {
    ...part,
    ...(draft.title.trim() === "" ? { title: I1_DECLARATION.title } : {}),
    ...(draft.summary.trim() === "" ? { summary: I1_DECLARATION.summary } : {}),
    ...(untouched ? { impact: I1_DECLARATION.impact } : {}),
  };
}

/** “Outputs wrong” is what a model incident is inspected by; the other classes' symptoms have no list yet. */
export const hypothesesFor = ({
  incidentClass,
  scenario,
}: Pick<Draft, "incidentClass"> & { scenario: ScenarioId | null | "" }): readonly HypothesisPlan[] =>
  scenario === "I1" || (incidentClass === "model" && !scenario) ? OUTPUTS_WRONG : [];

export interface Surroundings {
  readonly people: readonly Person[];
  readonly suspicion: Suspicion | null;
  readonly practiceService: string | null;
  readonly now: number;
  readonly actor: Actor;
}

export const isDrill = (draft: Draft, { practiceService }: Pick<Surroundings, "practiceService">): boolean =>
  draft.drill ?? (practiceService !== null && draft.service === practiceService);
export const impactStart = (draft: Draft, { suspicion, now }: Pick<Surroundings, "suspicion" | "now">): number =>
  draft.impactStartedAt ?? suspicion?.at ?? now;

const WHAT_TO_DO: Partial<Record<string, readonly [DraftField, string]>> = {
  title: ["title", "Say in one line what goes wrong for whom, at most 200 characters."],
  summary: ["summary", "At most 4,000 characters; the rest belongs into the log."],
  service: ["service", "Choose the service under incident."],
  severityReason: ["severityReason", "At most 1,000 characters."],
  impactStartedAt: ["impactStartedAt", "Give the time as a date and an hour."],
  commander: ["commanderId", "Name who commands."],
  technicalLead: ["technicalLeadId", "Name who leads the diagnosis."],
};
const FIELD_OF_REFUSAL: readonly (readonly [RegExp, DraftField])[] = [
  [/SEVERITY|REASON/, "severityReason"],
  [/IMPACT|FUTURE|TIME/, "impactStartedAt"],
  [/COMMANDER/, "commanderId"],
  [/LEAD/, "technicalLeadId"],
];

export type Checked =
  | { readonly ok: true; readonly command: Extract<IncidentCommand, { type: "DeclareIncident" }> }
  | { readonly ok: false; readonly faults: Partial<Record<DraftField, string>>; readonly message: string | null };

/** The same rules as the server's: the contract's form first, then what `decide` says. */
export function checkDraft(draft: Draft, around: Surroundings): Checked {
  const person = (id: string) => around.people.find((one) => one.id === id);
  const proposed = proposeSeverity(draft.impact).severity;
  const severity = draft.severity === "" ? proposed : draft.severity;
  const parsed = IncidentCommand.safeParse({
    type: "DeclareIncident",
    title: draft.title,
    summary: draft.summary,
    service: draft.service,
    incidentClass: draft.incidentClass,
    scenario: draft.scenario === "" ? null : draft.scenario,
    impact: draft.impact,
    severity,
    severityReason: severity === proposed ? "" : draft.severityReason,
    impactStartedAt: new Date(impactStart(draft, around)).toISOString(),
    commander: named(person(draft.commanderId)),
    technicalLead: named(person(draft.technicalLeadId)),
    detectedBy: around.suspicion?.proof ?? null,
    drill: isDrill(draft, around),
  });
  if (!parsed.success) {
    const faults: Partial<Record<DraftField, string>> = {};
    let message: string | null = null;
    for (const issue of parsed.error.issues) {
      const known = WHAT_TO_DO[String(issue.path[0])];
      if (known) faults[known[0]] ??= known[1];
      else message ??= issue.message;
    }
    return { ok: false, faults, message };
  }
  if (parsed.data.type !== "DeclareIncident") throw new Error("a declaration was parsed as something else");
  const at = new Date(around.now).toISOString();
  const decision = decide(parsed.data, initialState, { commandId: "check", actor: around.actor, at });
  return decision.ok ? { ok: true, command: parsed.data } : refusedDraft(decision.refusal);
}
const named = (person: Person | undefined) => (person === undefined ? undefined : { id: person.id, name: person.name });

/** Points to the field that a refusal is about, where it is about one. */
export function refusedDraft({ code, message }: { code: string; message: string }): Extract<Checked, { ok: false }> {
  const field = FIELD_OF_REFUSAL.find(([pattern]) => pattern.test(code))?.[1];
  return field ? { ok: false, faults: { [field]: message }, message: null } : { ok: false, faults: {}, message };
}
