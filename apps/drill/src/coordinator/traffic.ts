import { Agent, request } from "node:http";
import type { Random } from "../random.ts";

export interface Traffic {
  /** Answered over the last 10 seconds, a second. */
  requestsPerSecond(): number;
  close(): void;
}
export interface TrafficOptions {
  readonly host: string;
  readonly requestsPerSecond: number;
  readonly ports: () => readonly number[];
  readonly random: Random;
  readonly path: string;
  /** What the next customer sends, as JSON. */
  readonly nextBody: () => unknown;
}

const MAX_UNDER_WAY = 256;
const TIMEOUT_MS = 20_000;
const MEASURED_OVER_MS = 10_000;
/** Who would have come before is not made up for: after a long pause there is no crowd. */
const MOST_BEHIND_MS = 1_000;

/** Customers arrive at random (Poisson) and ask the instances in turn. What is too much is dropped, never queued. */
export function startTraffic({ host, requestsPerSecond, ports, random, path, nextBody }: TrafficOptions): Traffic {
  const agent = new Agent({ keepAlive: true, maxSockets: MAX_UNDER_WAY });
  const answeredAt: number[] = [];
  let underWay = 0;
  let asks = 0;
  let closed = false;
  let timer: NodeJS.Timeout | undefined;

  const ask = () => {
    const serving = ports();
    const port = serving[asks++ % Math.max(1, serving.length)];
    if (port === undefined || underWay >= MAX_UNDER_WAY) return;
    const body = JSON.stringify(nextBody());
    underWay += 1;
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const asked = request({ host, port, path, method: "POST", agent, headers, timeout: TIMEOUT_MS }, (response) => {
      if (response.statusCode === 200) remember(answeredAt);
      response.resume();
    });
    asked.on("timeout", () => asked.destroy());
    // An instance that was stopped loses the questions it held; the customers ask again.
    asked.on("error", () => {});
    asked.on("close", () => {
      underWay -= 1;
    });
    asked.end(body);
  };
  let nextAt = performance.now();
  const arrive = () => {
    if (closed) return;
    ask();
    // By the clock, not by the timer: a busy machine delays customers, it does not make fewer of them.
    const now = performance.now();
    nextAt = Math.max(nextAt, now - MOST_BEHIND_MS) + (-Math.log(1 - random()) * 1_000) / requestsPerSecond;
    timer = setTimeout(arrive, Math.max(0, nextAt - now));
  };
  if (requestsPerSecond > 0) arrive();
  return {
    requestsPerSecond: () => Math.round((forget(answeredAt).length / (MEASURED_OVER_MS / 1_000)) * 10) / 10,
    close() {
      closed = true;
      clearTimeout(timer);
      agent.destroy();
    },
  };
}

function remember(answeredAt: number[]): void {
  answeredAt.push(Date.now());
  if (answeredAt.length % 64 === 0) forget(answeredAt);
}
function forget(answeredAt: number[]): number[] {
  const since = Date.now() - MEASURED_OVER_MS;
  const kept = answeredAt.findIndex((at) => at >= since);
  answeredAt.splice(0, kept === -1 ? answeredAt.length : kept);
  return answeredAt;
}
