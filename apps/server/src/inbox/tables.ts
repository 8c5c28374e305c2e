import type { Segment } from "@firebreak/incident";
import type { AlertReason, FaultClass, Owner, Urgency } from "@firebreak/signals";
import type { ColumnType, Generated } from "kysely";
import type { Alert, Suspicion, SuspicionEnd } from "./port.ts";

/** Written as text: the driver would make a PostgreSQL array of a list. */
type Json<T> = ColumnType<T, string, string>;

/** Rows as migration 020-inbox makes them. A type, not an interface: Kysely's `withTables` asks for an index signature. */
export type InboxTables = {
  inbox_desk: { one: Generated<boolean>; last_alert: number; last_suspicion: number };
  suspicions: {
    number: number;
    group_key: string;
    service: string;
    title: string;
    owner: Owner;
    urgency: Urgency;
    fault_class: FaultClass;
    scenario: Suspicion["scenario"];
    since: Date;
    opened_at: Date;
    last_change_at: Date;
    active_until: Date;
    alert_count: number;
    segment: Json<Segment> | null;
    segment_asked_at: Date | null;
    fault: string | null;
    declaring: string | null;
    end_kind: SuspicionEnd["kind"] | null;
    end_reason: string | null;
    incident_id: string | null;
    follows: Generated<boolean>;
    ended_at: Date | null;
    ended_by: string | null;
  };
  alerts: {
    number: number;
    key: string;
    newest: boolean;
    suspicion: number | null;
    status: Alert["status"];
    held_by: string | null;
    source: Alert["source"];
    service: string;
    signal: string | null;
    title: string;
    owner: Owner;
    urgency: Urgency;
    fault_class: FaultClass;
    scenarios: string[];
    since: Date;
    reasons: Json<readonly AlertReason[]>;
    sentence: string;
    labels: Json<Readonly<Record<string, string>>>;
    url: string;
    raised_at: Date;
    fired_at: Date;
    last_seen_at: Date;
    resolved_at: Date | null;
    returns: number;
    attached_to: string | null;
  };
  expected_changes: {
    number: Generated<number>;
    service: string;
    signals: string[];
    starts_at: Date;
    ends_at: Date;
    reason: string;
    documented_by: string;
    created_at: Date;
    ended_early_at: Date | null;
    ended_early_by: string | null;
  };
};
