import { type IncidentCommand, type Person, proposeSeverity } from "@firebreak/incident";
import type { DeclarationRule } from "./port.ts";
import { type AlertRecord, type SuspicionRecord, suspicionIdOf } from "./records.ts";

const LONGEST_SUMMARY = 4_000;

/** Everything the inbox knows, as the declaration a person would have written. */
export function declarationOf(
  suspicion: SuspicionRecord,
  about: {
    readonly rule: DeclarationRule;
    /** Those that fire, the most urgent first. */
    readonly alerts: readonly AlertRecord[];
    readonly commander: Person;
    readonly technicalLead: Person;
    readonly drill: boolean;
    readonly now: number;
  },
): IncidentCommand {
  const { rule, alerts, commander, technicalLead, drill, now } = about;
  const [lead] = alerts;
  const label = (lead?.title ?? suspicion.title).slice(0, 160).toWellFormed();
  return {
    type: "DeclareIncident",
    title: suspicion.title,
    summary: [
      `Declared by the rule “${rule.name}” from ${suspicionIdOf(suspicion.number)}.`,
      ...alerts.map((alert) => `${alert.title}: ${alert.sentence}`),
    ]
      .join("\n")
      .slice(0, LONGEST_SUMMARY)
      .toWellFormed(),
    service: suspicion.service,
    incidentClass: suspicion.faultClass,
    scenario: suspicion.scenario,
    impact: rule.impact,
    severity: proposeSeverity(rule.impact).severity,
    severityReason: "",
    impactStartedAt: new Date(Math.min(suspicion.since, now)).toISOString(),
    commander,
    technicalLead,
    detectedBy: lead?.signal ? { kind: "signal", label, ref: lead.signal } : null,
    drill,
  };
}
