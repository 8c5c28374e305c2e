import { canonicalJson } from "@firebreak/evidence";
import { FADES_AFTER_MS, groupKeyOf, isSameFault, SAME_ALERT_MS } from "./grouping.ts";
import type { AlertReport } from "./port.ts";
import type { AlertRecord, SuspicionRecord } from "./records.ts";

/** What the inbox holds while reports are filed: nobody else changes it meanwhile. */
export interface Desk {
  readonly now: number;
  /** The newest alert of each key that will be asked for. */
  readonly alerts: readonly AlertRecord[];
  /** Those of these alerts, and of their groups the open ones and those that follow an active incident. */
  readonly suspicions: readonly Place[];
  /** The expected change that covers it now; null: none. */
  readonly heldBy: (alert: Pick<AlertReport, "service" | "signal" | "owner">) => string | null;
  /** How many more alerts may stand before the inbox is full. */
  readonly room: number;
  readonly nextAlert: () => number;
  readonly nextSuspicion: () => number;
}
/** What filing has to know of a suspicion. */
export type Place = Pick<
  SuspicionRecord,
  "number" | "groupKey" | "service" | "since" | "activeUntil" | "openedAt" | "lastChangeAt" | "end" | "follows"
>;
export interface Filed {
  /** New or changed. */
  readonly alerts: readonly AlertRecord[];
  /** Said again in the same words. */
  readonly seen: readonly AlertRecord[];
  /** No longer the newest of their key. */
  readonly superseded: readonly number[];
  /** New, or with an alert that changed. */
  readonly suspicions: readonly Place[];
  /** Suspicions that an alert has left: it could not stay where it was. */
  readonly left: readonly number[];
  /** Reports of new alerts for which there was no room. */
  readonly refused: number;
}
export interface Filing {
  /** One report; the same again changes nothing. */
  report(report: AlertReport): void;
  /** A standing alert that nobody speaks of: whether it is held may have changed. */
  review(alert: AlertRecord): void;
  resolve(alert: AlertRecord): void;
  /** It fires, and where it was it cannot stay. */
  place(alert: AlertRecord): void;
  filed(): Filed;
}

export function createFiling(desk: Desk): Filing {
  const { now } = desk;
  const newest = new Map(desk.alerts.map((alert) => [alert.key, alert]));
  const places = new Map(desk.suspicions.map((place) => [place.number, place]));
  const changed = new Map<number, AlertRecord>();
  const seen = new Map<number, AlertRecord>();
  const touched = new Set<number>();
  const superseded: number[] = [];
  const left = new Set<number>();
  let room = desk.room;
  let refused = 0;

  function keep(alert: AlertRecord): void {
    newest.set(alert.key, alert);
    changed.set(alert.number, alert);
    seen.delete(alert.number);
    if (alert.suspicion !== null) touched.add(alert.suspicion);
  }
  /** Not where it was, and only news of where it is now. */
  function leave(alert: AlertRecord): void {
    if (alert.suspicion !== null) left.add(alert.suspicion);
  }
  /** Something began, came back, was held or ended: news of the suspicion, not just other words. */
  function moved(alert: AlertRecord): void {
    keep(alert);
    const place = alert.suspicion === null ? undefined : places.get(alert.suspicion);
    if (place)
      places.set(place.number, {
        ...place,
        since: Math.min(place.since, alert.since),
        activeUntil: Math.max(place.activeUntil, now),
        lastChangeAt: now,
      });
  }

  /** The alert begins to stand, or stands on: held by an expected change, or firing and in a suspicion. */
  function stand(alert: AlertRecord): AlertRecord {
    const heldBy = desk.heldBy(alert);
    if (heldBy !== null) return { ...alert, status: "held", heldBy, resolvedAt: null };
    return { ...alert, status: "firing", heldBy: null, resolvedAt: null, firedAt: now, suspicion: placeFor(alert).number };
  }
  function placeFor(alert: AlertRecord): Place {
    const own = alert.suspicion === null ? undefined : places.get(alert.suspicion);
    if (own && staysWith(own)) return own;
    leave(alert);
    const groupKey = groupKeyOf(alert);
    const group = [...places.values()].filter((place) => place.groupKey === groupKey).sort((a, b) => b.number - a.number);
    const followed = group.find((place) => place.follows);
    const open = group.find((place) => place.end === null && isSameFault(alert.since, place));
    return followed ?? open ?? openFor(alert, groupKey);
  }
  function openFor({ service, since }: AlertRecord, groupKey: string): Place {
    const number = desk.nextSuspicion();
    const times = { since, activeUntil: now, openedAt: now, lastChangeAt: now };
    const place: Place = { number, groupKey, service, ...times, end: null, follows: false };
    places.set(number, place);
    return place;
  }

  function begin(report: AlertReport, before: AlertRecord | undefined): void {
    if (room <= 0) {
      refused += 1;
      return;
    }
    room -= 1;
    if (before) superseded.push(before.number);
    const { firing: _, ...said } = report;
    const times = { raisedAt: now, firedAt: now, lastSeenAt: now, resolvedAt: null };
    const fresh = { number: desk.nextAlert(), ...said, ...times, returns: 0, suspicion: null, attachedTo: null };
    moved(stand({ ...fresh, status: "firing", heldBy: null }));
  }
  /** The same alert, in the words of now; impact began when it was first known to. */
  function reworded(before: AlertRecord, report: AlertReport): AlertRecord {
    const { firing: _, ...said } = report;
    return { ...before, ...said, since: Math.min(before.since, report.since), lastSeenAt: now };
  }
  function resolve(alert: AlertRecord): void {
    moved({ ...alert, status: "resolved", heldBy: null, resolvedAt: now });
  }
  function review(alert: AlertRecord): void {
    const heldBy = desk.heldBy(alert);
    if (heldBy === alert.heldBy) return;
    if (alert.status === "held" && heldBy !== null) keep({ ...alert, heldBy });
    else moved(stand(alert));
  }

  return {
    report(report) {
      const before = newest.get(report.key);
      if (!report.firing) {
        if (before && before.status !== "resolved") resolve({ ...before, lastSeenAt: now });
      } else if (!before || (before.resolvedAt !== null && now - before.resolvedAt > SAME_ALERT_MS)) begin(report, before);
      else if (before.status === "resolved") {
        const again = reworded(before, report);
        moved(stand({ ...again, returns: again.returns + 1 }));
      } else {
        const after = reworded(before, report);
        if (sameWords(before, after)) seen.set(after.number, after);
        else keep(after);
        review(after);
      }
    },
    review,
    resolve,
    place: (alert) => {
      leave(alert);
      moved(stand({ ...alert, suspicion: null }));
    },
    filed: () => ({
      alerts: [...changed.values()],
      seen: [...seen.values()],
      superseded,
      suspicions: [...touched].flatMap((number) => places.get(number) ?? []),
      left: [...left],
      refused,
    }),
  };
}

/** Whether what comes back belongs where it was: never to an incident that is closed, or to what faded. */
function staysWith({ end, follows }: Place): boolean {
  return end === null || end.kind === "dismissed" || follows;
}

const WORDS = ["title", "owner", "urgency", "faultClass", "scenarios", "since", "reasons", "sentence", "labels", "url"] as const;
function sameWords(a: AlertRecord, b: AlertRecord): boolean {
  return WORDS.every((word) => a[word] === b[word] || canonicalJson(a[word]) === canonicalJson(b[word]));
}

/** Nothing of it has fired for ten minutes, and nobody has acted. */
export function hasFaded(place: Pick<Place, "activeUntil" | "end">, firing: number, now: number): boolean {
  return place.end === null && firing === 0 && now - place.activeUntil >= FADES_AFTER_MS;
}
