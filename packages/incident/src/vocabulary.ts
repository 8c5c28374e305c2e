import { z } from "zod";

/** What an account may be. `administrator` runs the installation and may act as a commander. */
export const Role = z.enum(["commander", "responder", "executive", "support", "legal", "administrator"]);
export type Role = z.infer<typeof Role>;

/** Who issued a command. `system` is Firebreak itself (measurements, acknowledgements, expiry). */
export const Actor = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("person"), id: z.string().min(1), name: z.string().min(1), role: Role }),
  z.object({ kind: z.literal("system"), id: z.literal("firebreak"), name: z.literal("Firebreak") }),
]);
export type Actor = z.infer<typeof Actor>;
export const SYSTEM_ACTOR: Actor = { kind: "system", id: "firebreak", name: "Firebreak" };

/** A person as named in the log: the account's id and the name it had then. */
export const Person = z.object({ id: z.string().min(1).max(80), name: z.string().min(1).max(120) });
export type Person = z.infer<typeof Person>;

/** UTC, RFC 3339 with milliseconds: `2026-01-31T14:02:00.000Z`. The only form of time in the log. */
export const Timestamp = z.iso.datetime({ precision: 3 });
export type Timestamp = z.infer<typeof Timestamp>;

/** Runbook A2. */
export const IncidentClass = z.enum(["data", "model", "infra", "security", "governance"]);
export type IncidentClass = z.infer<typeof IncidentClass>;

/** Runbook I1–I5. */
export const ScenarioId = z.enum(["I1", "I2", "I3", "I4", "I5"]);
export type ScenarioId = z.infer<typeof ScenarioId>;

export const Severity = z.enum(["SEV1", "SEV2", "SEV3", "SEV4"]);
export type Severity = z.infer<typeof Severity>;

/** Runbook A3: the four axes, each graded. `unknown` is an honest answer in the first minutes. */
export const ImpactGrade = z.enum(["unknown", "none", "low", "medium", "high"]);
export type ImpactGrade = z.infer<typeof ImpactGrade>;
export const Impact = z.object({
  customerHarm: ImpactGrade,
  financialLoss: ImpactGrade,
  regulatoryExposure: ImpactGrade,
  systemDegradation: ImpactGrade,
});
export type Impact = z.infer<typeof Impact>;
export const IMPACT_AXES = ["customerHarm", "financialLoss", "regulatoryExposure", "systemDegradation"] as const;

/** One condition on a segment dimension of the inference records, e.g. language = de. */
const SegmentCondition = z.object({
  dimension: z
    .string()
    .regex(/^[a-z][a-z0-9_.-]{0,47}$/, "A dimension is lower case, at most 48 characters: language, tier, prompt.version"),
  value: z.string().min(1).max(120),
});
/** A conjunction of conditions, at most one for each dimension (runbook D2). */
export const Segment = z.object({ conditions: z.array(SegmentCondition).min(1).max(6) });
export type Segment = z.infer<typeof Segment>;

/** What a statement in the log leans on; every claim links to what proves it. */
export const Proof = z.object({
  kind: z.enum(["signal", "change", "segment", "record", "containment", "event", "url"]),
  label: z.string().min(1).max(160),
  ref: z.string().min(1).max(500),
});
export type Proof = z.infer<typeof Proof>;

export const Audience = z.enum(["executives", "support", "engineering", "customers", "legal"]);
export type Audience = z.infer<typeof Audience>;

/** Free text a person wrote: trimmed, never empty, bounded. */
export const shortText = z.string().trim().min(1).max(200);
export const longText = z.string().trim().min(1).max(4000);
export const Id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
