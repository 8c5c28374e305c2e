import type { Audience, AudienceDesk, DeclaredIncident } from "@firebreak/incident";

export const AUDIENCE_ORDER: readonly Audience[] = ["executives", "support", "engineering", "customers", "legal"];

/** Runbook G2: framing differs, facts do not. */
export const AUDIENCE_FRAMING: Readonly<Record<Audience, { readonly title: string; readonly frame: string }>> = {
  executives: { title: "Executives", frame: "risk, business impact, ETA" },
  support: { title: "Support", frame: "talking points, workaround" },
  engineering: { title: "Engineering", frame: "hypotheses, logs" },
  customers: { title: "Customers", frame: "impact, next step" },
  legal: { title: "Legal", frame: "evidence, notification" },
};

const SOON_MS = 5 * 60_000;

export interface AudienceRow {
  readonly audience: Audience;
  readonly title: string;
  readonly frame: string;
  /** `quiet` once the incident is closed: no update is due any more. */
  readonly timer: { readonly kind: "quiet" } | { readonly kind: "due" | "soon" | "later"; readonly dueAt: number };
  readonly last: AudienceDesk["sent"][number] | null;
  readonly sentCount: number;
  readonly cadenceMinutes: number;
}

export function audienceRows(state: DeclaredIncident, now: number): readonly AudienceRow[] {
  return AUDIENCE_ORDER.map((audience) => {
    const desk = state.audiences[audience];
    return {
      audience,
      ...AUDIENCE_FRAMING[audience],
      timer: state.situation === "closed" ? { kind: "quiet" } : timerOf(desk, now),
      last: desk.sent[0] ?? null,
      sentCount: desk.sentCount,
      cadenceMinutes: desk.cadenceMinutes,
    };
  });
}

function timerOf(desk: AudienceDesk, now: number): AudienceRow["timer"] {
  const dueAt = Date.parse(desk.dueAt);
  const left = dueAt - now;
  return { kind: left <= 0 ? "due" : left < SOON_MS ? "soon" : "later", dueAt };
}
