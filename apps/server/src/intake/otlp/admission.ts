import { LONGEST_ID, label } from "./bounds.ts";
import { type Attributes, attribute } from "./request.ts";

/** What a request may hold: the key's service, and times that the store keeps. */
export interface Admission {
  readonly service: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly oldestMs: number;
  readonly aheadMs: number;
}
export interface Rejections {
  readonly count: number;
  /** A sentence per reason with its number; empty when nothing was rejected. */
  readonly message: string;
}

export const instanceOf = (resource: Attributes): string => label(attribute(resource, "service.instance.id"), LONGEST_ID);

/** Why nothing of this resource may be kept; null: it is the key's own service. */
export function foreignService(resource: Attributes, service: string): string | null {
  const name = label(attribute(resource, "service.name"));
  if (name === service) return null;
  return name === ""
    ? `the resource has no service.name; set it to ${service}, the service of this API key`
    : `service.name is ${name}, but this API key belongs to ${service}; use the key of that service`;
}

export function faultOfTime(at: number, { now, oldestMs, aheadMs }: Admission): string | null {
  if (at < now - oldestMs) return `it is older than the ${Math.round(oldestMs / 86_400_000)} days that are kept, or has no time`;
  if (at > now + aheadMs) return "its time lies in the future; check the sender's clock";
  return null;
}

/** Reasons are few; should a sender find many, the rest is one line. */
const MOST_REASONS = 10;

export function rejections(noun: string): { add(reason: string, count: number): void; sum(): Rejections } {
  const reasons = new Map<string, number>();
  return {
    add: (reason, count) => {
      if (count === 0) return;
      const key = reasons.has(reason) || reasons.size < MOST_REASONS ? reason : "other reasons";
      reasons.set(key, (reasons.get(key) ?? 0) + count);
    },
    sum: () => ({
      count: [...reasons.values()].reduce((sum, count) => sum + count, 0),
      message: [...reasons].map(([reason, count]) => `${count} ${noun}${count === 1 ? "" : "s"} rejected: ${reason}.`).join(" "),
    }),
  };
}
