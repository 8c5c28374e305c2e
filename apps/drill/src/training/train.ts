import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { MODEL_FILE, type ModelArtefact } from "../refund-risk/model.ts";
import { modelFits, trainerFingerprint } from "./ensure-model.ts";
import { TRAINING, trainModel } from "./train-model.ts";

/** `node apps/drill/src/training/train.ts`: trains the refund-risk model where it is missing or no longer fits; with `--again` always. */
if (modelFits() && !process.argv.includes("--again")) {
  process.stdout.write(`The model is there and fits its trainer: ${MODEL_FILE}\n`);
} else {
  const startedAt = performance.now();
  const fingerprint = trainerFingerprint();
  const trained = trainModel(TRAINING);
  const artefact: ModelArtefact = { version: `refund-risk@2026.11-${fingerprint.slice(0, 6)}`, fingerprint, ...trained };
  keep(artefact);
  report(artefact, performance.now() - startedAt);
}

/** Whole or not at all: several trainings at once write the same. */
function keep(artefact: ModelArtefact): void {
  const unfinished = `${MODEL_FILE}.${process.pid}`;
  mkdirSync(dirname(MODEL_FILE), { recursive: true });
  writeFileSync(unfinished, JSON.stringify(artefact));
  renameSync(unfinished, MODEL_FILE);
}

function report({ version, heldOut, forest, calibration }: ModelArtefact, tookMs: number): void {
  const { calibrated, uncalibrated } = heldOut;
  const shown = (value: number) => value.toFixed(4);
  process.stdout.write(
    `${version}: ${forest.trees.length} trees, trained in ${(tookMs / 1_000).toFixed(1)} s
  held out ${calibrated.rows} requests, ${(calibrated.positiveRate * 100).toFixed(1)} % not justified
  AUC ${shown(calibrated.auc)}
  log loss ${shown(calibrated.logLoss)} (before Platt scaling ${shown(uncalibrated.logLoss)})
  Brier ${shown(calibrated.brier)} (before ${shown(uncalibrated.brier)})
  ECE ${shown(calibrated.ece)} (before ${shown(uncalibrated.ece)})
  Platt scaling: slope ${calibration.slope.toFixed(3)}, offset ${calibration.offset.toFixed(3)}
  ${MODEL_FILE}\n`,
  );
}
