import { once } from "node:events";
import { createServer } from "node:http";
import { createControlDoor } from "./coordinator/control-door.ts";
import { createRehearsal } from "./coordinator/scenarios.ts";
import { startServices } from "./coordinator/services.ts";
import { readCoordinatorSettings } from "./coordinator/settings.ts";
import { ensureModel } from "./training/ensure-model.ts";

/** The practice: a support assistant and a scoring service in several instances, their customers, and a door to rehearse incidents by. */
const settings = readCoordinatorSettings(process.env, Date.now() % 1_000_000);
if (settings.scoring === null) {
  process.stderr.write("refund-risk is not started: there is no FIREBREAK_SCORING_KEY for it.\n");
} else {
  await ensureModel();
}
const services = startServices(settings, process.env);
const rehearsal = createRehearsal(
  services.map(({ service, fleet }) => ({ service, roll: (release) => fleet.roll(release) })),
  Date.now,
);
const server = createServer(createControlDoor({ services, rehearsal }));

let ending = false;
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  for (const { traffic } of services) traffic.close();
  server.close();
  server.closeAllConnections();
  await Promise.all(services.map(({ fleet }) => fleet.close()));
  process.exit(code);
}
process.once("SIGTERM", () => void end(0));
process.once("SIGINT", () => void end(0));
// Started by the launcher, it ends with it.
process.once("disconnect", () => void end(0));

server.once("error", (error: NodeJS.ErrnoException) => {
  const sentence =
    error.code === "EADDRINUSE"
      ? `Port ${settings.controlPort} is in use: another practice service may be running. Set DRILL_CONTROL_PORT and DRILL_INSTANCE_PORT.`
      : error.message;
  process.stderr.write(`${sentence}\n`);
  void end(1);
});
server.listen(settings.controlPort, settings.host);
await once(server, "listening");
await Promise.all(services.map(({ fleet }) => fleet.listening()));
const address = server.address();
const port = typeof address === "object" && address !== null ? address.port : settings.controlPort;
const counted = services.map(({ service, fleet }) => `${fleet.standing().length} instances of ${service}`).join(", ");
process.stdout.write(`practice service ready: control door on ${settings.host}:${port}, ${counted}\n`);
