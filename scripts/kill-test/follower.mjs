import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const root = join(import.meta.dirname, "..", "..");
const inServer = createRequire(join(root, "apps", "server", "package.json"));
const { io } = await import(pathToFileURL(inServer.resolve("socket.io-client")).href);
const { evolve, initialState } = await import(pathToFileURL(join(root, "packages", "incident", "src", "index.ts")).href);

/** A browser without a page: follows incidents, folds what it is told, and asks again after every loss. */
export function openFollower(url, cookie) {
  const held = new Map();
  let resyncs = 0;
  const socket = io(url, {
    path: "/live",
    transports: ["websocket"],
    extraHeaders: { cookie },
    forceNew: true,
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    timeout: 3000,
  });

  function take(id, rows) {
    const at = held.get(id);
    for (const row of rows) {
      if (row.seq <= at.seq) continue;
      if (row.seq !== at.seq + 1) return false;
      at.state = evolve(at.state, row.event, row);
      at.seq = row.seq;
      at.hash = row.hash;
    }
    return true;
  }
  async function follow(id) {
    const at = held.get(id);
    if (at.asking) return;
    at.asking = true;
    try {
      const answer = await socket.timeout(5000).emitWithAck("follow", { incidentId: id, after: at.seq || null });
      if (!answer.ok) throw new Error(answer.message);
      if (answer.kind === "snapshot") {
        Object.assign(at, { seq: answer.snapshot.seq, hash: answer.snapshot.headHash, state: answer.snapshot.state });
      } else take(id, answer.events);
    } catch {
      setTimeout(() => socket.connected && follow(id), 50);
      return;
    } finally {
      at.asking = false;
    }
    const early = at.early;
    at.early = [];
    if (!take(id, early)) resync(id);
  }
  function resync(id) {
    resyncs++;
    void follow(id);
  }

  socket.on("connect", () => {
    for (const id of held.keys()) void follow(id);
  });
  // Refused while the server starts: socket.io does not try again by itself then.
  socket.on("connect_error", () => socket.active || setTimeout(() => socket.connect(), 50));
  socket.on("disconnect", (reason) => reason === "io server disconnect" && setTimeout(() => socket.connect(), 50));
  socket.on("events", ({ incidentId, events }) => {
    const at = held.get(incidentId);
    if (!at) return;
    if (at.asking) at.early.push(...events);
    else if (!take(incidentId, events)) resync(incidentId);
  });
  socket.on("heartbeat", ({ heads }) => {
    for (const [id, seq] of Object.entries(heads)) if (held.has(id) && held.get(id).seq < seq) resync(id);
  });

  return {
    watch(ids) {
      for (const id of ids) held.set(id, { seq: 0, hash: "", state: initialState, asking: false, early: [] });
      if (socket.connected) for (const id of ids) void follow(id);
    },
    at: (id) => held.get(id),
    resyncs: () => resyncs,
    async reaches(id, seq, withinMs = 15_000) {
      const deadline = Date.now() + withinMs;
      while (held.get(id).seq < seq) {
        if (Date.now() > deadline) throw new Error(`a follower of ${id} stands at ${held.get(id).seq}, the log at ${seq}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () => socket.disconnect(),
  };
}
