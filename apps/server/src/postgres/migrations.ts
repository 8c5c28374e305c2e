import type { Migration } from "./migrate.ts";
import { incidentLog } from "./migrations/001-incident-log.ts";

/** The one ordered list; each room adds its own files here. */
export const MIGRATIONS: readonly Migration[] = [incidentLog];
