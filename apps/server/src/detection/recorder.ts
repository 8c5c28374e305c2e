import { type IncidentCommand, SYSTEM_ACTOR } from "@firebreak/incident";
import type { Logger } from "pino";
import { commandIdOf } from "../command-id.ts";
import type { Incidents } from "../incidents/port.ts";
import { keyOf, type Watched, type WatchedIncident } from "./watched.ts";

/** What the watch found, on its way into the log. */
export interface Finding {
  /** What it is about, besides the containment: makes the command's id. */
  readonly about: readonly string[];
  readonly command: IncidentCommand;
}
export interface Recorder {
  /** Once, whoever else finds the same. What the log refuses or cannot take now is not tried again for 5 s. */
  record(watched: Watched, finding: Finding): Promise<void>;
  forget(watched: Pick<Watched, "incidentId" | "containment">): void;
}

const RETRY_AFTER_MS = 5_000;

export function createRecorder(ports: {
  readonly incidents: Pick<Incidents, "handle" | "load">;
  readonly now: () => number;
  readonly logger: Logger;
  /** The incident with the finding in it. */
  readonly onRecorded: (incident: WatchedIncident) => void;
}): Recorder {
  /** For each containment: the command that did not get through last, and when to try again. */
  const waiting = new Map<string, { readonly commandId: string; readonly until: number }>();
  return {
    async record(watched, { about, command }) {
      const { incidentId, containment } = watched;
      const commandId = commandIdOf(incidentId, containment.containmentId, ...about);
      const held = waiting.get(`${keyOf(watched)} ${command.type}`);
      if (held?.commandId === commandId && held.until > ports.now()) return;
      waiting.set(`${keyOf(watched)} ${command.type}`, { commandId, until: ports.now() + RETRY_AFTER_MS });
      const outcome = await ports.incidents.handle({ commandId, incidentId, command, actor: SYSTEM_ACTOR });
      if (!outcome.ok) {
        const { refusal } = outcome;
        ports.logger.warn({ incidentId, command: command.type, refusal }, "The log refused what the containment watch found.");
        return;
      }
      waiting.delete(`${keyOf(watched)} ${command.type}`);
      const folded = await ports.incidents.load(incidentId);
      if (folded) ports.onRecorded(folded);
    },
    forget(watched) {
      for (const type of ["RecordAcknowledgement", "RecordEffect", "ExpireContainment"])
        waiting.delete(`${keyOf(watched)} ${type}`);
    },
  };
}
