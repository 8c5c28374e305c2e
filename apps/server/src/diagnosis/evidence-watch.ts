import { type HypothesisEvidence, type LiveCheck, SYSTEM_ACTOR } from "@firebreak/incident";
import type { Logger } from "pino";
import { commandIdOf } from "../command-id.ts";
import type { Incidents } from "../incidents/port.ts";
import { createLiveLook, type LiveLook, type LiveLookPorts } from "./live-look.ts";
import { within } from "./parts.ts";

export interface EvidenceWatch {
  /** Resolves when no look is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
export interface EvidenceWatchPorts extends LiveLookPorts {
  readonly incidents: Pick<Incidents, "handle" | "load" | "list" | "onEvents">;
  /** Of all nodes one looks. */
  readonly lead: { readonly held: boolean };
  readonly logger: Logger;
  /** Runs `run` once after that many milliseconds, unless the answer is called before. */
  readonly schedule: (afterMs: number, run: () => void) => () => void;
}

const LOOK_EVERY_MS = 30_000;
const LOOK_TAKES_MS = 8_000;
/** Checks of one round; where there are more, the next round goes on with those that were left out. */
const MOST_CHECKS = 200;
const AT_ONCE = 3;

interface Piece {
  readonly key: string;
  readonly incidentId: string;
  readonly service: string;
  readonly hypothesisId: string;
  readonly evidence: HypothesisEvidence & { readonly live: LiveCheck };
}

/**
 * Runs the live checks of active incidents every 30 s, new ones at once, and writes to the log when one says something else than it did.
 * The first look says what it says; after that two looks in a row must agree, so that what lies on the border does not flap.
 */
export function createEvidenceWatch(ports: EvidenceWatchPorts): EvidenceWatch {
  const { incidents, lead, logger } = ports;
  const lookAt = createLiveLook(ports);
  /** Looks that said otherwise than the log, once. */
  const doubted = new Set<string>();
  const rounds = createRounds({ ...ports, round });
  let last = "";

  async function round(isOnlyNew: boolean): Promise<void> {
    if (!lead.held) return;
    const all = await pieces();
    const known = new Set(all.map(({ key }) => key));
    for (const key of doubted) if (!known.has(key)) doubted.delete(key);
    const wanted = isOnlyNew ? all.filter(({ evidence }) => evidence.turns.length === 0) : all;
    const begin = Math.max(0, wanted.findIndex(({ key }) => key === last) + 1);
    const due = [...wanted.slice(begin), ...wanted.slice(0, begin)].slice(0, MOST_CHECKS);
    if (!isOnlyNew) last = due.length < wanted.length ? (due.at(-1)?.key ?? "") : "";
    const worker = async () => {
      for (let piece = due.shift(); piece && !rounds.closed; piece = due.shift()) await check(piece);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }
  async function pieces(): Promise<readonly Piece[]> {
    const found: Piece[] = [];
    for (const { incidentId, situation } of await incidents.list()) {
      if (situation !== "active") continue;
      const folded = await incidents.load(incidentId);
      if (!folded) continue;
      const { service, hypotheses } = folded.state;
      for (const { hypothesisId, evidence } of hypotheses)
        for (const piece of evidence) {
          const { live, evidenceId } = piece;
          if (live)
            found.push({ key: `${incidentId}/${evidenceId}`, incidentId, service, hypothesisId, evidence: { ...piece, live } });
        }
    }
    return found;
  }
  async function check(piece: Piece): Promise<void> {
    const { key, incidentId, service, evidence } = piece;
    try {
      const look = await within(LOOK_TAKES_MS, lookAt(service, evidence.live));
      if (look.holds === null) return;
      const stands = evidence.turns.at(-1)?.holds;
      if (look.holds === stands) doubted.delete(key);
      else if (stands === undefined || doubted.delete(key)) await record(piece, { ...look, holds: look.holds });
      else doubted.add(key);
    } catch (error) {
      logger.warn({ err: error, incidentId, check: evidence.live }, "A live check could not be run; it is tried again.");
    }
  }
  async function record(piece: Piece, { holds, sentence }: LiveLook & { readonly holds: boolean }): Promise<void> {
    const { incidentId, hypothesisId, evidence } = piece;
    const { evidenceId, turns } = evidence;
    // One turn comes after another: whoever writes it first, on any node, has written it.
    const commandId = commandIdOf(incidentId, evidenceId, "turn", turns.at(-1)?.at ?? "first");
    const command = { type: "RecordEvidenceTurn", hypothesisId, evidenceId, holds, sentence } as const;
    const outcome = await incidents.handle({ commandId, incidentId, command, actor: SYSTEM_ACTOR });
    if (outcome.ok || outcome.refusal.code === "NO_CHANGE") return;
    logger.warn({ incidentId, evidenceId, refusal: outcome.refusal }, "The log refused what a live check found.");
  }

  const unfollow = incidents.onEvents((_incidentId, rows) => {
    if (rows.some(({ event }) => event.type === "EvidenceAttached" && event.live)) rounds.requestNew();
  });
  return {
    settled: rounds.settled,
    async close() {
      unfollow();
      await rounds.close();
    },
  };
}

/** One round at a time; every 30 s one of all, and when asked for one of what is new. */
function createRounds(ports: {
  readonly round: (isOnlyNew: boolean) => Promise<void>;
  readonly schedule: EvidenceWatchPorts["schedule"];
  readonly logger: Logger;
}) {
  let running: Promise<void> = Promise.resolve();
  let isNewWaiting = false;
  let closed = false;
  const run = (isOnlyNew: boolean) => {
    running = running
      .then(() => {
        if (isOnlyNew) isNewWaiting = false;
        return closed ? undefined : ports.round(isOnlyNew);
      })
      .catch((error) => ports.logger.error({ err: error }, "The live checks could not be run; trying again."));
    return running;
  };
  let cancel = () => {};
  const next = () => {
    if (!closed) cancel = ports.schedule(LOOK_EVERY_MS, () => void runOnce());
  };
  const runOnce = async () => {
    await run(false);
    next();
  };
  next();
  return {
    get closed() {
      return closed;
    },
    requestNew() {
      if (isNewWaiting || closed) return;
      isNewWaiting = true;
      void run(true);
    },
    settled: async () => {
      for (let seen: Promise<void> | null = null; seen !== running; ) {
        seen = running;
        await seen;
      }
    },
    async close() {
      closed = true;
      cancel();
      await running;
    },
  };
}
