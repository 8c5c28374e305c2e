import { formatValue, type SignalId } from "@firebreak/signals";
import { onBoard, useCatalogue } from "../../live/index.ts";
import { sparklinePath, Tooltip } from "../../ui/index.ts";
import styles from "./PracticeCard.module.css";

import { useLastTenMinutes } from "./useLastTenMinutes.ts";

const SIZE = { width: 320, height: 54 };

/** Ten minutes of one signal, alive, with the band it keeps to; of the first on the service's board where it lacks the one wanted. */
export function Sparkline({ service, wanted }: { service: string; wanted: SignalId }) {
  const { definitions } = useCatalogue(service);
  const definition = definitions.get(wanted) ?? onBoard(definitions.values())[0];
  const { series: one, failed } = useLastTenMinutes(service, definition?.id ?? null);
  if (one === undefined || definition === undefined)
    return <p className={styles.place}>{failed ? "The signal did not load." : "Reading …"}</p>;
  const { line, band } = sparklinePath(one.points, one.envelope, SIZE);
  const bad = one.outsideSince !== null;
  const value = one.current === null ? "—" : formatValue(definition.unit, one.current);
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
            ? `envelope ${formatValue(definition.unit, one.envelope.low)} – ${formatValue(definition.unit, one.envelope.high)}`
            : `learning its envelope, ${one.envelope.bucketsSeen} of ${one.envelope.bucketsNeeded}`}
        </span>
        <span>last 10 min</span>
      </div>
    </figure>
  );
}
