import { setTimeout as wait } from "node:timers/promises";
import { createAssistant } from "./assistant/assistant.ts";
import { AssistantRelease } from "./assistant/release.ts";
import { MAX_WAITING, SERVING_CODE } from "./assistant/serving-code.ts";
import { createAnswerModes } from "./instance/answer-mode.ts";
import { createAnswering } from "./instance/answering.ts";
import { createAnsweringDoor } from "./instance/door.ts";
import { runInstance } from "./instance/process.ts";
import { createServingMetrics } from "./instance/serving-metrics.ts";
import { readInstanceSettings } from "./instance/settings.ts";
import { createTelemetry } from "./instance/telemetry.ts";
import { createWorkQueue } from "./instance/work-queue.ts";
import { seededRandom } from "./random.ts";

/** One instance of the support assistant. */
const settings = readInstanceSettings(process.env);
const telemetry = createTelemetry(settings);
const modes = await createAnswerModes(settings, telemetry.logger, "topic");
let release = AssistantRelease.parse(settings.release);
const workers = createWorkQueue({ places: SERVING_CODE[release.code].places, maxWaiting: MAX_WAITING });

const answer = createAnswering({
  assistant: createAssistant(),
  modes,
  ...telemetry,
  metrics: createServingMetrics(telemetry.meter, workers),
  random: seededRandom(settings.seed),
  release: () => release,
  workers,
  wait: (ms) => wait(ms),
});
runInstance({
  settings,
  door: createAnsweringDoor({ instance: settings.instance, answer, maxConcurrent: 200 }),
  serve(rolledOut) {
    release = AssistantRelease.parse(rolledOut);
    workers.resize(SERVING_CODE[release.code].places);
  },
  async close() {
    await telemetry.close();
    await modes.close();
  },
});
