import type { DeclaredIncident, ExecutiveView, LoggedEvent, SupportView } from "@firebreak/incident";

/** The state at `seq`, so that a browser opens an incident without folding its whole log. */
export interface IncidentSnapshot {
  readonly incidentId: string;
  readonly seq: number;
  readonly headHash: string;
  readonly state: DeclaredIncident;
  /** The newest rows up to `seq`, at most 200, oldest first; older ones by `incidents.logBefore`. */
  readonly tail: readonly LoggedEvent[];
}
export type FollowAnswer =
  | { readonly ok: true; readonly kind: "snapshot"; readonly snapshot: IncidentSnapshot }
  /** All rows after the asked number. More than 2,000 missing rows are answered with a snapshot instead. */
  | { readonly ok: true; readonly kind: "events"; readonly events: readonly LoggedEvent[]; readonly head: number }
  | { readonly ok: false; readonly code: "FORBIDDEN" | "NOT_FOUND" | "BAD_REQUEST" | "TOO_MANY"; readonly message: string };

export type WatchAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: "FORBIDDEN" | "BAD_REQUEST" | "TOO_MANY"; readonly message: string };

export type PageView =
  | { readonly page: "executive"; readonly view: ExecutiveView }
  | { readonly page: "support"; readonly view: SupportView };

export interface Presence {
  readonly incidentId: string;
  /** One entry for each account, whatever the number of its tabs; at most 100. */
  readonly people: readonly { readonly id: string; readonly name: string; readonly role: string; readonly page: string }[];
}

/** socket.io, path /live, cookie session. A connection whose session ended is cut with `connect_error` "UNAUTHORIZED". */
export interface ClientToServer {
  /** From `after` (the last number held; null: nothing yet). Joins the room first, so nothing falls between answer and push. War room roles only. */
  follow: (ask: { readonly incidentId: string; readonly after: number | null }, answer: (reply: FollowAnswer) => void) => void;
  unfollow: (ask: { readonly incidentId: string }) => void;
  /** Which page of the incident this person looks at. */
  present: (ask: { readonly incidentId: string; readonly page: string }) => void;
  /** Pushes `page` for every incident, now and on each change. Executives may watch only "executive", support only "support". */
  watch: (ask: { readonly page: "executive" | "support" }, answer: (reply: WatchAnswer) => void) => void;
}
export interface ServerToClient {
  /** In order, without holes, per incident. A hole means a lost push: follow again from the last number held. */
  events: (push: { readonly incidentId: string; readonly events: readonly LoggedEvent[] }) => void;
  /** Every 5 s: the head of each incident this socket follows. Silence of 12 s means the connection is lost. */
  heartbeat: (push: { readonly at: number; readonly heads: Readonly<Record<string, number>> }) => void;
  presence: (push: Presence) => void;
  page: (push: PageView) => void;
  /** War room roles: some incident's summary changed; ask for the list again. */
  incidents: () => void;
  /** War room roles: an alert, a suspicion or an expected change is new or other; ask for them again. At most once a second. */
  inbox: () => void;
}
