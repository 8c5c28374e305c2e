import { pino } from "pino";
import { compose, type Firebreak, PortTaken } from "./compose.ts";
import { BadEnvironment, readConfig } from "./config.ts";
import { DataFolderInUse } from "./postgres/lock.ts";
import { EngineUnavailable } from "./unavailable.ts";

const STOP_LIMIT_MS = 10_000;

let running: Firebreak | null = null;
let asked: number | null = null;
let stopping = false;
/** Also while everything is still starting: then it is stopped as soon as it stands. */
function stop(code: number): void {
  if (asked === null) setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref(); // What does not end in time is left to the next start, which is made for it.
  asked ??= code;
  if (running === null || stopping) return;
  stopping = true;
  running.close().then(
    () => process.exit(asked),
    (error) => {
      console.error("The stop failed:", error);
      process.exit(1);
    },
  );
}
process.on("SIGTERM", () => stop(0));
process.on("SIGINT", () => stop(0));
// Started by the launcher, it ends with it, however the launcher ended.
process.on("disconnect", () => stop(0));

try {
  const config = readConfig(process.env);
  const logger = pino({ level: config.logLevel });
  const firebreak = await compose(config, logger);
  running = firebreak;
  firebreak.onLost((what) => {
    logger.fatal({ what }, "ended by itself; stopping");
    stop(1);
  });
  if (firebreak.firstAdministratorLink) {
    console.log(`There is no administrator yet. This link makes the first one, once:\n  ${firebreak.firstAdministratorLink}`);
  }
  if (firebreak.administratorLink) {
    console.log(`This link makes an administrator, or opens an account anew as one, once:\n  ${firebreak.administratorLink}`);
  }
  if (asked === null) console.log(`Firebreak is ready at ${firebreak.url}`);
  else stop(asked);
} catch (error) {
  const expected = [BadEnvironment, DataFolderInUse, PortTaken, EngineUnavailable].some((kind) => error instanceof kind);
  console.error(expected && error instanceof Error ? error.message : error);
  process.exit(1);
}
