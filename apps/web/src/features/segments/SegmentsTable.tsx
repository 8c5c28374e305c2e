import { classes, SegmentLabel, ShareBar, Switch, Tooltip } from "../../ui/index.ts";
import css from "./SegmentsPanel.module.css";
import type { SegmentsPanel } from "./SegmentsPanel.tsx";
import { type ActiveContainment, type SegmentTable, type SegmentTableRow, type Severeness, standingOf } from "./segmentRows.ts";
import { effectText, percent, VERDICTS } from "./segmentText.ts";

type Props = Omit<Parameters<typeof SegmentsPanel>[0], "table"> & { readonly table: SegmentTable };

const BAR_TONE: Readonly<Record<Severeness, "harm" | "harm-2" | "info">> = {
  harm: "harm",
  raised: "harm-2",
  slight: "info",
  calm: "info",
};

export function SegmentsTable({ table, harmSignal, onIsolate, onRelease, pending, refusal }: Props) {
  return (
    <table className={css.table}>
      <thead>
        <tr>
          <th scope="col">Segment</th>
          <th scope="col" className={css.number}>
            Traffic
          </th>
          <th scope="col" className={css.number} title={harmSignal.head}>
            {harmSignal.head}
          </th>
          <th scope="col" className={css.bar}>
            vs. rest
          </th>
          <th scope="col">Containment</th>
          <th scope="col" className={css.end}>
            Isolate
          </th>
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row) => (
          <tr key={row.key} data-row>
            <td>
              <SegmentLabel segment={row.segment} />
            </td>
            <Measured row={row} />
            <td className={css.containment}>
              {row.containment ? (
                <Standing containment={row.containment} isPending={pending.has(row.containment.containmentId)} />
              ) : (
                <span className={css.faint}>—</span>
              )}
            </td>
            <td className={css.end}>
              <Switch
                label={row.containment ? `Release ${row.key}` : `Isolate ${row.key}`}
                checked={row.containment !== null}
                disabled={refusal !== null}
                pending={row.containment !== null && pending.has(row.containment.containmentId)}
                onChange={() => (row.containment ? onRelease(row.containment) : onIsolate(row.segment))}
              />
            </td>
          </tr>
        ))}
        <Rest table={table} />
      </tbody>
    </table>
  );
}

function Measured({ row: { key, measured } }: { readonly row: SegmentTableRow }) {
  if (!measured) {
    return (
      <td colSpan={3} className={css.faint}>
        below what can be compared in the last five minutes
      </td>
    );
  }
  const { trafficShare, requestsPerMinute, rate, low, high, restRate, bar, severeness } = measured;
  return (
    <>
      <td className={css.number} title={`${requestsPerMinute.toFixed(0)} requests a minute`}>
        {percent(trafficShare)}
      </td>
      <td className={classes(css.number, css[severeness])} title={`95 % interval ${percent(low)} to ${percent(high)}`}>
        {percent(rate)}
      </td>
      <td className={css.bar} title={`the rest of the traffic: ${percent(restRate)}`}>
        <ShareBar share={bar} tone={BAR_TONE[severeness]} label={`${key} compared with the worst`} />
      </td>
    </>
  );
}

function Standing({ containment, isPending }: { readonly containment: ActiveContainment; readonly isPending: boolean }) {
  const standing = standingOf(containment, isPending);
  return (
    <div className={classes(css.standing, standing.kind === "pending" && css.pendingText)}>
      <span>
        {containment.measure} ·{" "}
        {standing.kind === "pending" ? (
          <span className={css.faint}>sending…</span>
        ) : standing.kind === "waiting" ? (
          <span className={css.faint}>waiting for instances</span>
        ) : standing.kind === "all" ? (
          <span
            className={css.ok}
            title={standing.propagationMs === null ? undefined : `the last after ${(standing.propagationMs / 1000).toFixed(1)} s`}
          >
            {standing.acknowledged}/{standing.acknowledged} instances
          </span>
        ) : (
          <Tooltip
            text={standing.silent.length > 0 ? `Silent: ${standing.silent.join(", ")}` : "Some still read the version before"}
          >
            <span className={css.attention}>
              {standing.acknowledged}/{standing.total} instances
            </span>
          </Tooltip>
        )}
      </span>
      <EffectLine containment={containment} />
    </div>
  );
}

function EffectLine({ containment: { effect } }: { readonly containment: ActiveContainment }) {
  // Its place is kept, so that the row does not jump when the verdict comes.
  if (!effect) return <span className={classes(css.effect, css.faint)}>effect is being measured</span>;
  const verdict = VERDICTS[effect.verdict];
  const { change, interval } = effectText(effect);
  return (
    <span className={classes(css.effect, verdict.tone === "verified" ? css.ok : css.loud)} title={interval}>
      {change} · {verdict.short}
    </span>
  );
}

function Rest({ table: { everythingElse } }: { readonly table: SegmentTable }) {
  if (!everythingElse) return null;
  const { outside, trafficShare, rate, bar } = everythingElse;
  return (
    <tr>
      <td className={css.dim} title={`all traffic outside ${outside}`}>
        everything else
      </td>
      <td className={css.number}>{percent(trafficShare)}</td>
      <td className={css.number}>{percent(rate)}</td>
      <td className={css.bar}>
        <ShareBar share={bar} tone="info" label="Everything else compared with the worst" />
      </td>
      <td className={css.faint}>—</td>
      <td />
    </tr>
  );
}
