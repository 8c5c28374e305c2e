import { formatValue, type SegmentFilter, type SignalDefinition, type SignalSeries } from "@firebreak/signals";
import { alarmSince } from "../chartModel.ts";
import { rangeText } from "../signalText.ts";
import css from "./DetailView.module.css";
import { useLastWeek } from "./usePageData.ts";

interface Props {
  readonly service: string;
  readonly segment: SegmentFilter | null;
  readonly definition: SignalDefinition;
  /** Of all traffic asked for; null until it is known, or where it is split. */
  readonly series: SignalSeries | null;
}

/** The figures a person asks for first. */
export function StatRow({ service, segment, definition, series }: Props) {
  const { unit, limit } = definition;
  const week = useLastWeek({ service, signal: definition.id, segment });
  const bad = series !== null && alarmSince(series) !== null;
  return (
    <dl className={css.stats}>
      <Stat name="Now" value={formatValue(unit, series?.current ?? null)} tone={bad ? css.harm : undefined} large />
      <Stat name="Expected" value={series ? expectedNow(series, definition) : "–"} />
      <Stat name="Same time last week" value={week === undefined ? "…" : formatValue(unit, week)} />
      <Stat name="Limit" value={limit ? `${limit.op} ${formatValue(unit, limit.value)}` : "none"} />
    </dl>
  );
}

/** What the newest bucket was expected to be; else what the band of now says. */
function expectedNow({ points, envelope }: SignalSeries, { unit, baseline }: SignalDefinition): string {
  const own = points.findLast(({ expected }) => expected !== undefined)?.expected;
  if (own) return rangeText(unit, own.low, own.high);
  if (!baseline) return "no band";
  if (envelope.kind === "band") return rangeText(unit, envelope.low, envelope.high);
  return envelope.bucketsNeeded === 0 ? "learning" : `learning, ${envelope.bucketsSeen} of ${envelope.bucketsNeeded}`;
}

interface StatProps {
  readonly name: string;
  readonly value: string;
  readonly tone?: string | undefined;
  readonly large?: boolean;
}
const Stat = ({ name, value, tone, large }: StatProps) => (
  <div className={css.stat} data-large={large || undefined}>
    <dt>{name}</dt>
    <dd className={tone}>{value}</dd>
  </div>
);
