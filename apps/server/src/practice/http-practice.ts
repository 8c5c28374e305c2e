import { z } from "zod";
import type { Practice, PracticeStatus } from "./port.ts";

const LIMIT_MS = 4_000;
const MAX_ANSWER = 64 * 1024;

const Service = z.object({
  service: z.string().max(120),
  /** A number, or the instances one by one, as our own practice service tells them. */
  instances: z.union([z.number().int().nonnegative(), z.array(z.unknown()).transform((list) => list.length)]),
  requestsPerSecond: z.number().nonnegative(),
});
const Scenario = z.object({ id: z.string().max(10), title: z.string().max(200), description: z.string().max(2000) });
const Running = z.object({ scenario: z.string().max(10), since: z.number() });
/** A practice of one service need not say twice which, nor twice what runs. */
const Answer = Service.extend({
  services: z.array(Service).min(1).max(20).optional(),
  scenarios: z.array(Scenario.extend({ service: z.string().max(120).optional() })).max(20),
  running: Running.nullable(),
  runningAll: z
    .array(Running.extend({ service: z.string().max(120) }))
    .max(20)
    .optional(),
}).transform(({ services, scenarios, running, runningAll, ...first }) => {
  const placed = scenarios.map((scenario) => ({ ...scenario, service: scenario.service ?? first.service }));
  const serviceOf = (id: string) => placed.find((scenario) => scenario.id === id)?.service ?? first.service;
  return {
    ...first,
    services: services ?? [first],
    scenarios: placed,
    running,
    runningAll: runningAll ?? (running === null ? [] : [{ ...running, service: serviceOf(running.scenario) }]),
  };
});
const Refusal = z.object({ message: z.string().max(500) });

/** The control door of the practice service. It is another process: absent, slow or wrong, it answers with a status, never an exception. */
export function createHttpPractice({ url }: { readonly url: string | null }): Practice {
  if (url === null) {
    const absent = async (): Promise<PracticeStatus> => ({ kind: "absent" });
    return { status: absent, begin: absent, end: absent };
  }
  const ask = (path: string, body?: unknown) => askDoor(`${url}${path}`, body);
  return {
    status: () => ask("/control"),
    begin: (scenario) => ask("/control/begin", { scenario }),
    end: (scenario) => ask("/control/end", { scenario }),
  };
}

async function askDoor(url: string, body: unknown): Promise<PracticeStatus> {
  try {
    const response = await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      redirect: "error",
      signal: AbortSignal.timeout(LIMIT_MS),
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (text.length > MAX_ANSWER) return unreachable("it answers more than this door allows");
    const json: unknown = JSON.parse(text);
    if (!response.ok) return unreachable(Refusal.safeParse(json).data?.message ?? `it answered ${response.status}`);
    const parsed = Answer.safeParse(json);
    return parsed.success ? { kind: "ready", ...parsed.data } : unreachable("its answer is not that of a practice service");
  } catch (error) {
    const timedOut = error instanceof Error && error.name === "TimeoutError";
    return unreachable(timedOut ? `it did not answer within ${LIMIT_MS / 1000} s` : "no answer");
  }
}

const unreachable = (why: string): PracticeStatus => ({
  kind: "unreachable",
  message: `The practice service cannot be reached: ${why}. Start it, or check PRACTICE_URL.`,
});
