import { z } from "zod";

const incidentId = z.string().regex(/^INC-\d{1,9}$/);

export const FollowAsk = z.object({ incidentId, after: z.number().int().nonnegative().nullable() });
export const UnfollowAsk = z.object({ incidentId });
export const PresentAsk = z.object({ incidentId, page: z.string().min(1).max(64) });
export const WatchAsk = z.object({ page: z.enum(["executive", "support"]) });

/** A bucket of asks for one socket: 20 a second, 60 at once. */
export function createAskLimit(now: () => number, rate = { perSecond: 20, burst: 60 }): () => boolean {
  let tokens = rate.burst;
  let last = now();
  return () => {
    const at = now();
    tokens = Math.min(rate.burst, tokens + ((at - last) / 1000) * rate.perSecond);
    last = at;
    if (tokens < 1) return false;
    tokens--;
    return true;
  };
}

interface Refused {
  readonly ok: false;
  readonly code: "BAD_REQUEST" | "TOO_MANY";
  readonly message: string;
}
const refused = (code: Refused["code"], message: string): Refused => ({ ok: false, code, message });

/** Every ask passes here: its rate, its shape, and an answer function that may be missing. */
export function createGate(withinLimit: () => boolean, failed: (error: unknown) => void) {
  return <S extends z.ZodType, A>(schema: S, handler: (ask: z.infer<S>) => Promise<A>) =>
    (raw: unknown, reply?: (answer: A | Refused) => void): void => {
      const answer = (value: A | Refused) => {
        if (typeof reply === "function") reply(value);
      };
      const ask = schema.safeParse(raw);
      if (!withinLimit()) answer(refused("TOO_MANY", "Too many requests on this connection. Wait a second."));
      else if (!ask.success) answer(refused("BAD_REQUEST", "This request is not part of the protocol."));
      else {
        handler(ask.data).then(answer, (error: unknown) => {
          failed(error);
          answer(refused("TOO_MANY", "The server could not answer just now. Try again."));
        });
      }
    };
}
