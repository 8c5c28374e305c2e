import { ImpactGrade } from "@firebreak/incident";
import { SIGNAL_ID } from "@firebreak/signals";
import { z } from "zod";

/** What a team's file may say; see `docs/signals.md`. Unknown keys are refused, so that a misspelt one is not silently without effect. */
export const MOST_SIGNALS = 100;
export const MOST_RULES = 20;

const text = (most: number) => z.string().trim().min(1, "must not be empty").max(most, `has at most ${most} characters`);
const id = z
  .string()
  .max(80, "has at most 80 characters")
  .regex(SIGNAL_ID, "is lower case letters and digits, in words joined by - _ or a dot: review-share");
const LIMIT = /^(<=|>=|≤|≥)\s*(-?\d{1,15}(?:\.\d{1,15})?)$/;
const limit = z.string().transform((written, context) => {
  const [, op, value] = LIMIT.exec(written.trim()) ?? [];
  if (op !== undefined && value !== undefined)
    return { op: op === "<=" || op === "≤" ? ("≤" as const) : ("≥" as const), value: Number(value) };
  context.addIssue('is written "<= 2" or ">= 0.92", in the signal\'s unit');
  return z.NEVER;
});
const owner = z.enum(["SRE", "ML", "Data", "Product", "Security"]);
const urgency = z.enum(["page", "ticket"]);
const scenario = z.enum(["I1", "I2", "I3", "I4", "I5"]);

export const TeamSignal = z.strictObject({
  id,
  title: text(80),
  unit: z.enum(["share", "seconds", "usd", "tokens", "per-minute", "count", "index", "score"]).optional(),
  bad: z.enum(["up", "down", "both"]),
  owner,
  value: text(2000).optional(),
  promql: text(2000).optional(),
  limit: limit.optional(),
  objective: z
    .strictObject({
      target: z.number().gt(0, "is a share above 0, such as 0.99").lt(1, "is a share below 1, such as 0.99"),
      days: z.int().min(1, "is 1 to 90").max(90, "is 1 to 90").default(30),
      good: text(2000),
    })
    .optional(),
  baseline: z.boolean().optional(),
  urgency: urgency.default("ticket"),
  timing: z.enum(["leading", "lagging"]).default("leading"),
  class: z.enum(["data", "model", "infra", "security", "governance"]).optional(),
  scenarios: z.array(scenario).max(5).default([]),
  formula: text(300).optional(),
});
export type TeamSignal = z.infer<typeof TeamSignal>;

const grade = ImpactGrade.default("unknown");
export const TeamRule = z.strictObject({
  name: text(80),
  when: z.strictObject({
    service: text(120).nullable().default(null),
    owner: owner.nullable().default(null),
    urgency: urgency.nullable().default(null),
    signals: z.array(z.string().max(120).regex(SIGNAL_ID, "is a signal's id")).max(100).default([]),
    atLeast: z.int().min(1, "is 1 to 100").max(100, "is 1 to 100").default(1),
    forMinutes: z.number().min(0, "is 0 to 1440").max(1440, "is 0 to 1440").default(5),
  }),
  commander: z.email("is the e-mail address of an account"),
  technicalLead: z.email("is the e-mail address of an account"),
  impact: z
    .strictObject({ customerHarm: grade, financialLoss: grade, regulatoryExposure: grade, systemDegradation: grade })
    .default({ customerHarm: "unknown", financialLoss: "unknown", regulatoryExposure: "unknown", systemDegradation: "unknown" }),
});
export type TeamRule = z.infer<typeof TeamRule>;
