import type { Insertable, Selectable } from "kysely";
import type { SuspicionEnd } from "./port.ts";
import type { AlertRecord, SuspicionRecord } from "./records.ts";
import type { InboxTables } from "./tables.ts";

type AlertRow = Selectable<InboxTables["alerts"]>;
type SuspicionRow = Selectable<InboxTables["suspicions"]>;

export function alertFrom(row: AlertRow): AlertRecord {
  return {
    number: row.number,
    key: row.key,
    suspicion: row.suspicion,
    status: row.status,
    heldBy: row.held_by,
    source: row.source,
    service: row.service,
    signal: row.signal,
    title: row.title,
    owner: row.owner,
    urgency: row.urgency,
    faultClass: row.fault_class,
    scenarios: row.scenarios,
    since: row.since.getTime(),
    reasons: row.reasons,
    sentence: row.sentence,
    labels: row.labels,
    url: row.url,
    raisedAt: row.raised_at.getTime(),
    firedAt: row.fired_at.getTime(),
    lastSeenAt: row.last_seen_at.getTime(),
    resolvedAt: row.resolved_at?.getTime() ?? null,
    returns: row.returns,
    attachedTo: row.attached_to,
  };
}

/** A changed alert is always the newest of its key. */
export function alertRow(alert: AlertRecord): Insertable<InboxTables["alerts"]> {
  return {
    number: alert.number,
    key: alert.key,
    newest: true,
    suspicion: alert.suspicion,
    status: alert.status,
    held_by: alert.heldBy,
    source: alert.source,
    service: alert.service,
    signal: alert.signal,
    title: alert.title,
    owner: alert.owner,
    urgency: alert.urgency,
    fault_class: alert.faultClass,
    scenarios: [...alert.scenarios],
    since: new Date(alert.since),
    reasons: JSON.stringify(alert.reasons),
    sentence: alert.sentence,
    labels: JSON.stringify(alert.labels),
    url: alert.url,
    raised_at: new Date(alert.raisedAt),
    fired_at: new Date(alert.firedAt),
    last_seen_at: new Date(alert.lastSeenAt),
    resolved_at: alert.resolvedAt === null ? null : new Date(alert.resolvedAt),
    returns: alert.returns,
    attached_to: alert.attachedTo,
  };
}

export function suspicionFrom(row: SuspicionRow): SuspicionRecord {
  return {
    number: row.number,
    groupKey: row.group_key,
    service: row.service,
    title: row.title,
    owner: row.owner,
    urgency: row.urgency,
    faultClass: row.fault_class,
    scenario: row.scenario,
    since: row.since.getTime(),
    openedAt: row.opened_at.getTime(),
    lastChangeAt: row.last_change_at.getTime(),
    activeUntil: row.active_until.getTime(),
    alertCount: row.alert_count,
    segment: row.segment,
    fault: row.fault,
    declaring: row.declaring,
    end: endFrom(row),
    follows: row.follows,
  };
}

function endFrom(row: SuspicionRow): SuspicionRecord["end"] {
  if (row.end_kind === null || row.ended_at === null) return null;
  const said = { at: row.ended_at.getTime(), by: row.ended_by ?? "" };
  if (row.end_kind === "faded") return { kind: "faded", ...said };
  if (row.end_kind === "dismissed") return { kind: "dismissed", reason: row.end_reason ?? "", ...said };
  return { kind: row.end_kind, incidentId: row.incident_id ?? "", ...said };
}

export const NOT_ENDED = {
  end_kind: null,
  end_reason: null,
  incident_id: null,
  follows: false,
  ended_at: null,
  ended_by: null,
} as const;
export function endColumns(end: SuspicionRecord["end"]) {
  if (end === null) return NOT_ENDED;
  const { kind, at, by } = end;
  return { ...NOT_ENDED, ...ending(end), end_kind: kind, ended_at: new Date(at), ended_by: by };
}
function ending(end: SuspicionEnd) {
  switch (end.kind) {
    case "dismissed":
      return { end_reason: end.reason };
    case "merged":
    case "declared":
      return { incident_id: end.incidentId, follows: true };
    case "faded":
      return {};
    default:
      return end satisfies never;
  }
}
