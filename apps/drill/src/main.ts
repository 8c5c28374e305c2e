import { once } from "node:events";
import { createServer } from "node:http";
import { createControlDoor } from "./coordinator/control-door.ts";
import { createFleet } from "./coordinator/fleet.ts";
import { createRehearsal } from "./coordinator/scenarios.ts";
import { readCoordinatorSettings } from "./coordinator/settings.ts";
import { startTraffic } from "./coordinator/traffic.ts";
import { seededRandom } from "./random.ts";

/** The practice service: a support assistant in several instances, its customers, and a door to rehearse incidents by. */
const settings = readCoordinatorSettings(process.env, Date.now() % 1_000_000);
const fleet = createFleet(settings, new URL("./instance.ts", import.meta.url), process.env);
const rehearsal = createRehearsal((version) => fleet.roll(version), Date.now);
const traffic = startTraffic({
  host: settings.host === "0.0.0.0" ? "127.0.0.1" : settings.host,
  requestsPerSecond: settings.requestsPerSecond,
  ports: () => fleet.ports(),
  random: seededRandom(settings.seed),
});
const server = createServer(createControlDoor({ fleet, traffic, rehearsal }));

let ending = false;
async function end(code: number): Promise<void> {
  if (ending) return;
  ending = true;
  traffic.close();
  server.close();
  server.closeAllConnections();
  await fleet.close();
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
await fleet.listening();
const address = server.address();
const port = typeof address === "object" && address !== null ? address.port : settings.controlPort;
process.stdout.write(`practice service ready: control door on ${settings.host}:${port}, ${settings.instances} instances\n`);
