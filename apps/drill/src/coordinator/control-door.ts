import express, { type ErrorRequestHandler, type Express, type Response } from "express";
import { z } from "zod";
import { SERVICE } from "../instance/settings.ts";
import type { Fleet } from "./fleet.ts";
import { type Rehearsal, SCENARIOS } from "./scenarios.ts";
import type { Traffic } from "./traffic.ts";

export interface ControlDoorOptions {
  readonly fleet: Fleet;
  readonly traffic: Pick<Traffic, "requestsPerSecond">;
  readonly rehearsal: Rehearsal;
}

const Beginning = z.object({ scenario: z.string().min(1).max(20) });

/** How a rehearsal is led. Every change answers with the status after it. */
export function createControlDoor({ fleet, traffic, rehearsal }: ControlDoorOptions): Express {
  const app = express();
  app.disable("x-powered-by").disable("etag");
  const status = () => ({
    service: SERVICE,
    instances: fleet.standing(),
    requestsPerSecond: traffic.requestsPerSecond(),
    scenarios: SCENARIOS.map(({ id, title, description }) => ({ id, title, description })),
    running: rehearsal.running(),
  });
  const refuse = (response: Response, code: number, refusal: { code: string; message: string }) =>
    response.status(code).json({ ok: false, ...refusal });

  // The door has no lock, only its loopback address; a page in a browser on the same machine must not open it.
  app.use((request, response, next) => {
    if (request.headers.origin === undefined) return next();
    refuse(response, 403, {
      code: "NOT_FOR_BROWSERS",
      message: "The control door is opened by Firebreak's server or by pnpm drill.",
    });
  });
  app.use(express.json({ limit: "4kb" }));

  app.get("/control", (_request, response) => {
    response.json(status());
  });
  app.post("/control/begin", async (request, response) => {
    const asked = Beginning.safeParse(request.body);
    if (!asked.success) return refuse(response, 400, { code: "SCENARIO_MISSING", message: 'Send {"scenario": "I1"} as JSON.' });
    const begun = await rehearsal.begin(asked.data.scenario);
    if (!begun.ok) return refuse(response, begun.code === "SCENARIO_UNKNOWN" ? 404 : 409, begun);
    response.json(status());
  });
  app.post("/control/end", async (_request, response) => {
    await rehearsal.end();
    response.json(status());
  });
  app.post("/control/instances/:name/:what", async (request, response) => {
    const { name, what } = request.params;
    const known = what === "stop" ? await fleet.stop(name) : what === "start" ? await fleet.start(name) : false;
    if (!known) {
      return refuse(response, 404, {
        code: "INSTANCE_UNKNOWN",
        message: `There is no instance ${name} that could be told to ${what}.`,
      });
    }
    response.json(status());
  });
  const onError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    if (response.headersSent) return next(error);
    const malformed = error instanceof SyntaxError;
    refuse(response, malformed ? 400 : 500, {
      code: malformed ? "NOT_JSON" : "BUG",
      message: malformed ? "This is not JSON." : String(error),
    });
  };
  app.use(onError);
  return app;
}
