import type { RequestHandler } from "express";

const LIMIT_MS = 2_000;
const KEPT_MS = 1_000;

export type HealthChecks = Readonly<Record<string, () => Promise<unknown>>>;

/** 200 when every part answers within 2 s, else 503; asked at most once a second. */
export function healthz(checks: HealthChecks, now: () => number): RequestHandler {
  let last: { readonly at: number; readonly answer: ReturnType<typeof checkAll> } | null = null;
  return async (_request, response) => {
    if (!last || now() - last.at > KEPT_MS) last = { at: now(), answer: checkAll(checks) };
    const answer = await last.answer;
    response.status(answer.ok ? 200 : 503).json(answer);
  };
}

async function checkAll(checks: HealthChecks) {
  const parts = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => [name, (await answers(check)) ? "up" : "down"] as const),
  );
  return { ok: parts.every(([, state]) => state === "up"), parts: Object.fromEntries(parts) };
}

async function answers(check: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), LIMIT_MS);
  });
  try {
    return await Promise.race([
      check().then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
