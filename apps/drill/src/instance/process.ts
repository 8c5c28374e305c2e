import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { FromInstance, InstanceSettings, Release, ToInstance } from "./settings.ts";

export interface InstanceProcess {
  readonly settings: Pick<InstanceSettings, "instance" | "host" | "port">;
  readonly door: RequestListener;
  /** From the next request on, this is served. */
  readonly serve: (release: Release) => void;
  readonly close: () => Promise<void>;
}

/** One serving instance: its own process, its own telemetry and flag client. It ends with the coordinator. */
export function runInstance({ settings, door, serve, close }: InstanceProcess): void {
  const tell = (message: FromInstance) => {
    if (process.connected) process.send?.(message);
  };
  const server = createServer(door);
  server.keepAliveTimeout = 30_000;
  server.listen(settings.port, settings.host, () => {
    tell({ kind: "listening", port: (server.address() as AddressInfo).port });
  });
  server.on("error", (error) => {
    process.stderr.write(`${settings.instance}: ${error.message}\n`);
    process.exit(1);
  });

  let ending = false;
  const end = async () => {
    if (ending) return;
    ending = true;
    server.close();
    server.closeAllConnections();
    await close();
    process.exit(0);
  };
  process.on("message", ({ release }: ToInstance) => {
    serve(release);
    tell({ kind: "release", release });
  });
  process.once("disconnect", () => void end());
  process.once("SIGTERM", () => void end());
  // Ctrl-C reaches the whole process group; the coordinator decides about the order.
  process.on("SIGINT", () => {});
}
