import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Request } from "express";
import type { Refusal } from "./reply.ts";

const inflate = promisify(gunzip);

export interface BodyLimits {
  /** Of one body, before and after decompression. */
  readonly bodyBytes: number;
  /** Of all bodies that are being received or decompressed at this moment. */
  readonly bytesInFlight: number;
  readonly bodyTimeoutMs: number;
}
export type Body = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly refusal: Refusal };

/** Reads request bodies within limits that hold for one body, and for all of them together. */
export function createBodyReader(limits: BodyLimits): { read(request: Request): Promise<Body> } {
  let inFlight = 0;
  const tooLarge: Refusal = {
    status: 413,
    message: `The body is larger than ${limits.bodyBytes} bytes, uncompressed. Send smaller batches.`,
  };
  const crowded: Refusal = {
    status: 503,
    message: "Too much is being received at once. Send it again later.",
    retryAfterSeconds: 1,
  };

  async function receive(request: Request, take: (bytes: number) => boolean): Promise<Body> {
    if (Number(request.headers["content-length"] ?? 0) > limits.bodyBytes) return { ok: false, refusal: tooLarge };
    const chunks: Buffer[] = [];
    let received = 0;
    for await (const chunk of request) {
      const bytes = chunk as Buffer;
      received += bytes.length;
      if (received > limits.bodyBytes) return { ok: false, refusal: tooLarge };
      if (!take(bytes.length)) return { ok: false, refusal: crowded };
      chunks.push(bytes);
    }
    return { ok: true, bytes: chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks, received) };
  }

  /** Stops as soon as the limit is passed, so a small bomb costs no more than a large body. */
  async function decompress(bytes: Buffer, take: (bytes: number) => boolean): Promise<Body> {
    try {
      const inflated = await inflate(bytes, { maxOutputLength: limits.bodyBytes, chunkSize: 128 * 1024 });
      return take(inflated.length) ? { ok: true, bytes: inflated } : { ok: false, refusal: crowded };
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE")
        return { ok: false, refusal: tooLarge };
      return { ok: false, refusal: { status: 400, message: "The body is not the gzip that Content-Encoding announces." } };
    }
  }

  return {
    read: async (request) => {
      const encoding = (request.headers["content-encoding"] ?? "identity").trim().toLowerCase();
      if (encoding !== "gzip" && encoding !== "identity")
        return {
          ok: false,
          refusal: { status: 415, message: `Content-Encoding ${encoding} is not understood. Send gzip or none.` },
        };
      let taken = 0;
      const take = (bytes: number): boolean => {
        taken += bytes;
        inFlight += bytes;
        return inFlight <= limits.bytesInFlight;
      };
      const timer = setTimeout(() => request.destroy(new Error("body timeout")), limits.bodyTimeoutMs);
      try {
        const body = await receive(request, take);
        return body.ok && encoding === "gzip" ? await decompress(body.bytes, take) : body;
      } catch {
        return { ok: false, refusal: { status: 408, message: "The body did not arrive whole and in time." } };
      } finally {
        clearTimeout(timer);
        inFlight -= taken;
      }
    },
  };
}
