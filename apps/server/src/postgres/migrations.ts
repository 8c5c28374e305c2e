import type { Migration } from "./migrate.ts";
import { incidentLog } from "./migrations/001-incident-log.ts";
import { auth } from "./migrations/010-auth.ts";
import { administratorLink } from "./migrations/011-administrator-link.ts";
import { alertKeys } from "./migrations/012-alert-keys.ts";
import { inbox } from "./migrations/020-inbox.ts";
import { changes } from "./migrations/030-changes.ts";

/** The one ordered list; each room adds its own files here. */
export const MIGRATIONS: readonly Migration[] = [incidentLog, auth, administratorLink, alertKeys, inbox, changes];
