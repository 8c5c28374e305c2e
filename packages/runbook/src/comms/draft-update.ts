import type { Audience, DeclaredIncident, Timestamp, UpdateContent } from "@firebreak/incident";
import { draftForCustomers } from "./customers.ts";
import { draftForEngineering } from "./engineering.ts";
import { draftForExecutives } from "./executives.ts";
import type { MeasuredFacts } from "./facts.ts";
import { draftForLegal } from "./legal.ts";
import { draftForSupport } from "./support.ts";

/**
 * A first draft from facts alone (G1, G2): what happened, customer impact, mitigation, status, next. No cause that nobody
 * confirmed, no promise, no estimate; a person reads it before it is sent.
 */
export function draftUpdate(
  audience: Audience,
  incident: DeclaredIncident,
  measured: MeasuredFacts,
  now: Timestamp,
): UpdateContent {
  const request = { incident, measured, now };
  switch (audience) {
    case "executives":
      return draftForExecutives(request);
    case "support":
      return draftForSupport(request);
    case "engineering":
      return draftForEngineering(request);
    case "customers":
      return draftForCustomers(request);
    case "legal":
      return draftForLegal(request);
    default:
      return audience satisfies never;
  }
}
