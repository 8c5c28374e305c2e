import express, { type Express } from "express";
import { z } from "zod";
import { doorFault } from "../instance/door-fault.ts";
import { LANGUAGES, REGIONS, TIERS } from "../language/language.ts";
import type { RequestWithTruth } from "./population.ts";
import { AGE_BANDS, CHANNELS, ITEM_CATEGORIES, PAYMENT_METHODS, REASONS } from "./request.ts";
import type { Scoring } from "./scoring.ts";

const Asked = z.object({
  request: z.object({
    customer: z.object({ language: z.enum(LANGUAGES), tier: z.enum(TIERS), region: z.enum(REGIONS) }),
    ageBand: z.enum(AGE_BANDS),
    customerId: z.string().min(1).max(40).nullable(),
    orderValue: z.number().nonnegative(),
    itemCount: z.number().int().positive(),
    itemCategory: z.enum(ITEM_CATEGORIES),
    paymentMethod: z.enum(PAYMENT_METHODS),
    channel: z.enum(CHANNELS),
    reason: z.enum(REASONS),
    delivery: z.object({
      elapsed: z.number().nonnegative(),
      unit: z.enum(["day", "hour"]),
      scanHours: z.number().nonnegative().nullable(),
    }),
  }),
  /** What only time will tell; goes past the model. */
  unjustified: z.boolean(),
});

export interface ScoringDoorOptions {
  readonly instance: string;
  readonly score: (asked: RequestWithTruth) => Promise<Scoring>;
}

/** POST /score → score and decision. GET /healthz. */
export function createScoringDoor({ instance, score }: ScoringDoorOptions): Express {
  const app = express();
  app.disable("x-powered-by").disable("etag");
  app.get("/healthz", (_request, response) => {
    response.json({ ok: true, instance });
  });
  app.post("/score", express.json({ limit: "16kb" }), async (request, response) => {
    const asked = Asked.safeParse(request.body);
    if (!asked.success) {
      response.status(400).json({ ok: false, code: "REQUEST_MALFORMED", message: z.prettifyError(asked.error) });
      return;
    }
    const scoring = await score(asked.data);
    if (scoring.ok) response.json({ instance, ...scoring });
    else response.status(503).json({ ok: false, code: "QUEUE_FULL", message: "Too many wait already; ask again in a while." });
  });
  app.use(doorFault("REQUEST_MALFORMED"));
  return app;
}
