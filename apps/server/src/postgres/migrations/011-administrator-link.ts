import { sqlMigration } from "../migrate.ts";

/** A link asked for at a start, by whoever runs the server, for an installation whose administrators cannot get in. */
export const administratorLink = sqlMigration(
  "011-administrator-link",
  `
alter table one_time_links drop constraint one_time_links_kind_check;
alter table one_time_links add constraint one_time_links_kind_check
  check (kind in ('first-administrator', 'administrator', 'invitation'));
`,
);
