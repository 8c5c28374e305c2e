import { type PointerEvent, type ReactNode, useState } from "react";
import { classes } from "../../ui/index.ts";
import {
  type ChartMark,
  type ChartSpan,
  type PlacedMark,
  type PlacedSpan,
  placeMarks,
  placeSpans,
  type Range,
} from "./chartModel.ts";
import { pointSoon, useCrosshair } from "./crosshair.ts";
import css from "./Plot.module.css";

export interface PlotProps {
  readonly range: Range;
  readonly marks: readonly ChartMark[];
  readonly spans?: readonly ChartSpan[];
  /** Dragging over the chart chooses a stretch of time. */
  readonly onZoom?: ((range: Range) => void) | undefined;
  /** It stands alone: there is room for more labels. */
  readonly large?: boolean | undefined;
  readonly children: ReactNode;
}

/** Around a picture of lines: what was planned and what happened, the crosshair that all charts share, and the stretch being chosen. */
export function Plot({ range, marks, spans = [], onZoom, large = false, children }: PlotProps) {
  const { chosen, handlers } = useDrag(range, onZoom);
  return (
    <div className={classes(css.plot, onZoom && css.zoomable)} {...handlers}>
      {placeSpans(spans, range).map((span) => (
        <Span key={span.id} span={span} labelled={span.width >= (large ? 0.07 : 0.2)} />
      ))}
      {children}
      {placeMarks(marks, range, large).map((mark) => (
        <Mark key={mark.id} mark={mark} />
      ))}
      <Crosshair range={range} />
      {chosen ? <div className={css.chosen} style={stretch(chosen.x, chosen.width)} /> : null}
    </div>
  );
}

const stretch = (x: number, width: number) => ({ left: `${x * 100}%`, width: `${width * 100}%` });

function Span({ span, labelled }: { readonly span: PlacedSpan; readonly labelled: boolean }) {
  return (
    <div className={classes(css.span, css[span.tone])} style={stretch(span.x, span.width)} title={span.title}>
      {labelled && span.label ? <span className={css.spanLabel}>{span.label}</span> : null}
    </div>
  );
}

function Mark({ mark }: { readonly mark: PlacedMark }) {
  return (
    <div className={classes(css.mark, css[mark.tone])} style={{ left: `${mark.x * 100}%` }} title={mark.title}>
      {mark.labelled ? <span className={classes(css.markLabel, mark.side === "left" && css.toLeft)}>{mark.label}</span> : null}
    </div>
  );
}

function Crosshair({ range }: { readonly range: Range }) {
  const at = useCrosshair((store) => store.at);
  if (at === null || at < range.from || at > range.to) return null;
  // Moved, not placed: nothing is laid out anew.
  return (
    <div className={css.crosshair} style={{ transform: `translateX(${((at - range.from) / (range.to - range.from)) * 100}%)` }} />
  );
}

/** A drag that is shorter than this share of the chart is a click. */
const LEAST_DRAG = 0.012;

/** The pointer's moment is told to all charts, at most once a frame, however many moves the pointer reports. */
function useDrag({ from, to }: Range, onZoom: PlotProps["onZoom"]) {
  const [drag, setDrag] = useState<{ readonly start: number; readonly end: number } | null>(null);
  const place = (event: PointerEvent<HTMLElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
  };
  const momentOf = (share: number) => Math.round(from + share * (to - from));
  const chosen = drag && { x: Math.min(drag.start, drag.end), width: Math.abs(drag.end - drag.start) };
  const handlers = {
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const at = place(event);
      pointSoon(momentOf(at));
      if (drag) setDrag({ start: drag.start, end: at });
    },
    onPointerLeave: () => pointSoon(null),
    ...(onZoom && {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = place(event);
        setDrag({ start: at, end: at });
      },
      onPointerUp: () => {
        setDrag(null);
        if (chosen && chosen.width >= LEAST_DRAG) {
          onZoom({ from: momentOf(chosen.x), to: momentOf(chosen.x + chosen.width) });
        }
      },
      onPointerCancel: () => setDrag(null),
    }),
  };
  return { chosen: chosen && chosen.width >= LEAST_DRAG ? chosen : null, handlers };
}
