import type { IncomingMessage } from "node:http";

/** Bearer, or X-API-Key as OFREP clients send it; empty where there is none. */
export function secretOf(request: Pick<IncomingMessage, "headers">): string {
  const [scheme, secret] = (request.headers.authorization ?? "").split(" ");
  if (scheme?.toLowerCase() === "bearer" && secret) return secret;
  const key = request.headers["x-api-key"];
  return typeof key === "string" ? key : "";
}
