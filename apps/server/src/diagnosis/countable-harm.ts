import { type Harm, harmOf, type SignalDefinition } from "@firebreak/signals";
import type { Span, TelemetryStore } from "../telemetry/port.ts";

/** A signal's bad events by a condition that is the same before and after the onset. */
export interface CountableHarm {
  readonly definition: SignalDefinition;
  readonly harm: Extract<Harm, { readonly kind: "condition" }>;
}

const STEP_SECONDS = 300;

/**
 * The worst twentieth of a window is as large after the onset as before it. Where no limit is agreed, bad is therefore what was
 * among the worst twentieth of the time before: the middle of its five-minute quantiles, which a fault within the last of them does
 * not move. Null for a signal without bad events, or where nothing was there before.
 */
export async function countableHarm(
  telemetry: Pick<TelemetryStore, "buckets">,
  definition: SignalDefinition,
  before: Span & { readonly service: string },
): Promise<CountableHarm | null> {
  const harm = harmOf(definition);
  if (harm === null) return null;
  if (harm.kind === "condition") return { definition, harm };
  const { value, q } = harm;
  const [series] = await telemetry.buckets({
    ...before,
    measures: [{ kind: "quantile", value, q, of: null }],
    stepSeconds: STEP_SECONDS,
    segment: null,
    splitBy: null,
    reference: null,
    trailingSeconds: STEP_SECONDS,
  });
  const usual = (series?.points ?? []).flatMap((point) => (point.value === null ? [] : [point.value])).toSorted((a, b) => a - b);
  const limit = usual[Math.floor((usual.length - 1) / 2)];
  if (limit === undefined) return null;
  const right = { kind: "number", value: limit } as const;
  return { definition, harm: { kind: "condition", bad: { kind: "compare", op: ">", left: value, right }, of: null } };
}
