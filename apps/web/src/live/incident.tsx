import type { DeclaredIncident, IncidentCommand, LoggedEvent, Refusal } from "@firebreak/incident";
import type { Presence } from "@firebreak/server/contract";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useSyncExternalStore } from "react";
import { actorOf, useAccount } from "./account.tsx";
import type { Connection } from "./connection.ts";
import type { Chain } from "./fold.ts";
import type { Sent } from "./incident-room.ts";
import type { PendingRow } from "./pending.ts";
import { enterRoom, roomOf, tellPage } from "./rooms.ts";
import { useConnection } from "./socket.ts";

export interface OpenIncident {
  readonly kind: "open";
  readonly incidentId: string;
  /** What the log says, with what was just sent on top of it. */
  readonly state: DeclaredIncident;
  /** The number of the newest confirmed row. */
  readonly seq: number;
  /** Confirmed rows, oldest first: the newest 200 and what came since; older ones by `loadOlder`. */
  readonly rows: readonly LoggedEvent[];
  /** Not confirmed yet, newest last: to be shown after `rows`, marked as pending. */
  readonly pending: readonly PendingRow[];
  /** Commands on their way. */
  readonly waiting: number;
  readonly chain: Chain;
  readonly connection: Connection;
  readonly presence: Presence["people"];
  readonly moreBefore: boolean;
  readonly loadOlder: (backTo?: number) => Promise<void>;
}
export type IncidentLive =
  | { readonly kind: "loading"; readonly incidentId: string; readonly connection: Connection }
  | {
      readonly kind: "refused";
      readonly incidentId: string;
      readonly connection: Connection;
      readonly code: string;
      readonly message: string;
    }
  | OpenIncident;

/** Follows one incident as long as somebody looks at it. */
export function useIncident(incidentId: string): IncidentLive {
  const subscribe = useCallback((listener: () => void) => enterRoom(incidentId, listener), [incidentId]);
  const view = useSyncExternalStore(subscribe, () => roomOf(incidentId).view());
  const connection = useConnection();
  const account = useAccount();
  useEffect(() => roomOf(incidentId).resume(actorOf(account)), [incidentId, account]);
  return useMemo((): IncidentLive => {
    if (view.kind !== "open") return { ...view, incidentId, connection };
    const { held, state, pending, waiting, presence, moreBefore } = view;
    const loadOlder = (backTo?: number) => roomOf(incidentId).loadOlder(backTo);
    const { seq, rows, chain } = held;
    return { kind: "open", incidentId, state, seq, rows, pending, waiting, chain, connection, presence, moreBefore, loadOlder };
  }, [view, incidentId, connection]);
}

const IncidentContext = createContext<OpenIncident | null>(null);
/** Around the pages of an incident that is loaded. */
export const IncidentProvider = ({ incident, children }: { incident: OpenIncident; children: ReactNode }) => (
  <IncidentContext value={incident}>{children}</IncidentContext>
);
/** The incident whose pages these are; panels use this one. */
export function useOpenIncident(): OpenIncident {
  const incident = useContext(IncidentContext);
  if (incident === null) throw new Error("useOpenIncident is used outside of an incident's pages");
  return incident;
}

export interface CommandDesk {
  /**
   * A refusal comes at once where this browser knows it. Else the command shows as pending, and is sent again with the same
   * id until the server answered; resolves when it is durable, or refused (then it is taken back).
   */
  readonly send: (command: IncidentCommand) => Promise<Sent>;
  /** Why the command would be refused now: for disabled buttons. null: it would be accepted. */
  readonly explain: (command: IncidentCommand) => Refusal | null;
}
export function useCommand(incidentId: string): CommandDesk {
  const account = useAccount();
  return useMemo(() => {
    const actor = actorOf(account);
    return {
      send: (command) => roomOf(incidentId).send(command, actor),
      explain: (command) => roomOf(incidentId).explain(command, actor),
    };
  }, [incidentId, account]);
}

/** Tells the others which page of the incident this person looks at. */
export function usePresence(incidentId: string, page: string): void {
  useEffect(() => tellPage(incidentId, page), [incidentId, page]);
}
