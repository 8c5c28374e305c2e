import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What an address may follow, and on whose behalf. */
export interface StreamHolder {
  readonly keyId: string;
  readonly service: string;
}
export interface StreamTokens {
  issue(holder: StreamHolder): string;
  /** null: forged, malformed or too old. */
  verify(token: string): StreamHolder | null;
  /** Counts up whenever `issue` starts to give another token to the same holder. */
  period(): number;
}

const PERIOD_MS = 15 * 60_000;
const MAX_TOKEN = 1_024;
const MAX_KEPT = 10_000;
const Payload = z.object({ k: z.string(), s: z.string(), p: z.number().int() });

/**
 * EventSource cannot send headers, so the stream's address carries a signed token instead of the key. It opens the
 * stream only – which says *that* flags changed, never what they are – and is good for 15 to 30 minutes. Within one
 * period a holder gets the same token, so a client that compares addresses keeps its connection.
 */
export function createStreamTokens({ secret, now }: { readonly secret: string; readonly now: () => number }): StreamTokens {
  const period = () => Math.floor(now() / PERIOD_MS);
  const sign = (body: string) => createHmac("sha256", secret).update(`firebreak flag stream\n${body}`).digest();
  /** Signed once a period: a bulk evaluation carries one each time. */
  let issued = { period: period(), tokens: new Map<string, string>() };
  return {
    period,
    issue({ keyId, service }) {
      if (issued.period !== period() || issued.tokens.size >= MAX_KEPT) issued = { period: period(), tokens: new Map() };
      const name = `${keyId}\n${service}`;
      const known = issued.tokens.get(name);
      if (known) return known;
      const body = Buffer.from(JSON.stringify({ k: keyId, s: service, p: period() })).toString("base64url");
      const token = `${body}.${sign(body).toString("base64url")}`;
      issued.tokens.set(name, token);
      return token;
    },
    verify(token) {
      const [body, signature, ...rest] = token.length > MAX_TOKEN ? [] : token.split(".");
      if (!body || !signature || rest.length > 0) return null;
      const given = Buffer.from(signature, "base64url");
      const right = sign(body);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      const payload = Payload.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
      if (!payload.success) return null;
      const age = period() - payload.data.p;
      return age === 0 || age === 1 ? { keyId: payload.data.k, service: payload.data.s } : null;
    },
  };
}
