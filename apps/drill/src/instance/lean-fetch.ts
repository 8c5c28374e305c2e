import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { request as requestOverTls, Agent as TlsAgent } from "node:https";

/**
 * What the OFREP client needs of `fetch`, on Node's own client with connections kept: each answer asks for a flag, and this costs half the
 * processor time. Rejects when nothing answers within `timeoutMs`.
 */
export function createLeanFetch(timeoutMs: number): typeof fetch {
  const agents = { plain: new Agent({ keepAlive: true }), tls: new TlsAgent({ keepAlive: true }) };
  return async (input, init) => {
    const asked = new Request(input, init);
    const body = await asked.text();
    const overTls = asked.url.startsWith("https:");
    const headers = { ...Object.fromEntries(asked.headers), "content-length": String(Buffer.byteLength(body)) };
    const options = { method: asked.method, headers, agent: overTls ? agents.tls : agents.plain };
    return new Promise((resolve, reject) => {
      const sent = (overTls ? requestOverTls : request)(asked.url, options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          clearTimeout(timer);
          resolve(responseOf(response.statusCode ?? 502, response.headers, Buffer.concat(chunks)));
        });
      });
      const timer = setTimeout(() => sent.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
      sent.on("error", (error) => {
        clearTimeout(timer);
        reject(error);
      });
      sent.end(body);
    });
  };
}

function responseOf(status: number, headers: IncomingHttpHeaders, body: Buffer): Response {
  const pairs = Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []));
  const bodiless = status === 204 || status === 304;
  return new Response(bodiless ? null : new Uint8Array(body), { status, headers: pairs.map(([name, value]) => [name, value]) });
}
