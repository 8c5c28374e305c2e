import { sqlMigration } from "../migrate.ts";

/** Keys with which other systems deliver their alerts. */
export const alertKeys = sqlMigration(
  "012-alert-keys",
  `
alter table api_keys drop constraint api_keys_scopes_check;
alter table api_keys add constraint api_keys_scopes_check
  check (cardinality(scopes) > 0 and scopes <@ array['intake', 'flags', 'alerts']);
`,
);
