import type { Account } from "../auth/port.ts";
import type { Presence } from "./protocol.ts";

const MAX_PEOPLE = 100;

interface Seat {
  readonly account: Account;
  /** The page of each of the account's connections; the last one to move is shown. */
  readonly pages: Map<string, string>;
}

/** Who looks at what. One entry for each account, however many tabs it has. Empty rooms are forgotten. */
export function createPresence() {
  const rooms = new Map<string, Map<string, Seat>>();
  const placesOf = new Map<string, Set<string>>();

  return {
    sit(incidentId: string, connection: string, account: Account, page: string): void {
      const room = rooms.get(incidentId) ?? new Map<string, Seat>();
      rooms.set(incidentId, room);
      const seat = room.get(account.id) ?? { account, pages: new Map<string, string>() };
      room.set(account.id, seat);
      seat.pages.delete(connection);
      seat.pages.set(connection, page);
      placesOf.set(connection, (placesOf.get(connection) ?? new Set()).add(incidentId));
    },
    leave(incidentId: string, connection: string): boolean {
      const room = rooms.get(incidentId);
      if (!room || !placesOf.get(connection)?.delete(incidentId)) return false;
      for (const [accountId, seat] of room) {
        if (seat.pages.delete(connection) && seat.pages.size === 0) room.delete(accountId);
      }
      if (room.size === 0) rooms.delete(incidentId);
      return true;
    },
    placesOf: (connection: string): readonly string[] => [...(placesOf.get(connection) ?? [])],
    forget(connection: string): void {
      placesOf.delete(connection);
    },
    in(incidentId: string): Presence {
      const people = [...(rooms.get(incidentId)?.values() ?? [])].slice(0, MAX_PEOPLE).map(({ account, pages }) => ({
        id: account.id,
        name: account.name,
        role: account.role,
        page: [...pages.values()].at(-1) ?? "",
      }));
      return { incidentId, people };
    },
  };
}
