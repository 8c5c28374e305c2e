import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { createAssistant } from "./assistant/assistant.ts";
import { createAnswerModes } from "./instance/answer-mode.ts";
import { createAnswering } from "./instance/answering.ts";
import { createAnsweringDoor } from "./instance/door.ts";
import { type FromInstance, readInstanceSettings, type ToInstance } from "./instance/settings.ts";
import { createTelemetry } from "./instance/telemetry.ts";
import { seededRandom } from "./random.ts";

/** One serving instance: its own process, its own telemetry and flag client. It ends with the coordinator. */
const settings = readInstanceSettings(process.env);
const telemetry = createTelemetry(settings);
const modes = await createAnswerModes(settings, telemetry.logger);
let prompt = settings.prompt;

const answer = createAnswering({
  assistant: createAssistant(),
  modes,
  ...telemetry,
  random: seededRandom(settings.seed),
  prompt: () => prompt,
  wait: (ms) => wait(ms),
});
const server = createServer(createAnsweringDoor({ instance: settings.instance, answer, maxConcurrent: 200 }));
server.keepAliveTimeout = 30_000;
server.listen(settings.port, settings.host, () => {
  tell({ kind: "listening", port: (server.address() as AddressInfo).port });
});
server.on("error", (error) => {
  process.stderr.write(`${settings.instance}: ${error.message}\n`);
  process.exit(1);
});

process.on("message", (message: ToInstance) => {
  prompt = message.version;
  tell({ kind: "prompt", version: prompt });
});
process.once("disconnect", () => void end());
process.once("SIGTERM", () => void end());
// Ctrl-C reaches the whole process group; the coordinator decides about the order.
process.on("SIGINT", () => {});

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  server.close();
  server.closeAllConnections();
  await telemetry.close();
  await modes.close();
  process.exit(0);
}

function tell(message: FromInstance): void {
  if (process.connected) process.send?.(message);
}
