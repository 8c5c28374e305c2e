import { pino } from "pino";
import { compose, PortTaken } from "./compose.ts";
import { BadEnvironment, readConfig } from "./config.ts";
import { DataFolderInUse } from "./postgres/lock.ts";

const STOP_LIMIT_MS = 10_000;

try {
  const config = readConfig(process.env);
  const logger = pino({ level: config.logLevel });
  const firebreak = await compose(config, logger);
  let stopping = false;
  const stop = (code: number) => {
    if (stopping) return;
    stopping = true;
    // What does not end in time is left to the next start, which is made for it.
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    firebreak.close().then(
      () => process.exit(code),
      (error) => {
        logger.fatal({ err: error }, "the stop failed");
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => stop(0));
  process.on("SIGINT", () => stop(0));
  // Started by the launcher, it ends with it, however the launcher ended.
  process.on("disconnect", () => stop(0));
  firebreak.onLost((what) => {
    logger.fatal({ what }, "ended by itself; stopping");
    stop(1);
  });
  if (firebreak.firstAdministratorLink) {
    console.log(`There is no administrator yet. This link makes the first one, once:\n  ${firebreak.firstAdministratorLink}`);
  }
  console.log(`Firebreak is ready at ${firebreak.url}`);
} catch (error) {
  const expected = error instanceof BadEnvironment || error instanceof DataFolderInUse || error instanceof PortTaken;
  console.error(expected ? error.message : error);
  process.exit(1);
}
