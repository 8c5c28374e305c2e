import { sqlMigration } from "../migrate.ts";

/**
 * What other systems announce, the doors they announce it by, and the marks of their deliveries, so that none is taken twice.
 * `said_at` is the time of the newest word; `at` the moment of the change.
 */
export const changes = sqlMigration(
  "030-changes",
  `
alter table api_keys drop constraint api_keys_scopes_check;
alter table api_keys add constraint api_keys_scopes_check
  check (cardinality(scopes) > 0 and scopes <@ array['intake', 'flags', 'alerts', 'changes']);

create table announced_changes (
  number bigint primary key generated always as identity,
  service text not null,
  key text not null,
  source text not null check (source in ('github', 'mlflow', 'cdevents', 'argo', 'json')),
  kind text not null,
  artefact text,
  version text,
  previous text,
  status text not null check (status in ('started', 'succeeded', 'failed', 'rolled-back')),
  at timestamptz not null,
  said_at timestamptz not null,
  announced_at timestamptz not null,
  title text not null,
  by text not null,
  environment text not null,
  url text not null,
  unique (service, key)
);
create index announced_changes_by_time on announced_changes (service, at);
create index announced_changes_old on announced_changes (at);

create table change_doors (
  door_id text primary key,
  service text not null,
  source text not null check (source in ('github', 'mlflow', 'cdevents', 'argo', 'json')),
  name text not null,
  secret_sealed bytea not null,
  created_at timestamptz not null,
  created_by text not null,
  last_used_at timestamptz,
  refused_at timestamptz,
  refusal text,
  revoked_at timestamptz,
  revoked_by text,
  check ((refused_at is null) = (refusal is null)),
  check ((revoked_at is null) = (revoked_by is null))
);

create table change_deliveries (
  door_id text not null references change_doors on delete cascade,
  mark text not null,
  taken_at timestamptz not null,
  primary key (door_id, mark)
);
create index change_deliveries_old on change_deliveries (taken_at);
`,
);
