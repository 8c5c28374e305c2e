import { type CalibrationBin, type Condition, expectedCalibrationError, predictiveValue } from "@firebreak/signals";
import { numberOf } from "./compile-field.ts";
import type { Statement } from "./statement.ts";
import { type Tally, withinSql } from "./tally.ts";

export const CALIBRATION_BINS = 10;

/** Of the records whose score and truth are known, by score: their number, the sum of their scores, the sum of their truths. */
export function calibrationSql(of: Condition | null, statement: Statement): string {
  const score = "assumeNotNull(score)";
  const truth = numberOf({ kind: "number", name: "truth" }, statement);
  const known = `(isNotNull(score) AND isNotNull(${truth}) AND ${withinSql(of, statement)})`;
  const bin = `toInt8(least(${CALIBRATION_BINS - 1}, greatest(0, floor(${score} * ${CALIBRATION_BINS}))))`;
  const resample = `Resample(0, ${CALIBRATION_BINS}, 1)`;
  return `arrayConcat(CAST(countIf${resample}(${known}, ${bin}), 'Array(Float64)'), sumIf${resample}(${score}, ${known}, ${bin}),
    sumIf${resample}(assumeNotNull(${truth}), ${known}, ${bin}))`;
}

/** Ten bins of equal width, those without events too. */
export function calibrationBins(counts: readonly number[]): readonly CalibrationBin[] {
  return Array.from({ length: CALIBRATION_BINS }, (_, n) => {
    const events = counts[n] ?? 0;
    const mean = (sum: number | undefined) => (events === 0 ? 0 : (sum ?? 0) / events);
    return {
      low: n / CALIBRATION_BINS,
      high: (n + 1) / CALIBRATION_BINS,
      events,
      meanScore: mean(counts[CALIBRATION_BINS + n]),
      truthRate: mean(counts[2 * CALIBRATION_BINS + n]),
    };
  });
}

export function calibrationTally(of: Condition | null): Tally {
  return {
    sql: (statement) => calibrationSql(of, statement),
    finish: (counts) => {
      const bins = calibrationBins(counts);
      return { value: expectedCalibrationError(bins), events: bins.reduce((sum, bin) => sum + bin.events, 0) };
    },
  };
}

/**
 * The confusion matrix of `score ≥ threshold` against the truth (which is positive from ½ on). Precision's events are the positive
 * decisions, recall's the positive truths, and those of a precision at a reference prevalence all records whose truth is known.
 */
export function confusionTally(measure: {
  readonly kind: "precision" | "recall";
  readonly prevalence: number | null;
  readonly of: Condition | null;
}): Tally {
  return {
    sql: (statement) => {
      const truth = `(${numberOf({ kind: "number", name: "truth" }, statement)} >= 0.5)`;
      const decision = "(score >= threshold)";
      const cell = (decided: string, really: string) =>
        `countIf(${decided} AND ${really} AND ${withinSql(measure.of, statement)})`;
      return `[${cell(decision, truth)}, ${cell(decision, `NOT ${truth}`)}, ${cell(`NOT ${decision}`, truth)},
        ${cell(`NOT ${decision}`, `NOT ${truth}`)}]`;
    },
    finish: ([right = 0, falsePositive = 0, missed = 0, quiet = 0]) => {
      const sensitivity = quotient(right, right + missed);
      if (measure.kind === "recall") return { value: sensitivity, events: right + missed };
      if (measure.prevalence === null) return { value: quotient(right, right + falsePositive), events: right + falsePositive };
      const specificity = quotient(quiet, quiet + falsePositive);
      const events = right + falsePositive + missed + quiet;
      if (sensitivity === null || specificity === null) return { value: null, events };
      const value = predictiveValue({ sensitivity, specificity, prevalence: measure.prevalence });
      return { value: Number.isFinite(value) ? value : null, events };
    },
  };
}

const quotient = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
