import express, { type ErrorRequestHandler, type Express, type Response } from "express";
import { z } from "zod";
import type { Rehearsal } from "./scenarios.ts";
import type { PracticeService } from "./services.ts";

export interface ControlDoorOptions {
  /** The assistant first. */
  readonly services: readonly PracticeService[];
  readonly rehearsal: Rehearsal;
}

const Beginning = z.object({ scenario: z.string().min(1).max(20) });
/** Without a scenario: all. */
const Ending = Beginning.partial();

/** How a rehearsal is led. Every change answers with the status after it. */
export function createControlDoor({ services, rehearsal }: ControlDoorOptions): Express {
  const app = express();
  app.disable("x-powered-by").disable("etag");
  const status = () => {
    const standing = services.map(({ service, fleet, traffic }) => {
      return { service, instances: fleet.standing(), requestsPerSecond: traffic.requestsPerSecond() };
    });
    const scenarios = rehearsal.scenarios.map(({ id, title, description, service }) => ({ id, title, description, service }));
    const runningAll = rehearsal.running();
    const [first] = runningAll;
    const running = first === undefined ? null : { scenario: first.scenario, since: first.since };
    // The first service stands at the top too, where it stood when it was the only one; so does the first scenario that runs.
    return { ...standing[0], services: standing, scenarios, running, runningAll };
  };
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
  app.post("/control/end", async (request, response) => {
    const asked = Ending.safeParse(request.body ?? {});
    if (!asked.success) {
      const message = 'Send {"scenario": "I1"} as JSON, or {} to end all.';
      return refuse(response, 400, { code: "SCENARIO_MALFORMED", message });
    }
    const ended = await rehearsal.end(asked.data.scenario);
    if (!ended.ok) return refuse(response, 404, ended);
    response.json(status());
  });
  app.post("/control/instances/:name/:what", async (request, response) => {
    const { name, what } = request.params;
    const told = await Promise.all(
      services.map(async ({ fleet }) =>
        what === "stop" ? await fleet.stop(name) : what === "start" ? await fleet.start(name) : false,
      ),
    );
    if (!told.includes(true)) {
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
