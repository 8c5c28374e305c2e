import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { quantile, type Row } from "./harness/bench.ts";

export const title = "Flags: OFREP evaluations over HTTP, against a bare Express handler that answers a constant";

const CONNECTIONS = 32;
const ROUNDS = 5;
const ROUND_MS = 1_000;
const CONTEXT = { targetingKey: "conversation-1", instance: "i-1", language: "de", tier: "free", region: "eu-west" };

interface Load {
  readonly what: string;
  readonly port: number;
  readonly path: string;
}
interface Round {
  /** Answers in a second on the clock, and in a second of the server's processor time. */
  readonly perSecond: number;
  readonly perCore: number;
}

/**
 * The server is a process of its own, of one thread; requests come from here over kept connections, one at a time on
 * each. The loads take turns, and the median round counts, so that a machine's mood meets all of them. The ratio is of
 * processor time: it says what an evaluation costs whatever else the machine does.
 */
export async function run(): Promise<Row[]> {
  const server = fork(new URL("./harness/ofrep-server.ts", import.meta.url), { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  try {
    const [ports] = (await once(server, "message", { signal: AbortSignal.timeout(30_000) })) as [{ flags: number; bare: number }];
    const loads: readonly Load[] = [
      { what: "bare handler, constant JSON", port: ports.bare, path: "/bare" },
      { what: "one flag", port: ports.flags, path: "/ofrep/v1/evaluate/flags/answer-mode" },
      { what: "all flags (bulk)", port: ports.flags, path: "/ofrep/v1/evaluate/flags" },
    ];
    for (const load of loads) await measure(server, load);
    const rounds = new Map<Load, Round[]>(loads.map((load) => [load, []]));
    for (let round = 0; round < ROUNDS; round++) {
      for (const load of loads) rounds.get(load)?.push(await measure(server, load));
    }
    const perCore = (load: Load) =>
      quantile(
        (rounds.get(load) ?? []).map((round) => round.perCore),
        0.5,
      );
    const [bare] = loads;
    return loads.map((load) => ({
      what: load.what,
      "per second": whole(
        quantile(
          (rounds.get(load) ?? []).map((round) => round.perSecond),
          0.5,
        ),
      ),
      "per second of one core": whole(perCore(load)),
      "ratio to bare": bare ? (perCore(load) / perCore(bare)).toFixed(2) : "",
    }));
  } finally {
    server.disconnect();
    if (server.exitCode === null) await once(server, "exit", { signal: AbortSignal.timeout(10_000) });
  }
}

async function measure(server: ChildProcess, load: Load): Promise<Round> {
  const before = await cpuSeconds(server);
  const started = performance.now();
  const until = started + ROUND_MS;
  const answers = (await Promise.all(Array.from({ length: CONNECTIONS }, () => keepAsking(load, until)))).reduce(
    (a, b) => a + b,
    0,
  );
  const seconds = (performance.now() - started) / 1000;
  return { perSecond: answers / seconds, perCore: answers / ((await cpuSeconds(server)) - before) };
}

async function cpuSeconds(server: ChildProcess): Promise<number> {
  server.send("cpu");
  const [usage] = (await once(server, "message", { signal: AbortSignal.timeout(10_000) })) as [NodeJS.CpuUsage];
  return (usage.user + usage.system) / 1e6;
}

/** On a bare socket, so that the asking side costs little: every answer is as long as the first one. */
async function keepAsking({ port, path }: Load, until: number): Promise<number> {
  const body = JSON.stringify({ context: CONTEXT });
  const request = Buffer.from(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nX-API-Key: fb_flags\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
  const socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  await once(socket, "connect");
  const { length } = await firstAnswer(socket, request);
  return new Promise((resolve, reject) => {
    let answers = 0;
    let missing = length;
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      missing -= chunk.length;
      if (missing > 0) return;
      if (missing < 0) return reject(new Error("an answer was longer than the first one"));
      answers++;
      if (performance.now() >= until) {
        socket.destroy();
        return resolve(answers);
      }
      missing = length;
      socket.write(request);
    });
    socket.write(request);
  });
}

async function firstAnswer(socket: Socket, request: Buffer): Promise<{ readonly length: number }> {
  socket.write(request);
  let text = "";
  for (;;) {
    const [chunk] = (await once(socket, "data")) as [Buffer];
    text += chunk.toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) continue;
    if (!text.startsWith("HTTP/1.1 200")) throw new Error(text.slice(0, 300));
    const content = /^content-length: (\d+)/im.exec(text)?.[1];
    if (!content) throw new Error("no Content-Length in the answer");
    if (text.length === end + 4 + Number(content)) return { length: text.length };
  }
}

const whole = (value: number) => Math.round(value).toLocaleString("en-US");
