import type { Request, Response } from "express";
import type { Logger } from "pino";
import type { ApiKeys } from "../auth/port.ts";
import type { StreamHolder } from "./stream-token.ts";

export interface StreamLimits {
  readonly total: number;
  readonly perKey: number;
}
export const STREAM_LIMITS: StreamLimits = { total: 2_000, perKey: 500 };
export const KEEP_ALIVE_MS = 25_000;
/** A reader that lets this much pile up is cut; it comes back and is told to ask again. */
const MAX_BACKLOG_BYTES = 64 * 1024;

/** Server-sent events that say "ask again". They hold no flags: the answer is given to the key that asks. */
export interface Streams {
  /** false: too many are open. Otherwise the response is the stream's from now on. */
  open(request: Request, response: Response, holder: StreamHolder): boolean;
  announce(service: string, version: number): void;
  count(): number;
  close(): void;
}

interface Stream extends StreamHolder {
  readonly response: Response;
}

const configEtag = (version: number) => `v${version}`;

export function createStreams(ports: {
  readonly apiKeys: Pick<ApiKeys, "list">;
  readonly logger: Logger;
  readonly versionOf: (service: string) => number;
  readonly limits: StreamLimits;
  readonly keepAliveMs: number;
}): Streams {
  const streams = new Set<Stream>();

  function send(stream: Stream, frame: string): void {
    if (stream.response.writableLength > MAX_BACKLOG_BYTES) stream.response.destroy();
    else stream.response.write(frame);
  }
  async function endRevoked(): Promise<void> {
    try {
      const keys = new Set((await ports.apiKeys.list()).map((key) => key.id));
      for (const stream of streams) if (!keys.has(stream.keyId)) stream.response.end();
    } catch (error) {
      ports.logger.warn(
        { err: error },
        "The API keys could not be listed; flag streams of revoked keys stay open until they can.",
      );
    }
  }
  const keepAlive = setInterval(() => {
    for (const stream of streams) send(stream, ": alive\n\n");
    if (streams.size > 0) void endRevoked();
  }, ports.keepAliveMs).unref();

  return {
    open(request, response, holder) {
      const ofKey = [...streams].filter((stream) => stream.keyId === holder.keyId).length;
      if (streams.size >= ports.limits.total || ofKey >= ports.limits.perKey) return false;
      const stream: Stream = { ...holder, response };
      response.on("close", () => streams.delete(stream));
      response.on("error", () => streams.delete(stream));
      streams.add(stream);
      response.writeHead(200, {
        "Content-Type": "text/event-stream; charset=utf-8",
        "Cache-Control": "no-store",
        "X-Accel-Buffering": "no",
      });
      const version = ports.versionOf(holder.service);
      // What changed between the last evaluation and this connection must not be missed.
      const upToDate = request.headers["last-event-id"] === configEtag(version);
      response.write(`retry: 2000\n\n${upToDate ? "" : refetch(version)}`);
      return true;
    },
    announce(service, version) {
      const frame = refetch(version);
      for (const stream of streams) if (stream.service === service) send(stream, frame);
    },
    count: () => streams.size,
    close() {
      clearInterval(keepAlive);
      for (const stream of streams) stream.response.end();
      streams.clear();
    },
  };
}

function refetch(version: number): string {
  const etag = configEtag(version);
  return `id: ${etag}\ndata: ${JSON.stringify({ type: "refetchEvaluation", etag })}\n\n`;
}
