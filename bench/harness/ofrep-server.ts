import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { createTestClock, openFlagServer, openIncidentRoom } from "../../apps/server/src/flags/testing.ts";

/** The process under measurement: the flags' router with five containments, and a bare Express handler beside it. */
const { now } = createTestClock();
const room = openIncidentRoom({ now });
const flags = await openFlagServer({ incidents: room.incidents, now, rate: { burst: 1e12, perSecond: 1e12 } });
const incident = await room.declare();
for (const language of ["de", "fr", "es"]) await room.isolate(incident, { language, tier: "free" });
await room.isolate(incident, { region: "us-east" }, { measure: "tools-off" });
await room.isolate(incident, { tier: "enterprise", language: "en" }, { measure: "human-handoff" });

const bare = express();
const constant = {
  key: "answer-mode",
  value: "normal",
  variant: "normal",
  reason: "STATIC",
  metadata: { flagSetId: "s", version: 5 },
};
bare.post("/bare", (_request, response) => void response.json(constant));
const bareServer = await new Promise<Server>((resolve) => {
  const listening = bare.listen(0, "127.0.0.1", () => resolve(listening));
});

process.on("message", () => process.send?.(process.cpuUsage()));
process.on("disconnect", () => process.exit(0));
process.send?.({ flags: Number(new URL(flags.baseUrl).port), bare: (bareServer.address() as AddressInfo).port });
