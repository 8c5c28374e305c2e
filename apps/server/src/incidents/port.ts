import type {
  Actor,
  DeclaredIncident,
  IncidentCommand,
  IncidentEvent,
  IncidentState,
  IncidentSummary,
  LoggedEvent,
  Refusal,
} from "@firebreak/incident";

export interface FoldedIncident {
  readonly incidentId: string;
  readonly seq: number;
  readonly headHash: string;
  readonly state: IncidentState;
}

/** A command's own id makes it count once, however often it is sent. */
export interface CommandRequest {
  readonly commandId: string;
  readonly incidentId: string;
  readonly command: IncidentCommand;
  readonly actor: Actor;
}
export type CommandOutcome =
  /** Durable. `events` are the rows this command appended, the first time and every time it is sent again. */
  { readonly ok: true; readonly events: readonly LoggedEvent[] } | { readonly ok: false; readonly refusal: Refusal };

/**
 * The log. An append is all or nothing, durable when it resolves, and refused (`conflict`) unless `expectedSeq` is the
 * head. A commandId that is already in the log answers `duplicate` with the rows it wrote.
 */
export interface EventStore {
  append(request: {
    readonly incidentId: string;
    readonly commandId: string;
    readonly expectedSeq: number;
    readonly prevHash: string;
    readonly at: string;
    readonly actor: Actor;
    readonly events: readonly IncidentEvent[];
  }): Promise<
    | { readonly kind: "appended"; readonly rows: readonly LoggedEvent[] }
    | { readonly kind: "duplicate"; readonly rows: readonly LoggedEvent[] }
    | { readonly kind: "conflict" }
  >;
  /** Rows after `afterSeq`, in order, at most `limit` (≤ 5,000), as they were written. */
  read(incidentId: string, afterSeq: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** Rows before `beforeSeq`, newest last, at most `limit` (≤ 1,000). */
  readBack(incidentId: string, beforeSeq: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** The head of every incident. */
  heads(): Promise<readonly { readonly incidentId: string; readonly seq: number }[]>;
  byCommand(commandId: string): Promise<readonly LoggedEvent[]>;
  head(incidentId: string): Promise<{ readonly seq: number; readonly hash: string } | null>;
  incidentIds(): Promise<readonly string[]>;
  /** The next "INC-n"; numbers are never given twice, a refused declaration may leave a hole. */
  nextIncidentId(): Promise<string>;
  /** Called for every append of any node, at least once, with no row content: read the rows. Fires also after a lost connection came back. */
  onAppended(listener: (wake: { readonly incidentId: string; readonly seq: number }) => void): void;
}

export interface Incidents {
  handle(request: CommandRequest): Promise<CommandOutcome>;
  /** Allocates the id and handles the declaration. Sent twice with one commandId it answers the first incident. */
  declare(request: Omit<CommandRequest, "incidentId">): Promise<CommandOutcome & { readonly incidentId?: string }>;
  /** The folded state at the head; null where there is no such incident. */
  load(incidentId: string): Promise<(FoldedIncident & { readonly state: DeclaredIncident }) | null>;
  /** Newest first, at most 200. An incident whose rows cannot be read is left out, and named in the server's log. */
  list(): Promise<readonly IncidentSummary[]>;
  read(incidentId: string, afterSeq: number, limit: number): Promise<readonly LoggedEvent[]>;
  readBack(incidentId: string, beforeSeq: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** Re-reads every row and checks hashes, links and holes; null where there is no such incident. */
  verify(
    incidentId: string,
  ): Promise<{ readonly ok: boolean; readonly seq: number; readonly headHash: string; readonly fault: string | null } | null>;
  /** After rows were appended (by this node or another) and folded; in order for one incident, each row once. */
  onEvents(listener: (incidentId: string, rows: readonly LoggedEvent[], folded: FoldedIncident) => void): () => void;
}
