import { GENESIS_HASH, linkHash } from "@firebreak/evidence";
import {
  type Actor,
  type DeclaredIncident,
  decide,
  evolve,
  type IncidentCommand,
  type IncidentState,
  initialState,
  type LoggedEvent,
} from "@firebreak/incident";
import type { IncidentSnapshot } from "@firebreak/server/contract";

/** For tests of this folder: a log as the server writes it. */
export const COMMANDER: Actor = { kind: "person", id: "p1", name: "Commander", role: "commander" };
export const EXECUTIVE: Actor = { kind: "person", id: "p2", name: "Executive", role: "executive" };
const BEGIN = Date.parse("2026-01-31T14:00:00.000Z");
const person = { id: "p1", name: "Commander" };

export const DECLARE: IncidentCommand = {
  type: "DeclareIncident",
  title: "Invented refund policies",
  summary: "",
  service: "support-assistant",
  incidentClass: "model",
  scenario: "I1",
  impact: { customerHarm: "high", financialLoss: "low", regulatoryExposure: "none", systemDegradation: "none" },
  severity: "SEV1",
  severityReason: "",
  impactStartedAt: "2026-01-31T13:36:00.000Z",
  commander: person,
  technicalLead: person,
  detectedBy: null,
  drill: false,
};
export const note = (text: string): IncidentCommand => ({ type: "AddNote", text, proofs: [] });

/** One row for each event, commands `c1`, `c2`, … a second apart. Throws where a command is refused. */
export function writeLog(
  commands: readonly IncidentCommand[],
  before: readonly LoggedEvent[] = [],
  commandIds: readonly string[] = [],
): LoggedEvent[] {
  const rows = [...before];
  let state = stateOf(rows);
  for (const [index, command] of commands.entries()) {
    const commandId = commandIds[index] ?? `c${rows.length + 1}`;
    const at = new Date(BEGIN + rows.length * 1000).toISOString();
    const decision = decide(command, state, { commandId, actor: COMMANDER, at });
    if (!decision.ok) throw new Error(decision.refusal.message);
    for (const event of decision.events) {
      const last = rows.at(-1);
      const row = {
        incidentId: "INC-1",
        seq: rows.length + 1,
        at,
        actor: COMMANDER,
        commandId,
        event,
        prevHash: last?.hash ?? GENESIS_HASH,
      };
      const logged: LoggedEvent = { ...row, hash: linkHash(row) };
      state = evolve(state, event, logged);
      rows.push(logged);
    }
  }
  return rows;
}
const stateOf = (rows: readonly LoggedEvent[]): IncidentState =>
  rows.reduce<IncidentState>((state, row) => evolve(state, row.event, row), initialState);

export function snapshotOf(rows: readonly LoggedEvent[], tail = rows.length): IncidentSnapshot {
  const last = rows.at(-1);
  if (!last) throw new Error("a snapshot has at least one row");
  const state = stateOf(rows) as DeclaredIncident;
  return { incidentId: "INC-1", seq: last.seq, headHash: last.hash, state, tail: rows.slice(-tail) };
}
