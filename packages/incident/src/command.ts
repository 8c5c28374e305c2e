import { z } from "zod";
import { AlertCommand } from "./alerts/commands.ts";
import { CommsCommand } from "./comms/commands.ts";
import { ContainmentCommand } from "./containment/commands.ts";
import { ExposureCommand } from "./exposure/commands.ts";
import { HypothesisCommand } from "./hypotheses/commands.ts";
import { LifecycleCommand } from "./lifecycle/commands.ts";
import { RecordCommand } from "./records/commands.ts";
import { TechniqueCommand } from "./techniques/commands.ts";
import { TriageCommand } from "./triage/commands.ts";
import type { Actor, Timestamp } from "./vocabulary.ts";

export const IncidentCommand = z.discriminatedUnion("type", [
  LifecycleCommand,
  TriageCommand,
  HypothesisCommand,
  ContainmentCommand,
  CommsCommand,
  ExposureCommand,
  AlertCommand,
  RecordCommand,
  TechniqueCommand,
]);
export type IncidentCommand = z.infer<typeof IncidentCommand>;

/** Comes in with the command: the core has no clock, no ids and no session of its own. */
export interface CommandContext {
  readonly commandId: string;
  readonly actor: Actor;
  readonly at: Timestamp;
}
