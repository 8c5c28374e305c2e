import type { Envelope, SignalPoint } from "@firebreak/signals";

export interface SparklineDrawing {
  /** An SVG path; a bucket without a value is a gap. */
  readonly line: string;
  /** Top and height of the band, or null while it is learnt. */
  readonly band: { readonly y: number; readonly height: number } | null;
}

/** Scaled so that the band keeps a fixed part of the picture in calm times and harm stands out of it. */
export function sparklinePath(
  points: readonly SignalPoint[],
  envelope: Envelope,
  size: { width: number; height: number },
): SparklineDrawing {
  const values = points.flatMap((point) => (point.value === null ? [] : [point.value]));
  const high = envelope.kind === "band" ? envelope.high : 0;
  const top = Math.max(...values, high * 1.6, 1e-9);
  const low = Math.min(...values, envelope.kind === "band" ? envelope.low : top, top);
  const floor = Math.max(0, low - (top - low) * 0.25);
  const y = (value: number) => size.height - ((value - floor) / (top - floor || 1)) * size.height;
  const x = (index: number) => (points.length < 2 ? 0 : (index / (points.length - 1)) * size.width);
  let line = "";
  let pen = "M";
  for (const [index, { value }] of points.entries()) {
    if (value === null) {
      pen = "M";
      continue;
    }
    line += `${pen}${x(index).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = "L";
  }
  if (envelope.kind !== "band") return { line, band: null };
  const upper = y(envelope.high);
  return { line, band: { y: upper, height: Math.max(1, Math.min(size.height, y(envelope.low)) - upper) } };
}
