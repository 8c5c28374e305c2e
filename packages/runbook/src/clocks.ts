import type { DeclaredIncident, Timestamp } from "@firebreak/incident";

export type ClockStart =
  | "aware"
  | "exposure-flagged"
  | "classified-major"
  | "materiality-determined"
  | "discovery"
  | "notification-sent";

/** A duty to report. Defaults, not advice: counsel decides whether it applies, and from when. */
export interface LegalClock {
  readonly id: string;
  readonly regime: string;
  readonly article: string;
  readonly title: string;
  readonly startEvent: ClockStart;
  readonly within: string;
  /** The sentence the duty comes from; “…” where it is shortened. */
  readonly source: string;
  readonly dueAt: (start: Timestamp) => Timestamp;
  readonly notes: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const after = (milliseconds: number) => (start: Timestamp) => new Date(Date.parse(start) + milliseconds).toISOString();

export const CLOCKS: readonly LegalClock[] = [
  {
    id: "ai-act-73-2",
    regime: "EU AI Act",
    article: "Art. 73(2)",
    title: "Serious incident report",
    startEvent: "aware",
    within: "15 days",
    source:
      "The report … shall be made immediately after the provider has established a causal link between the AI system and the serious incident or the reasonable likelihood of such a link, and, in any event, not later than 15 days after the provider or, where applicable, the deployer, becomes aware of the serious incident.",
    dueAt: after(15 * DAY),
    notes:
      "At once when a causal link is established; 15 days is the outer limit. 73(5) allows an incomplete first report. 73(6): no change to the system that may affect the evaluation of causes before the authority is informed. High-risk duties apply from 2 December 2027 or 2 August 2028.",
  },
  {
    id: "ai-act-73-3",
    regime: "EU AI Act",
    article: "Art. 73(3)",
    title: "Widespread infringement or critical infrastructure",
    startEvent: "aware",
    within: "2 days",
    source:
      "… the report … shall be provided immediately, and not later than two days after the provider or, where applicable, the deployer becomes aware of that incident.",
    dueAt: after(2 * DAY),
    notes: "For a widespread infringement, or a serious and irreversible disruption of critical infrastructure.",
  },
  {
    id: "ai-act-73-4",
    regime: "EU AI Act",
    article: "Art. 73(4)",
    title: "Death of a person",
    startEvent: "aware",
    within: "10 days",
    source:
      "… not later than 10 days after the date on which the provider or, where applicable, the deployer becomes aware of the serious incident.",
    dueAt: after(10 * DAY),
    notes: "At once when a causal relationship is established or suspected.",
  },
  {
    id: "gdpr-33-1",
    regime: "GDPR",
    article: "Art. 33(1)",
    title: "Personal data breach",
    startEvent: "exposure-flagged",
    within: "72 hours",
    source:
      "… the controller shall without undue delay and, where feasible, not later than 72 hours after having become aware of it, notify the personal data breach to the supervisory authority … unless the personal data breach is unlikely to result in a risk to the rights and freedoms of natural persons.",
    dueAt: after(72 * HOUR),
    notes: "Runs on weekends and holidays too. A later notification has to give its reasons.",
  },
  {
    id: "nis2-early-warning",
    regime: "NIS2",
    article: "Art. 23(4)(a)",
    title: "Early warning",
    startEvent: "exposure-flagged",
    within: "24 hours",
    source:
      "… without undue delay and in any event within 24 hours of becoming aware of the significant incident, an early warning …",
    dueAt: after(24 * HOUR),
    notes: "For essential and important entities, and a significant incident only.",
  },
  {
    id: "nis2-notification",
    regime: "NIS2",
    article: "Art. 23(4)(b)",
    title: "Incident notification",
    startEvent: "exposure-flagged",
    within: "72 hours",
    source:
      "… without undue delay and in any event within 72 hours of becoming aware of the significant incident, an incident notification …",
    dueAt: after(72 * HOUR),
    notes: "Updates the early warning with a first assessment of severity and impact.",
  },
  {
    id: "nis2-final",
    regime: "NIS2",
    article: "Art. 23(4)(d)",
    title: "Final report",
    startEvent: "notification-sent",
    within: "1 month",
    source: "… a final report not later than one month after the submission of the incident notification …",
    dueAt: plusOneMonth,
    notes: "Where the incident still goes on, a progress report first.",
  },
  {
    id: "dora-initial",
    regime: "DORA",
    article: "Art. 19(4)(a)",
    title: "Initial notification",
    startEvent: "classified-major",
    within: "4 hours",
    source:
      "Four hours from the classification as a major incident, and 24 hours from becoming aware of it at most (regulatory technical standard).",
    dueAt: after(4 * HOUR),
    notes: "Financial entities. Intermediate report within 72 hours of this one, final report one month later.",
  },
  {
    id: "sec-8-k-1.05",
    regime: "SEC",
    article: "Form 8-K Item 1.05",
    title: "Material cybersecurity incident",
    startEvent: "materiality-determined",
    within: "4 business days",
    source: "Four business days after the registrant determines that the incident is material.",
    dueAt: plusFourBusinessDays,
    notes:
      "Saturdays and Sundays are left out; federal holidays are not known here and move it further. The determination itself: without unreasonable delay.",
  },
  {
    id: "hipaa-164.404",
    regime: "HIPAA",
    article: "§ 164.404(b)",
    title: "Notice to individuals",
    startEvent: "discovery",
    within: "60 days",
    source: "… without unreasonable delay and in no case later than 60 calendar days after discovery of a breach.",
    dueAt: after(60 * DAY),
    notes: "Covered entities, and unsecured protected health information.",
  },
];

export type ClockRow = Pick<LegalClock, "id" | "regime" | "article" | "title" | "within" | "source" | "notes"> & {
  /** A sentence: what in the log started it, or what would. */
  readonly why: string;
} & ({ readonly status: "running"; readonly since: Timestamp; readonly dueAt: Timestamp } | { readonly status: "not-triggered" });

export type ClockFacts = Pick<DeclaredIncident, "declaredAt" | "severity" | "impact" | "exposures">;

/** Suggested from the log; counsel decides. Running ones first, the next due on top. */
export function clocksFor(facts: ClockFacts): readonly ClockRow[] {
  const rows = CLOCKS.map(({ id, regime, article, title, within, source, notes, dueAt }): ClockRow => {
    const clock = { id, regime, article, title, within, source, notes };
    const start = startOf(clock.id, facts);
    if (start.since === null) return { ...clock, status: "not-triggered", why: start.why };
    return { ...clock, status: "running", since: start.since, dueAt: dueAt(start.since), why: start.why };
  });
  const due = (row: ClockRow) => (row.status === "running" ? Date.parse(row.dueAt) : Number.POSITIVE_INFINITY);
  return rows.sort((a, b) => (due(a) === due(b) ? 0 : due(a) - due(b)));
}

interface Start {
  readonly since: Timestamp | null;
  readonly why: string;
}

function startOf(id: string, facts: ClockFacts): Start {
  if (id === "ai-act-73-2") return seriousIncident(facts);
  if (id === "gdpr-33-1" || id === "nis2-early-warning" || id === "nis2-notification") return dataExposure(facts);
  return { since: null, why: NOT_IN_THE_LOG[id] ?? "Nothing in the log starts it; counsel decides." };
}

/** Aware from the declaration, also when the exposure was graded later: the earlier start is the safe one. */
function seriousIncident({ declaredAt, severity, impact }: ClockFacts): Start {
  const exposed = impact.regulatoryExposure === "medium" || impact.regulatoryExposure === "high";
  if (exposed)
    return {
      since: declaredAt,
      why: `Regulatory exposure is ${impact.regulatoryExposure}; aware since the declaration. Counsel decides whether it is a serious incident.`,
    };
  if (severity === "SEV1")
    return {
      since: declaredAt,
      why: "Severity is SEV1; aware since the declaration. Counsel decides whether it is a serious incident.",
    };
  return { since: null, why: `Severity is ${severity} and regulatory exposure is ${impact.regulatoryExposure}.` };
}

/** From the first flag: a later one does not restart it. */
function dataExposure({ exposures }: ClockFacts): Start {
  const first = exposures.find((exposure) => exposure.kind === "data-exposure");
  if (!first) return { since: null, why: "Nobody flagged a data exposure." };
  return { since: first.at, why: `${first.by} flagged a possible data exposure. Counsel decides whether it is reportable.` };
}

const NOT_IN_THE_LOG: Readonly<Record<string, string>> = {
  "ai-act-73-3": "The log does not hold a widespread infringement or harm to critical infrastructure; counsel starts it.",
  "ai-act-73-4": "The log does not hold the death of a person; counsel starts it.",
  "nis2-final": "Starts when the incident notification was submitted.",
  "dora-initial": "Starts when the incident is classified as major.",
  "sec-8-k-1.05": "Starts when the incident is determined to be material.",
  "hipaa-164.404": "Starts when a breach of health information is discovered.",
};

/** The same day of the next month, or its last day where that month is shorter. */
function plusOneMonth(start: Timestamp): Timestamp {
  const date = new Date(Date.parse(start));
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + 1);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.toISOString();
}

function plusFourBusinessDays(start: Timestamp): Timestamp {
  const date = new Date(Date.parse(start));
  for (let left = 4; left > 0; ) {
    date.setUTCDate(date.getUTCDate() + 1);
    if (date.getUTCDay() !== 0 && date.getUTCDay() !== 6) left -= 1;
  }
  return date.toISOString();
}
