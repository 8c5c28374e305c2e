import type { AudienceDesk } from "../state.ts";
import { plusMinutes } from "../time.ts";
import type { Audience, Timestamp } from "../vocabulary.ts";

/** Runbook G1: every 30 minutes of active impact, inside; outside, where each word is weighed, every hour. */
const DEFAULT_CADENCE_MINUTES: Readonly<Record<Audience, number>> = {
  executives: 30,
  support: 30,
  engineering: 30,
  customers: 60,
  legal: 60,
};

/** At the declaration: nothing sent, and the first update due one cadence later. */
export function openDesks(declaredAt: Timestamp): Readonly<Record<Audience, AudienceDesk>> {
  const desk = (audience: Audience): AudienceDesk => ({
    cadenceMinutes: DEFAULT_CADENCE_MINUTES[audience],
    dueAt: plusMinutes(declaredAt, DEFAULT_CADENCE_MINUTES[audience]),
    sent: [],
    sentCount: 0,
  });
  return {
    executives: desk("executives"),
    support: desk("support"),
    engineering: desk("engineering"),
    customers: desk("customers"),
    legal: desk("legal"),
  };
}
