import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { FEATURE_NAMES, FEATURES, type FeatureRow } from "./features.ts";
import { Forest, logOddsOf } from "./trees.ts";

const Quality = z.object({
  rows: z.number(),
  positiveRate: z.number(),
  auc: z.number(),
  logLoss: z.number(),
  brier: z.number(),
  ece: z.number(),
});
/** What `node apps/drill/src/training/train.ts` writes. */
export const ModelArtefact = z.object({
  version: z.string(),
  /** Of everything that the training depends on; another one, and the model is trained anew. */
  fingerprint: z.string(),
  features: z.array(z.object({ name: z.string(), kind: z.enum(["number", "category"]) })),
  pipeline: z.string(),
  forest: Forest,
  calibration: z.object({ slope: z.number(), offset: z.number() }),
  /** On rows that neither the trees nor the calibration have seen. */
  heldOut: z.object({ calibrated: Quality, uncalibrated: Quality }),
});
export type ModelArtefact = z.infer<typeof ModelArtefact>;

export const MODEL_FILE = fileURLToPath(new URL("../../artefacts/refund-risk.json", import.meta.url));
export const FEATURE_SCHEMA = FEATURE_NAMES.map((name) => ({ name, kind: FEATURES[name].kind }));

export interface RiskModel {
  readonly version: string;
  /** The chance that the refund is not justified, 0–1. */
  score(row: FeatureRow): number;
}

export function riskModelOf({ version, forest, calibration }: Omit<ModelArtefact, "heldOut">): RiskModel {
  return {
    version,
    score: (row) => 1 / (1 + Math.exp(-(calibration.slope * logOddsOf(forest, row) + calibration.offset))),
  };
}

/** Throws with what to do when there is none, or one of another feature schema. */
export function loadModel(file: string = MODEL_FILE): RiskModel {
  if (!existsSync(file)) throw new Error(`There is no model at ${file}. Train it: node apps/drill/src/training/train.ts`);
  const artefact = ModelArtefact.parse(JSON.parse(readFileSync(file, "utf8")));
  if (JSON.stringify(artefact.features) !== JSON.stringify(FEATURE_SCHEMA)) {
    throw new Error(`The model at ${file} expects other features. Train it anew: node apps/drill/src/training/train.ts --again`);
  }
  return riskModelOf(artefact);
}
