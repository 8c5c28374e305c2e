import type { Alert, Change, ExpectedChange, ServiceSummary } from "@firebreak/server/contract";
import type { SegmentFilter, SignalId, SignalPoint, SignalSeries, SignalStanding } from "@firebreak/signals";
import { keepPreviousData, skipToken, useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api, EXPECTED_CHANGES_KEY, faultOf, INBOX_KEY } from "../../../live/index.ts";
import { serverNow } from "../../../ui/index.ts";
import type { Range } from "../chartModel.ts";
import { rangeOf, resolveWindow, type WindowChoice } from "../signalWindow.ts";
import { COMPARE_MS, type Comparison } from "./view.ts";

const DAY_MS = 86_400_000;
const NOTHING: readonly never[] = [];

export function useServices(): { readonly services: readonly ServiceSummary[] | undefined; readonly fault: string | null } {
  const query = useQuery({
    queryKey: ["signals-page", "services"],
    refetchInterval: 10_000,
    queryFn: () => api.telemetry.services.query(),
  });
  return { services: query.data, fault: query.error ? faultOf(query.error).message : null };
}

export interface PageQuery {
  readonly service: string | null;
  readonly signals: readonly SignalId[];
  readonly segment: SegmentFilter | null;
  readonly split: string | null;
  readonly window: WindowChoice;
  readonly compare: Comparison | null;
  /** One signal alone has room for more points. */
  readonly fine: boolean;
}
export interface PageReading {
  readonly series: readonly SignalSeries[];
  readonly range: Range;
}

/** A new bucket is worth a question; a stretch that is over is asked for once. */
function pollMs({ window, fine }: PageQuery): number | false {
  const { range, stepSeconds } = resolveWindow(window, fine, serverNow());
  if (window.kind === "fixed" && range.to < serverNow() - 60_000) return false;
  return Math.min(30_000, Math.max(2000, stepSeconds * 250));
}

/** All charts of the page in one question, again while time goes on. */
export function usePageSeries(asked: PageQuery) {
  const { service, signals, segment, split, window, compare, fine } = asked;
  const query = useQuery({
    queryKey: ["signals-page", "series", service, signals.join(), segment, split, window, compare, fine],
    queryFn:
      service === null || signals.length === 0
        ? skipToken
        : async ({ signal }): Promise<PageReading> => {
            const { range, stepSeconds } = resolveWindow(window, fine, serverNow());
            const series = await api.signals.series.query(
              {
                service,
                ...range,
                signals: [...signals],
                stepSeconds,
                segment: segment && { conditions: [...segment.conditions] },
                splitBy: split,
                compareMs: compare && COMPARE_MS[compare],
              },
              { signal },
            );
            return { series, range };
          },
    refetchInterval: pollMs(asked),
    staleTime: 2000,
    placeholderData: keepPreviousData,
  });
  return {
    reading: query.data && query.isPlaceholderData ? closer(query.data, asked) : (query.data ?? null),
    /** What is shown answers an earlier question; the new answer is on its way. */
    stale: query.isPlaceholderData,
    fault: query.error ? faultOf(query.error).message : null,
  };
}

/** Looking closer shows at once what is known of the stretch; the finer buckets follow. */
const closer = (earlier: PageReading, { window, fine }: PageQuery): PageReading =>
  window.kind === "fixed" ? { ...earlier, range: resolveWindow(window, fine, 0).range } : earlier;

const LIST_MS = 20 * 60_000;
const LIST_STEP = 60;
const AT_ONCE = 30;

/** A small line for each row of the list: 20 minutes, 20 points. */
export function useListSeries(service: string | null, signals: readonly SignalId[]): ReadonlyMap<SignalId, SignalSeries> {
  const parts = useMemo(
    () => Array.from({ length: Math.ceil(signals.length / AT_ONCE) }, (_, at) => signals.slice(at * AT_ONCE, (at + 1) * AT_ONCE)),
    [signals],
  );
  return useQueries({
    queries: parts.map((part) => ({
      queryKey: ["signals-page", "list", service, part.join()],
      refetchInterval: 15_000,
      staleTime: 10_000,
      placeholderData: keepPreviousData,
      queryFn:
        service === null
          ? (skipToken as typeof skipToken)
          : () => {
              const range = rangeOf({ ms: LIST_MS, stepSeconds: LIST_STEP }, serverNow());
              return api.signals.series.query({ service, ...range, signals: [...part], stepSeconds: LIST_STEP, segment: null });
            },
    })),
    combine: (answers) => new Map(answers.flatMap(({ data }) => (data ?? []).map((one) => [one.signal, one] as const))),
  });
}

export function useStandings(service: string | null): readonly SignalStanding[] {
  const query = useQuery({
    queryKey: ["signals-page", "standings", service],
    refetchInterval: 5000,
    queryFn: service === null ? skipToken : () => api.signals.standings.query({ service }),
  });
  return query.data ?? NOTHING;
}

const SUSPICIONS = 50;
/** The alerts of a service, of suspected incidents that are open and of the last ones that are not; newest first. */
export function useAlerts(service: string | null): readonly Alert[] {
  const ask = (open: boolean) => () => api.inbox.list.query({ open, owner: null, limit: SUSPICIONS });
  const open = useQuery({
    queryKey: [INBOX_KEY, "open", SUSPICIONS],
    refetchInterval: 15_000,
    queryFn: ask(true),
    retry: 1,
  }).data;
  const ended = useQuery({
    queryKey: [INBOX_KEY, "ended", SUSPICIONS],
    refetchInterval: 60_000,
    queryFn: ask(false),
    retry: 1,
  }).data;
  return useMemo(() => {
    const alerts = [...(open ?? []), ...(ended ?? [])].flatMap((suspicion) => suspicion.alerts);
    const once = new Map(alerts.filter((alert) => alert.service === service).map((alert) => [alert.alertId, alert]));
    return [...once.values()].toSorted((a, b) => b.since - a.since);
  }, [open, ended, service]);
}

export function useExpectedChanges(service: string | null): readonly ExpectedChange[] {
  const query = useQuery({
    queryKey: [EXPECTED_CHANGES_KEY, service],
    refetchInterval: 60_000,
    queryFn: service === null ? skipToken : () => api.expectedChanges.list.query({ service }),
  });
  return query.data ?? NOTHING;
}

/** What changed in a window, and in the day before it ends at least: it is what a shift is looked for in. */
export function useChanges(service: string | null, window: WindowChoice): readonly Change[] {
  const query = useQuery({
    queryKey: ["signals-page", "changes", service, window],
    refetchInterval: window.kind === "last" ? 15_000 : false,
    placeholderData: keepPreviousData,
    queryFn:
      service === null
        ? skipToken
        : () => {
            const { range } = resolveWindow(window, false, serverNow());
            const to = window.kind === "last" ? serverNow() : range.to;
            return api.changes.list.query({ service, from: Math.min(range.from, to - DAY_MS), to });
          },
  });
  return query.data ?? NOTHING;
}

export function useDimensions(service: string | null) {
  const query = useQuery({
    queryKey: ["dimensions", service],
    staleTime: 30_000,
    queryFn:
      service === null
        ? skipToken
        : () => {
            const to = serverNow();
            return api.telemetry.dimensions.query({ service, from: to - 3_600_000, to });
          },
  });
  return query.data ?? NOTHING;
}

const WEEK_MS = 7 * DAY_MS;
/** The value of the same five minutes a week ago; null where nothing was recorded, undefined until it is known. */
export function useLastWeek(asked: {
  service: string;
  signal: SignalId;
  segment: SegmentFilter | null;
}): number | null | undefined {
  const { service, signal, segment } = asked;
  const query = useQuery({
    queryKey: ["signals-page", "last-week", service, signal, segment],
    refetchInterval: 60_000,
    queryFn: async () => {
      const range = rangeOf({ ms: 300_000, stepSeconds: 300 }, serverNow());
      const [one] = await api.signals.series.query({
        service,
        ...range,
        signals: [signal],
        stepSeconds: 300,
        segment: segment && { conditions: [...segment.conditions] },
        compareMs: WEEK_MS,
      });
      return lastValue(one?.compared ?? []);
    },
  });
  return query.data;
}
export const lastValue = (points: readonly SignalPoint[]): number | null =>
  points.findLast(({ value }) => value !== null)?.value ?? null;
