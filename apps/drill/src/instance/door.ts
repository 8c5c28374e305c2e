import express, { type Express } from "express";
import { z } from "zod";
import { DOCUMENT_IDS } from "../knowledge/store.ts";
import { LANGUAGES, REGIONS, TIERS } from "../language/language.ts";
import type { Answering, Asked } from "./answering.ts";
import { doorFault } from "./door-fault.ts";

const Question = z.object({
  conversationId: z.string().min(1).max(80),
  customer: z.object({ language: z.enum(LANGUAGES), tier: z.enum(TIERS), region: z.enum(REGIONS) }),
  customerId: z.string().min(1).max(40).nullable().default(null),
  question: z.string().min(1).max(2_000),
  intent: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("policy"), document: z.enum(DOCUMENT_IDS) }),
      z.object({ kind: z.literal("order") }),
      z.object({ kind: z.literal("beyond") }),
    ])
    .default({ kind: "beyond" }),
});

export interface AnsweringDoorOptions {
  readonly instance: string;
  readonly answer: (asked: Asked) => Promise<Answering>;
  /** Answers under way at once; more are turned away with 429. */
  readonly maxConcurrent: number;
}

/** POST /ask → the answer. GET /healthz. */
export function createAnsweringDoor({ instance, answer, maxConcurrent }: AnsweringDoorOptions): Express {
  const app = express();
  let underWay = 0;
  app.disable("x-powered-by").disable("etag");
  app.get("/healthz", (_request, response) => {
    response.json({ ok: true, instance, underWay });
  });
  app.post("/ask", express.json({ limit: "16kb" }), async (request, response) => {
    const asked = Question.safeParse(request.body);
    if (!asked.success) {
      response.status(400).json({ ok: false, code: "QUESTION_MALFORMED", message: z.prettifyError(asked.error) });
      return;
    }
    if (underWay >= maxConcurrent) {
      response.status(429).json({ ok: false, code: "BUSY", message: "Too many answers are under way; ask again in a second." });
      return;
    }
    underWay += 1;
    try {
      const answering = await answer(asked.data);
      if (answering.ok) response.json({ instance, ...answering });
      else response.status(503).json({ ok: false, code: "QUEUE_FULL", message: "Too many wait already; ask again in a while." });
    } finally {
      underWay -= 1;
    }
  });
  app.use(doorFault("QUESTION_MALFORMED"));
  return app;
}
