import { sqlMigration } from "../migrate.ts";

/**
 * `inbox_desk` is one row: whoever changes alerts or suspicions holds it to the end of the transaction, so that two nodes
 * never open two suspicions, or two alerts, for one fault. It also counts their numbers, without holes.
 */
export const inbox = sqlMigration(
  "020-inbox",
  `
create table inbox_desk (
  one boolean primary key default true check (one),
  last_alert bigint not null default 0,
  last_suspicion bigint not null default 0
);
insert into inbox_desk default values;

create table suspicions (
  number bigint primary key,
  group_key text not null,
  service text not null,
  title text not null,
  owner text not null check (owner in ('SRE', 'ML', 'Data', 'Product', 'Security')),
  urgency text not null check (urgency in ('page', 'ticket')),
  fault_class text not null check (fault_class in ('data', 'model', 'infra', 'security', 'governance')),
  scenario text check (scenario in ('I1', 'I2', 'I3', 'I4', 'I5')),
  since timestamptz not null,
  opened_at timestamptz not null,
  last_change_at timestamptz not null,
  active_until timestamptz not null,
  alert_count integer not null,
  segment jsonb,
  segment_asked_at timestamptz,
  fault text,
  declaring text,
  end_kind text check (end_kind in ('dismissed', 'merged', 'declared', 'faded')),
  end_reason text,
  incident_id text,
  follows boolean not null default false,
  ended_at timestamptz,
  ended_by text,
  check ((end_kind is null) = (ended_at is null)),
  check ((end_kind in ('merged', 'declared')) is not true or incident_id is not null)
);
create index suspicions_open on suspicions (group_key) where end_kind is null or follows;
create index suspicions_ended on suspicions (ended_at) where ended_at is not null;

create table alerts (
  number bigint primary key,
  key text not null,
  newest boolean not null,
  suspicion bigint references suspicions on delete cascade,
  status text not null check (status in ('firing', 'held', 'resolved')),
  held_by text,
  source text not null,
  service text not null,
  signal text,
  title text not null,
  owner text not null,
  urgency text not null,
  fault_class text not null,
  scenarios text[] not null,
  since timestamptz not null,
  reasons jsonb not null,
  sentence text not null,
  labels jsonb not null,
  url text not null,
  raised_at timestamptz not null,
  fired_at timestamptz not null,
  last_seen_at timestamptz not null,
  resolved_at timestamptz,
  returns integer not null,
  attached_to text,
  check ((status = 'resolved') = (resolved_at is not null)),
  check ((status = 'held') = (held_by is not null))
);
create unique index alerts_newest on alerts (key) where newest;
create index alerts_standing on alerts (number) where status <> 'resolved';
create index alerts_of_suspicion on alerts (suspicion);
create index alerts_alone on alerts (resolved_at) where suspicion is null and resolved_at is not null;

create sequence expected_change_number;
create table expected_changes (
  number bigint primary key default nextval('expected_change_number'),
  service text not null,
  signals text[] not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  reason text not null,
  documented_by text not null,
  created_at timestamptz not null,
  ended_early_at timestamptz,
  ended_early_by text,
  check ((ended_early_at is null) = (ended_early_by is null))
);
create index expected_changes_by_end on expected_changes (ends_at);
`,
);
