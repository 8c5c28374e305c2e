import {
  type Actor,
  decide,
  type Impact,
  type IncidentClass,
  IncidentCommand,
  initialState,
  type Person,
  proposeSeverity,
  type ScenarioId,
  type Severity,
  segmentKey,
} from "@firebreak/incident";
import { type HypothesisPlan, I1_DECLARATION, SCENARIOS, symptomOf, treeFor } from "@firebreak/runbook";
import type { Suspicion } from "@firebreak/server/contract";
import { type FirstSign, firstSignOfSuspicion, tellingAlerts } from "./firstSign.ts";

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
  /** The suspected incident of the inbox it is about; null: none. */
  readonly suspicionId: string | null;
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
  suspicionId: null,
});

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

const MOST_TITLE = 200;
const MOST_SUMMARY = 4000;
const SENTENCES = 12;

/** Everything that a suspected incident of the inbox knows, for a person to read over and send. */
export function draftOf(suspicion: Suspicion, accountId: string): Draft {
  const { suspicionId, title, service, faultClass, scenario, segment, alertCount } = suspicion;
  const sentences = [...new Set(tellingAlerts(suspicion).map((alert) => alert.sentence))];
  const where = segment === null ? [] : [`It stands out where ${segmentKey(segment)}.`];
  const more = alertCount > SENTENCES ? [`${alertCount} alerts in all, ${suspicionId}.`] : [];
  const draft: Draft = {
    ...emptyDraft(accountId),
    suspicionId,
    title: title.slice(0, MOST_TITLE),
    summary: [...where, ...sentences.slice(0, SENTENCES), ...more].join("\n").slice(0, MOST_SUMMARY),
    service,
    impactStartedAt: firstSignOfSuspicion(suspicion).at,
  };
  return { ...draft, ...prefill(draft, scenario ?? ""), incidentClass: faultClass };
}

/** The runbook's tree for what the incident looks like; without a scenario its layers alone. */
export const hypothesesFor = (
  declared: Pick<Draft, "incidentClass"> & { scenario: ScenarioId | null | "" },
): readonly HypothesisPlan[] => {
  const scenario = declared.scenario === "" ? null : declared.scenario;
  return treeFor({ symptom: symptomOf({ ...declared, scenario }), scenario });
};

export interface Surroundings {
  readonly people: readonly Person[];
  readonly firstSign: FirstSign | null;
  /** What is rehearsed on. */
  readonly practiceServices: readonly string[];
  readonly now: number;
  readonly actor: Actor;
}

export const isDrill = (draft: Draft, { practiceServices }: Pick<Surroundings, "practiceServices">): boolean =>
  draft.drill ?? practiceServices.includes(draft.service);
export const impactStart = (draft: Draft, { firstSign, now }: Pick<Surroundings, "firstSign" | "now">): number =>
  draft.impactStartedAt ?? firstSign?.at ?? now;

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
    detectedBy: around.firstSign?.proof ?? null,
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
