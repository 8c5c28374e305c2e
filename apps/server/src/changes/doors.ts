import { randomBytes } from "node:crypto";
import type { Kysely, Selectable } from "kysely";
import type { ChangeDoor, Changes, OpenedDoor } from "./port.ts";
import type { Seal } from "./sealing.ts";
import type { ChangeTables } from "./tables.ts";

const MOST_DOORS = 200;
const DOOR_ID = /^[\w-]{22}$/;
/** A stranger who knows an address cannot make the database write at each knock. */
const SAME_REFUSAL_MS = 10_000;

export type DoorDesk = Changes["doors"] & {
  open(doorId: string): Promise<OpenedDoor | null>;
  noteRefusal(doorId: string, message: string): Promise<void>;
};

export function createDoors({
  db,
  seal,
  now,
}: {
  readonly db: Kysely<ChangeTables>;
  readonly seal: Seal;
  readonly now: () => number;
}): DoorDesk {
  const live = () => db.selectFrom("change_doors").selectAll().where("revoked_at", "is", null);

  return {
    async list() {
      return (await live().orderBy("created_at", "desc").limit(MOST_DOORS).execute()).map(doorFrom);
    },
    async create({ service, source, name }, by) {
      if ((await live().limit(MOST_DOORS).execute()).length >= MOST_DOORS)
        return { ok: false, code: "DOORS_FULL", message: `There are ${MOST_DOORS} change doors. Revoke one that is not used.` };
      const doorId = randomBytes(16).toString("base64url");
      const secret = randomBytes(32).toString("base64url");
      const made = { created_at: new Date(now()), created_by: by.name };
      const row = await db
        .insertInto("change_doors")
        .values({ door_id: doorId, service, source, name, secret_sealed: seal.seal(secret, doorId), ...made })
        .returningAll()
        .executeTakeFirstOrThrow();
      return { ok: true, value: { door: doorFrom(row), secret, path: `/v1/changes/${doorId}` } };
    },
    async revoke(doorId, by) {
      const revoked = await db
        .updateTable("change_doors")
        .set({ revoked_at: new Date(now()), revoked_by: by.name })
        .where("door_id", "=", doorId)
        .where("revoked_at", "is", null)
        .executeTakeFirst();
      if (revoked.numUpdatedRows > 0n) return { ok: true, value: null };
      return { ok: false, code: "DOOR_UNKNOWN", message: "This door is revoked already. Reload the list." };
    },
    async open(doorId) {
      if (!DOOR_ID.test(doorId)) return null;
      const row = await live().where("door_id", "=", doorId).executeTakeFirst();
      if (!row) return null;
      return { doorId, service: row.service, source: row.source, secret: seal.open(row.secret_sealed, doorId) };
    },
    async noteRefusal(doorId, message) {
      const at = now();
      await db
        .updateTable("change_doors")
        .set({ refused_at: new Date(at), refusal: message.slice(0, 500) })
        .where("door_id", "=", doorId)
        .where(({ or, eb }) =>
          or([
            eb("refused_at", "is", null),
            eb("refused_at", "<", new Date(at - SAME_REFUSAL_MS)),
            eb("refusal", "!=", message.slice(0, 500)),
          ]),
        )
        .execute();
    },
  };
}

const doorFrom = (row: Selectable<ChangeTables["change_doors"]>): ChangeDoor => ({
  doorId: row.door_id,
  service: row.service,
  source: row.source,
  name: row.name,
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
  lastRefusal: row.refused_at === null ? null : { at: row.refused_at.toISOString(), message: row.refusal ?? "" },
});
