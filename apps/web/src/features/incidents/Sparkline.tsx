import { definitionOf, formatSignal, type SignalId } from "@firebreak/signals";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "../../live/index.ts";
import { Tooltip, useNowAs } from "../../ui/index.ts";
import styles from "./PracticeCard.module.css";
import { sparklinePath } from "./sparklinePath.ts";

const STEP_S = 5;
const WINDOW_S = 600;
const SIZE = { width: 320, height: 54 };

/** Ten minutes of one signal, alive, with the band it keeps to. */
export function Sparkline({ service, signal }: { service: string; signal: SignalId }) {
  const trpc = useTRPC();
  const to = useNowAs((now) => Math.floor(now / (STEP_S * 1000)) * STEP_S * 1000);
  const window = { service, from: to - WINDOW_S * 1000, to, stepSeconds: STEP_S, signals: [signal], segment: null };
  const series = useQuery(
    trpc.telemetry.series.queryOptions(window, { placeholderData: keepPreviousData, gcTime: 20_000, retry: 1 }),
  );
  const definition = definitionOf(signal);
  const one = series.data?.[0];
  if (one === undefined)
    return <p className={styles.text}>{series.isError ? "The signal did not load." : "Waiting for its first minute."}</p>;
  const { line, band } = sparklinePath(one.points, one.envelope, SIZE);
  const bad = one.outsideSince !== null;
  const value = one.current === null ? "—" : formatSignal(signal, one.current);
  return (
    <figure className={styles.spark} aria-label={`${definition.title}: ${value}${bad ? ", outside its envelope" : ""}`}>
      <figcaption className={styles.line}>
        <Tooltip text={definition.formula}>
          <span>{definition.title}</span>
        </Tooltip>
        <span className={styles.value} data-bad={bad}>
          {value}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} preserveAspectRatio="none" aria-hidden="true">
        {band && <rect x="0" width={SIZE.width} y={band.y} height={band.height} fill="var(--band)" />}
        <path
          d={line}
          fill="none"
          stroke={bad ? "var(--harm)" : "var(--info)"}
          strokeWidth="1.5"
          vectorEffect="non-scaling-stroke"
          strokeLinejoin="round"
        />
      </svg>
      <div className={styles.note}>
        <span>
          {one.envelope.kind === "band"
            ? `envelope ${formatSignal(signal, one.envelope.low)} – ${formatSignal(signal, one.envelope.high)}`
            : `learning its envelope, ${one.envelope.bucketsSeen} of ${one.envelope.bucketsNeeded}`}
        </span>
        <span>last 10 min</span>
      </div>
    </figure>
  );
}
