import type { ColumnType, GeneratedAlways } from "kysely";
import type { ChangeKind, ChangeReport, ChangeSource } from "./port.ts";

/** Rows as migration 030-changes makes them. A type, not an interface: Kysely's `withTables` asks for an index signature. */
export type ChangeTables = {
  announced_changes: {
    number: GeneratedAlways<number>;
    service: string;
    key: string;
    source: ChangeSource;
    kind: ChangeKind;
    artefact: string | null;
    version: string | null;
    previous: string | null;
    status: ChangeReport["status"];
    at: Date;
    said_at: Date;
    /** When it was first heard here. */
    announced_at: ColumnType<Date, Date, never>;
    title: string;
    by: string;
    environment: string;
    url: string;
  };
  change_doors: {
    door_id: string;
    service: string;
    source: ChangeSource;
    name: string;
    secret_sealed: Buffer;
    created_at: Date;
    created_by: string;
    last_used_at: Date | null;
    refused_at: Date | null;
    refusal: string | null;
    revoked_at: Date | null;
    revoked_by: string | null;
  };
  change_deliveries: { door_id: string; mark: string; taken_at: Date };
};
