import { sqlMigration } from "../migrate.ts";

/**
 * The first four tables are what better-auth 1.7 compiles from `betterAuthOptions`, plus our checks; auth.postgres.test.ts
 * asks the library whether they still fit. The other two are ours.
 */
export const auth = sqlMigration(
  "010-auth",
  `
create table accounts (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null,
  image text,
  created_at timestamptz default current_timestamp not null,
  updated_at timestamptz default current_timestamp not null,
  role text not null
    check (role in ('commander', 'responder', 'executive', 'support', 'legal', 'administrator')),
  disabled boolean not null
);

create table sessions (
  id text primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz default current_timestamp not null,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  account_id text not null references accounts on delete cascade
);
create index sessions_account_id_idx on sessions (account_id);

create table credentials (
  id text primary key,
  provider_account_id text not null,
  provider_id text not null,
  account_id text not null references accounts on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz default current_timestamp not null,
  updated_at timestamptz not null
);
create index credentials_account_id_idx on credentials (account_id);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz default current_timestamp not null,
  updated_at timestamptz default current_timestamp not null
);
create index verifications_identifier_idx on verifications (identifier);

create table one_time_links (
  token_hash text primary key,
  kind text not null check (kind in ('first-administrator', 'invitation')),
  account_id text references accounts on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  check ((kind = 'invitation') = (account_id is not null) or used_at is not null)
);
create index one_time_links_account_id_idx on one_time_links (account_id);

create table api_keys (
  id text primary key,
  name text not null,
  service text not null,
  scopes text[] not null check (cardinality(scopes) > 0 and scopes <@ array['intake', 'flags']),
  start text not null,
  secret_hash text not null unique,
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
`,
);
