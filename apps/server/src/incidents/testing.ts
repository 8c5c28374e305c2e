import { randomUUID } from "node:crypto";
import type { Actor, IncidentCommand } from "@firebreak/incident";
import type { CommandRequest } from "./port.ts";

export const COMMANDER: Actor = { kind: "person", id: "p-commander", name: "Mira Sol", role: "commander" };

export const declaration: IncidentCommand = {
  type: "DeclareIncident",
  title: "Ungrounded answers in German",
  summary: "",
  service: "support-assistant",
  incidentClass: "model",
  scenario: "I1",
  impact: { customerHarm: "high", financialLoss: "low", regulatoryExposure: "low", systemDegradation: "none" },
  severity: "SEV2",
  severityReason: "A test does not need a better one.",
  impactStartedAt: "2026-01-31T13:58:00.000Z",
  commander: { id: "p-commander", name: "Mira Sol" },
  technicalLead: { id: "p-lead", name: "Ari Lund" },
  detectedBy: null,
  drill: false,
};
export const aNote = (text: string): IncidentCommand => ({ type: "AddNote", text, proofs: [] });

export const byCommander = (incidentId: string, command: IncidentCommand, commandId: string = randomUUID()): CommandRequest => ({
  commandId,
  incidentId,
  command,
  actor: COMMANDER,
});
