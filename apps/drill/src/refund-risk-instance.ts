import { setTimeout as wait } from "node:timers/promises";
import { createAnswerModes } from "./instance/answer-mode.ts";
import { runInstance } from "./instance/process.ts";
import { createServingMetrics } from "./instance/serving-metrics.ts";
import { readInstanceSettings } from "./instance/settings.ts";
import { createTelemetry } from "./instance/telemetry.ts";
import { createWorkQueue } from "./instance/work-queue.ts";
import { seededRandom } from "./random.ts";
import { createScoringDoor } from "./refund-risk/door.ts";
import { createLateTruths } from "./refund-risk/late-truths.ts";
import { loadModel } from "./refund-risk/model.ts";
import { createPopulation } from "./refund-risk/population.ts";
import { SCORING_MAX_WAITING, SCORING_PLACES, ScoringRelease } from "./refund-risk/release.ts";
import { createScoring } from "./refund-risk/scoring.ts";
import { createTruthSender } from "./refund-risk/truth-sender.ts";

/** One instance of the refund-risk scoring service. */
const settings = readInstanceSettings(process.env);
const telemetry = createTelemetry(settings);
const modes = await createAnswerModes(settings, telemetry.logger, "age-band");
const workers = createWorkQueue({ places: SCORING_PLACES, maxWaiting: SCORING_MAX_WAITING });
const random = seededRandom(settings.seed);
const sender = createTruthSender(settings);
const truths = createLateTruths({
  logger: telemetry.logger,
  send: sender.send,
  random: seededRandom(settings.seed + 1),
  now: Date.now,
  after(ms, then) {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
});
let release = ScoringRelease.parse(settings.release);

const score = createScoring({
  model: loadModel(),
  history: createPopulation().history,
  modes,
  ...telemetry,
  metrics: createServingMetrics(telemetry.meter, workers),
  truths,
  random,
  release: () => release,
  workers,
  wait: (ms) => wait(ms),
});
runInstance({
  settings,
  door: createScoringDoor({ instance: settings.instance, score }),
  serve(rolledOut) {
    release = ScoringRelease.parse(rolledOut);
  },
  async close() {
    truths.close();
    await Promise.all([sender.close(), telemetry.close()]);
    await modes.close();
  },
});
