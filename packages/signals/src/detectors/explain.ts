import type { AlertReason } from "../alert.ts";
import type { SignalDefinition, Unit } from "../definition.ts";
import { formatValue } from "../format.ts";

const HOUR_SECONDS = 3600;
const DRIFT_NAMES = {
  psi: "population stability index",
  js: "Jensen–Shannon distance",
  wasserstein: "Wasserstein distance",
  ks: "Kolmogorov–Smirnov distance",
} as const;

/**
 * One sentence for people: what is seen, what was expected, since when; e.g. `Latency p95 2.41 s; 0.80–1.20 s was expected, since
 * 14:02 UTC.` The caller knows the reader's clock: `formatTime` gets epoch milliseconds.
 */
export function explain(
  definition: Pick<SignalDefinition, "title" | "unit">,
  { reason, since, formatTime }: { reason: AlertReason; since: number; formatTime: (at: number) => string },
): string {
  return `${definition.title} ${whatIsWrong(definition.unit, reason)}, since ${formatTime(since)}.`;
}

function whatIsWrong(unit: Unit, reason: AlertReason): string {
  switch (reason.kind) {
    case "threshold":
      return `${formatValue(unit, reason.value)}; ${reason.limit.op} ${formatValue(unit, reason.limit.value)} is the limit`;
    case "baseline": {
      const { low, middle, high } = reason.expected;
      // Found in several buckets together, none of which is out of its band alone.
      if (reason.value >= low && reason.value <= high)
        return `${formatValue(unit, reason.value)}, several times in a row; around ${formatValue(unit, middle)} was expected`;
      return `${formatValue(unit, reason.value)}; ${formatRange(unit, low, high)} was expected`;
    }
    case "drift":
      return (
        `has shifted: ${DRIFT_NAMES[reason.measure]} ${reason.value.toFixed(3)} from the reference, by chance at most ` +
        `${reason.critical.toFixed(3)} (${reason.events} against ${reason.referenceEvents} events)`
      );
    case "burn-rate":
      return (
        `burns its error budget ${reason.factor.toFixed(1)} times too fast (objective ${formatValue("share", reason.target)}): ` +
        `${formatValue("share", reason.budgetSpent)} of it within ${formatHours(reason.longSeconds)}`
      );
  }
}

/** `0.80–1.20 s`: the unit once, where it stands behind the number. */
function formatRange(unit: Unit, low: number, high: number): string {
  const [from, to] = [formatValue(unit, low), formatValue(unit, high)];
  const [, suffix = ""] = /^[^\d]*[\d.,]+( .+)?$/.exec(from) ?? [];
  return suffix !== "" && to.endsWith(suffix) ? `${from.slice(0, -suffix.length)}–${to}` : `${from}–${to}`;
}
const formatHours = (seconds: number) => {
  const hours = seconds / HOUR_SECONDS;
  if (hours >= 48) return `${hours / 24} days`;
  return hours === 1 ? "an hour" : `${hours} hours`;
};
