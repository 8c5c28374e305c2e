import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, chromium, type Page } from "@playwright/test";
import { CHROMIUM, CHROMIUM_ARGS } from "../e2e/chromium.ts";
import type { Row } from "./harness/bench.ts";
import { declaration, expectData, firstAdministrator, type Person } from "./harness/person.ts";
import { freePort, startServer, temporaryData } from "./harness/server.ts";

export const title = `The board and the signals page with live charts: frames a second in headless chromium, ${cpus().length} cores shared with server and practice service`;

const DRILL = join(import.meta.dirname, "..", "apps", "drill", "src", "main.ts");
const SERVICE = "support-assistant";
/** Of the practice service's catalogue; all twelve have data from its first minute on. */
const TWELVE = [
  "ungrounded-rate",
  "task-success",
  "override-rate",
  "latency-p95",
  "latency-p50",
  "latency-p99",
  "cost-per-request",
  "retrieval-hit-rate",
  "request-rate",
  "error-rate",
  "input-tokens",
  "output-tokens",
] as const;
const MEASURED_MS = 20_000;
const WARM_UP_MS = 8_000;
const CHARTS_HAVE_DATA_WITHIN_MS = 90_000;

/**
 * The real server, the practice service's telemetry, the built browser app (`pnpm --filter @firebreak/web build`). "Of an empty
 * page" compares with the frames that this browser paints of nothing, on the same machine, in the same run.
 */
export async function run(): Promise<Row[]> {
  await using data = await temporaryData();
  const [port, controlPort] = [await freePort(), await freePort()];
  const key = `fbk_${randomBytes(24).toString("hex")}`;
  const server = startServer({ data: data.path, port, environment: { FIREBREAK_PRACTICE_KEY: key } });
  let practice: ChildProcess | null = null;
  const browser = await chromium.launch({
    args: [...CHROMIUM_ARGS],
    ...(existsSync(CHROMIUM) ? { executablePath: CHROMIUM } : {}),
  });
  try {
    const person = await firstAdministrator(server.url, await server.ready);
    practice = startPractice({ url: server.url, key, controlPort });
    const incidentId = await declareNow(person);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await signIn(context, server.url, person.cookie);
    const page = await context.newPage();
    await page.goto("about:blank");
    const empty = await measure(page);
    await page.goto(`${server.url}/incidents/${incidentId}`);
    const charts = page.locator("article svg.recharts-surface path.recharts-curve");
    await charts.nth(5).waitFor({ state: "attached", timeout: CHARTS_HAVE_DATA_WITHIN_MS });
    await sleep(WARM_UP_MS);
    const still = await measure(page);
    const pointed = await measure(page, movePointer);
    const row = (what: string, taken: Taken) => ({
      what,
      "frames / s": taken.framesPerSecond.toFixed(1),
      "of an empty page": (taken.framesPerSecond / empty.framesPerSecond).toFixed(2),
      "slowest frame": `${taken.slowestFrame.toFixed(0)} ms`,
      "long tasks (> 50 ms)": taken.longTasks.length,
      "longest task": taken.longTasks.length === 0 ? "none" : `${Math.max(...taken.longTasks).toFixed(0)} ms`,
      "load of the machine": taken.load.toFixed(1),
      aim: "60, none",
    });
    await page.goto(`${server.url}/signals?service=${SERVICE}&signals=${TWELVE.join()}&window=15m`);
    await charts.nth(TWELVE.length - 1).waitFor({ state: "attached", timeout: CHARTS_HAVE_DATA_WITHIN_MS });
    await sleep(WARM_UP_MS);
    const many = await measure(page);
    const manyPointed = await measure(page, movePointer);
    return [
      row("empty page", empty),
      row("board, 6 live charts", still),
      row("board, crosshair moved all the time", pointed),
      row("signals page, 12 live charts", many),
      row("signals page, crosshair moved all the time", manyPointed),
    ];
  } finally {
    await browser.close();
    if (practice?.exitCode === null) {
      practice.kill("SIGTERM");
      await once(practice, "exit");
    }
    await server.end("SIGTERM");
  }
}

function startPractice(to: { readonly url: string; readonly key: string; readonly controlPort: number }): ChildProcess {
  return spawn(process.execPath, [DRILL], {
    stdio: "ignore",
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      FIREBREAK_URL: to.url,
      FIREBREAK_KEY: to.key,
      DRILL_CONTROL_PORT: String(to.controlPort),
      DRILL_INSTANCE_PORT: "0",
      DRILL_RATE: "24",
    },
  });
}

async function declareNow(person: Person): Promise<string> {
  const command = { ...declaration, impactStartedAt: new Date().toISOString() };
  const { incidentId } = await expectData(person.mutate("incidents.declare", { commandId: randomUUID(), command }));
  return incidentId;
}

async function signIn(context: BrowserContext, url: string, cookie: string): Promise<void> {
  const at = cookie.indexOf("=");
  const value = cookie.slice(at + 1);
  await context.addCookies([{ name: cookie.slice(0, at), value, url, httpOnly: true, sameSite: "Lax" }]);
}

interface Measured {
  readonly framesPerSecond: number;
  readonly slowestFrame: number;
  readonly longTasks: readonly number[];
}
/** With how much else was running: more than the cores means that others took frames away. */
interface Taken extends Measured {
  readonly load: number;
}
async function measure(page: Page, meanwhile?: (page: Page, until: number) => Promise<void>): Promise<Taken> {
  const measured = page.evaluate(framesAndTasks, MEASURED_MS);
  await meanwhile?.(page, Date.now() + MEASURED_MS - 500);
  return { ...(await measured), load: loadavg()[0] ?? 0 };
}

/** Runs in the page. */
function framesAndTasks(milliseconds: number): Promise<Measured> {
  return new Promise((resolve) => {
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longTasks.push(entry.duration);
    });
    observer.observe({ type: "longtask" });
    let frames = 0;
    let slowestFrame = 0;
    const begin = performance.now();
    let last = begin;
    const frame = (): void => {
      const now = performance.now();
      slowestFrame = Math.max(slowestFrame, now - last);
      last = now;
      frames += 1;
      if (now - begin < milliseconds) {
        requestAnimationFrame(frame);
        return;
      }
      observer.disconnect();
      resolve({ framesPerSecond: (frames * 1000) / (now - begin), slowestFrame, longTasks });
    };
    requestAnimationFrame(frame);
  });
}

async function movePointer(page: Page, until: number): Promise<void> {
  const box = await page.locator("article").first().boundingBox();
  if (!box) throw new Error("there is no chart to point at");
  for (let step = 0; Date.now() < until; step++) {
    await page.mouse.move(box.x + 20 + ((step * 3) % (box.width - 40)), box.y + box.height / 2);
    await sleep(30);
  }
}
