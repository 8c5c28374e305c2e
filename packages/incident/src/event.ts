import { z } from "zod";
import { AlertEvent } from "./alerts/events.ts";
import { CommsEvent } from "./comms/events.ts";
import { ContainmentEvent } from "./containment/events.ts";
import { ExposureEvent } from "./exposure/events.ts";
import { HypothesisEvent } from "./hypotheses/events.ts";
import { LifecycleEvent } from "./lifecycle/events.ts";
import { RecordEvent } from "./records/events.ts";
import { TechniqueEvent } from "./techniques/events.ts";
import { TriageEvent } from "./triage/events.ts";
import { Actor, Timestamp } from "./vocabulary.ts";

export const IncidentEvent = z.discriminatedUnion("type", [
  LifecycleEvent,
  TriageEvent,
  HypothesisEvent,
  ContainmentEvent,
  CommsEvent,
  ExposureEvent,
  AlertEvent,
  RecordEvent,
  TechniqueEvent,
]);
export type IncidentEvent = z.infer<typeof IncidentEvent>;

/**
 * One row of an incident's log. `seq` starts at 1 and has no holes. `hash` is the SHA-256, in hex, of the RFC 8785
 * canonical JSON of the row without `hash`; `prevHash` is the hash of row `seq - 1`, and 64 zeros for the first.
 */
export const LoggedEvent = z.object({
  incidentId: z.string(),
  seq: z.number().int().positive(),
  at: Timestamp,
  actor: Actor,
  commandId: z.string(),
  event: IncidentEvent,
  prevHash: z.string(),
  hash: z.string(),
});
export type LoggedEvent = z.infer<typeof LoggedEvent>;

/** What `evolve` needs of the row around an event. */
export type RowContext = Pick<LoggedEvent, "at" | "actor">;
