import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, faultOf } from "../../../live/index.ts";
import { Card, EmptyState, LoadingState, RefusedState, serverNow } from "../../../ui/index.ts";
import { resolveWindow } from "../signalWindow.ts";
import css from "./CalibrationView.module.css";
import { type CurvePoint, calibrationCurve, calibrationWords } from "./calibrationCurve.ts";
import type { SignalsView } from "./view.ts";

interface Props {
  readonly service: string;
  readonly view: SignalsView;
  /** How late truths are known, in words; null where no signal says it. */
  readonly labelDelay: string | null;
}

function useCalibration({ service, view: { window, segment } }: Pick<Props, "service" | "view">) {
  return useQuery({
    queryKey: ["signals-page", "calibration", service, window, segment],
    refetchInterval: window.kind === "last" ? 15_000 : false,
    placeholderData: keepPreviousData,
    queryFn: () => {
      const { range } = resolveWindow(window, false, serverNow());
      return api.signals.calibration.query({
        service,
        ...range,
        segment: segment && { conditions: [...segment.conditions] },
      });
    },
  });
}

/** Whether a score means what it says: what was said against how often it came true. */
export function CalibrationView({ service, view, labelDelay }: Props) {
  const { data, error } = useCalibration({ service, view });
  if (!data) {
    if (error) return <RefusedState title="The calibration cannot be read">{faultOf(error).message}</RefusedState>;
    return <LoadingState what="Matching predictions with what happened" />;
  }
  const curve = calibrationCurve(data.bins);
  if (curve.length === 0) {
    return (
      <EmptyState title="No truth is known yet">
        Calibration needs predictions whose outcome was reported: log events <code>firebreak.ground_truth</code>, or{" "}
        <code>POST /v1/ground-truth</code>. Truths often arrive late: choose a longer window.
      </EmptyState>
    );
  }
  return (
    <div className={css.view}>
      <Curve curve={curve} />
      <Card title="Calibration" className={css.side}>
        <dl className={css.figures}>
          <div>
            <dt>Expected calibration error</dt>
            <dd className={css.large}>{data.ece === null ? "–" : `${(data.ece * 100).toFixed(1)} %`}</dd>
          </div>
          <div>
            <dt>Predictions with a known truth</dt>
            <dd>{data.events.toLocaleString("en")}</dd>
          </div>
          <div>
            <dt>Truth is known after</dt>
            <dd>{labelDelay ?? "–"}</dd>
          </div>
        </dl>
        <p>{calibrationWords(data.ece, curve)}</p>
        <p className={css.note}>
          Only predictions whose truth has arrived are counted, and truths arrive late: the newest part of a window is thin. Bars
          are 95 % intervals.
        </p>
      </Card>
    </div>
  );
}

const SIDE = 100;
const TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

function Curve({ curve }: { readonly curve: readonly CurvePoint[] }) {
  const x = (share: number) => share * SIDE;
  const y = (share: number) => SIDE - share * SIDE;
  const line = curve.map((point) => `${x(point.said)},${y(point.true)}`).join(" ");
  return (
    <figure className={css.figure}>
      <div className={css.yTitle} aria-hidden="true">
        came true
      </div>
      <div className={css.square}>
        <svg viewBox={`0 0 ${SIDE} ${SIDE}`} className={css.curve} role="img" aria-label="Reliability curve">
          {TICKS.map((tick) => (
            <g key={tick} className={css.grid}>
              <line x1={x(tick)} x2={x(tick)} y1="0" y2={SIDE} />
              <line x1="0" x2={SIDE} y1={y(tick)} y2={y(tick)} />
            </g>
          ))}
          <line x1="0" y1={SIDE} x2={SIDE} y2="0" className={css.diagonal} />
          {curve.map((point) => (
            <line
              key={point.label}
              x1={x(point.said)}
              x2={x(point.said)}
              y1={y(point.low)}
              y2={y(point.high)}
              className={css.interval}
            />
          ))}
          <polyline points={line} className={css.line} />
          {curve.map((point) => (
            <circle
              key={point.label}
              cx={x(point.said)}
              cy={y(point.true)}
              r={1 + Math.sqrt(point.size) * 1.6}
              className={css.point}
            >
              <title>{point.label}</title>
            </circle>
          ))}
        </svg>
        {TICKS.map((tick) => (
          <span key={tick} className={css.yTick} style={{ bottom: `${tick * 100}%` }} aria-hidden="true">
            {tick.toFixed(1)}
          </span>
        ))}
        {TICKS.map((tick) => (
          <span key={tick} className={css.xTick} style={{ left: `${tick * 100}%` }} aria-hidden="true">
            {tick.toFixed(1)}
          </span>
        ))}
      </div>
      <div className={css.xTitle} aria-hidden="true">
        score
      </div>
      <div className={css.sizes} aria-hidden="true">
        {curve.map((point) => (
          <i
            key={point.label}
            title={point.label}
            style={{ left: `${point.said * 100}%`, height: `${Math.max(4, point.size * 100)}%` }}
          />
        ))}
      </div>
      <table className="sr-only">
        <caption>Reliability by bin of scores</caption>
        <tbody>
          {curve.map((point) => (
            <tr key={point.label}>
              <td>{point.label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
