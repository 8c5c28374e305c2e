import { sqlMigration } from "../migrate.ts";

/**
 * `actor` and `event` are `json`, not `jsonb`: their text is kept to the letter, so a row hashes to the same value for ever.
 * `append_incident_events` is the only writer: one round trip, all or nothing. It answers `appended` or `duplicate` and
 * raises FB001 when the head is not the expected one.
 */
export const incidentLog = sqlMigration(
  "001-incident-log",
  `
create sequence incident_number;

create table incidents (
  incident_id text primary key,
  number bigint not null generated always as (substring(incident_id from 5)::bigint) stored unique,
  head_seq integer not null,
  head_hash text not null
);

create table incident_commands (
  command_id text primary key,
  incident_id text not null references incidents deferrable initially deferred,
  first_seq integer not null,
  last_seq integer not null
);

create table incident_events (
  incident_id text not null references incidents,
  seq integer not null check (seq > 0),
  at text not null,
  actor json not null,
  command_id text not null,
  event json not null,
  prev_hash text not null,
  hash text not null,
  primary key (incident_id, seq)
);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'The log is append only: % of % is refused.', lower(tg_op), tg_table_name using errcode = 'FB002';
end $$;
create trigger append_only before update or delete or truncate on incident_events
  for each statement execute function refuse_change();
create trigger append_only before update or delete or truncate on incident_commands
  for each statement execute function refuse_change();

create function append_incident_events(
  p_incident text, p_command text, p_expected integer, p_prev_hash text,
  p_at text, p_actor json, p_events json[], p_hashes text[]
) returns text language plpgsql as $$
declare
  last integer := p_expected + cardinality(p_events);
begin
  insert into incident_commands values (p_command, p_incident, p_expected + 1, last) on conflict do nothing;
  if not found then
    return 'duplicate';
  end if;
  if p_expected = 0 then
    insert into incidents (incident_id, head_seq, head_hash) values (p_incident, last, p_hashes[cardinality(p_hashes)])
      on conflict do nothing;
  else
    update incidents set head_seq = last, head_hash = p_hashes[cardinality(p_hashes)]
      where incident_id = p_incident and head_seq = p_expected and head_hash = p_prev_hash;
  end if;
  if not found then
    raise exception 'the head is not %', p_expected using errcode = 'FB001';
  end if;
  insert into incident_events
    select p_incident, p_expected + n, p_at, p_actor, p_command, p_events[n],
           case when n = 1 then p_prev_hash else p_hashes[n - 1] end, p_hashes[n]
    from generate_series(1, cardinality(p_events)) n;
  perform pg_notify('incident_events', p_incident || ' ' || last);
  return 'appended';
end $$;
`,
);
