import { seededRandom } from "../random.ts";
import { type FeatureRow, featuresOf, KNOWN_GOOD_PIPELINE } from "../refund-risk/features.ts";
import { FEATURE_SCHEMA, type ModelArtefact } from "../refund-risk/model.ts";
import { createPopulation, sampleRequest } from "../refund-risk/population.ts";
import { logOddsOf } from "../refund-risk/trees.ts";
import { boost } from "./boosting.ts";
import { plattScaling } from "./platt.ts";
import { qualityOf } from "./quality.ts";

export interface TrainingOptions {
  readonly seed: number;
  /** Of these, a fifth calibrates and a fifth is held out. */
  readonly rows: number;
}
export const TRAINING: TrainingOptions = { seed: 20_261_046, rows: 30_000 };
const BOOSTING = { trees: 90, depth: 3, learningRate: 0.15, lambda: 1, minHessian: 4 };

interface Example {
  readonly row: FeatureRow;
  readonly truth: boolean;
}

/** Last quarter's requests, of other customers than today's; what became of them is known. The same seed makes the same model. */
export function trainModel({ seed, rows }: TrainingOptions): Omit<ModelArtefact, "version" | "fingerprint"> {
  const population = createPopulation(seed, Math.ceil(rows / 4));
  const random = seededRandom(seed + 1);
  const examples = Array.from({ length: rows }, (): Example => {
    const { request, unjustified } = sampleRequest(population, random);
    return { row: featuresOf(request, population.history, KNOWN_GOOD_PIPELINE), truth: unjustified };
  });
  const [toCalibrate, heldOut] = [examples.slice(rows * 0.6, rows * 0.8), examples.slice(rows * 0.8)];
  const toLearn = examples.slice(0, rows * 0.6);
  const forest = boost(
    toLearn.map(({ row }) => row),
    toLearn.map(({ truth }) => truth),
    BOOSTING,
  );
  const logOdds = (of: readonly Example[]) => of.map(({ row }) => logOddsOf(forest, row));
  const truths = (of: readonly Example[]) => of.map(({ truth }) => truth);
  const calibration = plattScaling(logOdds(toCalibrate), truths(toCalibrate));
  const quality = (slope: number, offset: number) => {
    const scores = logOdds(heldOut).map((x) => 1 / (1 + Math.exp(-(slope * x + offset))));
    return qualityOf(scores, truths(heldOut));
  };
  return {
    features: FEATURE_SCHEMA,
    pipeline: KNOWN_GOOD_PIPELINE,
    forest,
    calibration,
    heldOut: { calibrated: quality(calibration.slope, calibration.offset), uncalibrated: quality(1, 0) },
  };
}
