import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { InferenceRecord } from "@firebreak/signals";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openInboxRoom } from "../inbox/testing.ts";
import type { Postgres } from "../postgres/pool.ts";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { recordOf } from "../telemetry/clickhouse/contract/samples.ts";
import { type OpenTelemetryStore, openTelemetryStore } from "../telemetry/clickhouse/telemetry-store.ts";
import { createDetection } from "./detection.ts";
import { createServiceCatalogue } from "./service-catalogue.ts";
import { createSignals } from "./signals.ts";
import { createTestTime } from "./testing.ts";
import { createWatches } from "./watches.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HALF_MINUTE = 30 * SECOND;
const REQUESTS_PER_SECOND = 8;
const SERVICE = "refund-risk";
/** Learnt from before detection starts, then live. */
const PAST = 45 * MINUTE;

let folder: string;
let telemetry: OpenTelemetryStore;
let postgres: Postgres & AsyncDisposable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "firebreak-detection-"));
  [telemetry, postgres] = await Promise.all([
    openTelemetryStore({ url: null, folder, retentionDays: 30, logger: silent }),
    openTestPostgres(),
  ]);
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await telemetry.close();
  await rm(folder, { recursive: true, force: true });
});

/** Seeded: mulberry32. */
function createRandom(seed: number) {
  let state = seed;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}
type Random = ReturnType<typeof createRandom>;

/** A scoring service. In the fault its errors rise from 0.3 % to 20 %, and a feature is missing in 30 % instead of 1 %. */
function request(at: number, isFaulty: boolean, { uniform, normal }: Random): InferenceRecord {
  const error = uniform() < (isFaulty ? 0.2 : 0.003);
  const income = uniform() < (isFaulty ? 0.3 : 0.01) ? null : 3_000 + 400 * normal();
  const score = Math.min(1, Math.max(0, 0.3 + 0.15 * normal()));
  return recordOf(SERVICE, at, {
    dimensions: { region: uniform() < 0.6 ? "eu-west" : "us-east" },
    measures: { latencyMs: 200 * Math.exp(0.4 * normal()), costUsd: 0.002 * Math.exp(0.3 * normal()) },
    outcomes: { error, overridden: uniform() < 0.05 },
    prediction: {
      score,
      threshold: 0.5,
      decision: score > 0.5 ? "review" : "approve",
      features: { income, orders: 12 + 3 * normal() },
    },
  });
}

async function openDetectionRoom(start: number) {
  const time = createTestTime(start);
  const random = createRandom(11);
  const parts = new AsyncDisposableStack();
  const room = parts.use(await openInboxRoom({ postgres, time, services: [SERVICE] }));
  const faults: string[] = [];
  const logger = silent.child({}, { level: "silent" });
  const team = { definitions: () => [], faults: () => [], onChanged: () => () => undefined };
  const catalogue = createServiceCatalogue({ telemetry, team, now: time.now });
  const ports = { catalogue, telemetry, promql: null, expectedChanges: room.expected, now: time.now };
  const watches = createWatches(ports);
  const signals = createSignals({ ...ports, watches });
  /** Requests of that span, spread evenly. */
  async function send(from: number, to: number, isFaulty: boolean): Promise<void> {
    const records: InferenceRecord[] = [];
    for (let at = from; at < to; at += SECOND / REQUESTS_PER_SECOND) records.push(request(at, isFaulty, random));
    await telemetry.insert({ records, evaluations: [], flagEvaluations: [], groundTruths: [], metrics: [] });
  }
  await send(start - PAST, start, false);
  const detection = parts.adopt(
    createDetection({
      watches,
      telemetry,
      inbox: room.inbox,
      lead: { held: true },
      now: time.now,
      logger,
      schedule: time.schedule,
    }),
    (it) => it.close(),
  );
  await detection.ready;
  const settled = async () => {
    await detection.settled();
    await room.inbox.settled();
  };
  return {
    time,
    room,
    signals,
    faults,
    /** Lets that much time pass with its requests. */
    async live(ms: number, isFaulty: boolean): Promise<void> {
      for (let left = ms; left > 0; left -= HALF_MINUTE) {
        await send(time.now(), time.now() + HALF_MINUTE, isFaulty);
        await time.pass(HALF_MINUTE, settled);
      }
    },
    async alerts() {
      const suspicions = [...(await room.open()), ...(await room.ended())];
      return suspicions.flatMap((suspicion) => suspicion.alerts).toSorted((a, b) => a.key.localeCompare(b.key));
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

const FAULTY = ["error-rate", "feature-null-rate", "null-rate.income"];

test("a fault is one alert for each signal that shows it, raised within two minutes, resolved after it; healthy signals stay quiet", async () => {
  const start = Math.floor((Date.now() - 60 * MINUTE) / MINUTE) * MINUTE;
  await using room = await openDetectionRoom(start);
  const { definitions, faults } = await room.signals.catalogue(SERVICE);
  expect(definitions.length).toBeGreaterThan(12);
  expect(faults).toEqual([]);

  await room.live(10 * MINUTE, false);
  expect(await room.alerts()).toEqual([]);
  expect(new Set(room.signals.standings(SERVICE).map(({ standing }) => standing.kind))).not.toContain("alarming");

  const begun = room.time.now();
  await room.live(2 * MINUTE, true);
  const raised = await room.alerts();
  expect(raised.map(({ signal, status, returns }) => ({ signal, status, returns }))).toEqual(
    FAULTY.map((signal) => ({ signal, status: "firing", returns: 0 })),
  );
  for (const alert of raised) {
    expect(alert.since).toBeGreaterThanOrEqual(begun - HALF_MINUTE);
    expect(alert.since).toBeLessThanOrEqual(begun + MINUTE);
    expect(alert.raisedAt - begun).toBeLessThanOrEqual(2 * MINUTE);
    expect(alert.reasons.length).toBeGreaterThan(0);
    expect(alert.sentence).toMatch(/since \d\d:\d\d UTC\.$/);
  }

  await room.live(3 * MINUTE, true);
  expect((await room.alerts()).map(({ signal, status }) => [signal, status])).toEqual(FAULTY.map((signal) => [signal, "firing"]));

  const answer = await room.signals.series({
    service: SERVICE,
    from: start - 10 * MINUTE,
    to: room.time.now(),
    signals: ["null-rate.income", "latency-p95"],
    stepSeconds: 30,
    segment: null,
    splitBy: null,
    compareMs: null,
  });
  const missing = answer.find(({ signal }) => signal === "null-rate.income");
  expect(missing?.standing).toMatchObject({ kind: "alarming" });
  expect(missing?.outsideSince).toBe(raised.find(({ signal }) => signal === "null-rate.income")?.since);
  expect(missing?.envelope).toMatchObject({ kind: "band", low: 0 });
  const before = missing?.points.find(({ at }) => at === begun - MINUTE);
  expect(before?.value).toBeLessThan(before?.expected?.high ?? 0);
  const during = missing?.points.find(({ at }) => at === begun + MINUTE);
  expect(during?.value).toBeGreaterThan(during?.expected?.high ?? 1);
  expect(answer.find(({ signal }) => signal === "latency-p95")?.standing).toEqual({ kind: "quiet" });

  const split = await room.signals.series({
    service: SERVICE,
    from: begun - 2 * MINUTE,
    to: room.time.now(),
    signals: ["null-rate.income"],
    stepSeconds: 30,
    segment: null,
    splitBy: "region",
    compareMs: 10 * MINUTE,
  });
  // Of a part of the traffic it is said what a watch would have said; before the window it was healthy.
  expect(
    split.map((series) => [
      series.split?.conditions[0]?.value,
      series.outsideSince !== null,
      series.standing,
      series.compared?.length,
    ]),
  ).toEqual([
    ["eu-west", true, null, split[0]?.points.length],
    ["us-east", true, null, split[0]?.points.length],
  ]);
  expect(Math.max(...(split[0]?.compared ?? []).map(({ value }) => value ?? 0))).toBeLessThan(0.1);
  const past = await room.signals.series({
    service: SERVICE,
    from: start - 5 * MINUTE,
    to: start + 5 * MINUTE,
    signals: ["null-rate.income"],
    stepSeconds: 30,
    segment: null,
    splitBy: null,
    compareMs: null,
  });
  expect(past.map(({ standing, outsideSince }) => [standing, outsideSince])).toEqual([[{ kind: "quiet" }, null]]);

  // The burn rate's short window keeps the error rate for five minutes.
  await room.live(8 * MINUTE, false);
  const over = (await room.alerts()).map(({ signal, status, returns }) => ({ signal, status, returns }));
  expect(over.filter(({ signal }) => signal !== "error-rate")).toEqual(
    FAULTY.slice(1).map((signal) => ({ signal, status: "resolved", returns: 0 })),
  );
}, 300_000);
