import type { Harm, SegmentRow } from "@firebreak/signals";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import type { TelemetryStore } from "../telemetry/port.ts";
import { alarm, emptyInbox, MINUTE, openInboxRoom, over, SERVICE, type TestTime } from "./testing.ts";

let postgres: Awaited<ReturnType<typeof openTestPostgres>>;
let time: TestTime;
beforeAll(async () => {
  postgres = await openTestPostgres();
});
beforeEach(async () => {
  await emptyInbox(postgres);
  time = createTestTime();
});
afterAll(() => postgres[Symbol.asyncDispose]());

const overridden: Harm = { kind: "condition", bad: { kind: "boolean", field: "overridden" } as never, of: null };
const german = { conditions: [{ dimension: "language", value: "de" }] };
const row = (change: Partial<SegmentRow>): SegmentRow => ({
  segment: german,
  trafficShare: 0.1,
  requestsPerMinute: 10,
  bad: 40,
  total: 100,
  rate: 0.4,
  restRate: 0.02,
  harmShare: 0.7,
  low: 0.31,
  high: 0.5,
  ratio: 20,
  excess: 38,
  explained: 0.7,
  confidence: 0.999,
  ...change,
});
type Query = Parameters<TelemetryStore["segments"]>[0];
/** Telemetry as it stands at its port: what it would answer, and what it was asked. */
function telemetry(answer: () => Promise<readonly SegmentRow[]>) {
  const asked: Query[] = [];
  return {
    asked,
    segments: (query: Query) => {
      asked.push(query);
      return answer();
    },
    harm: async (_service: string, signal: string) => (signal === "override-rate" ? overridden : null),
  };
}

test("a suspicion names the segment that its first proportion signal is clearly worse in, asked at most every 30 s", async () => {
  let rows = [row({})];
  const { asked, ...ports } = telemetry(async () => rows);
  await using room = await openInboxRoom({ postgres, time, ...ports });
  await using other = await openInboxRoom({ postgres, time, ...ports });
  const at = time.now();
  await room.report({ ...alarm("latency-p95"), since: at - 20 * MINUTE }, alarm("override-rate"));
  await other.report(alarm("override-rate"));
  expect((await room.open())[0]?.segment).toEqual(german);
  expect(asked).toEqual([{ service: SERVICE, from: at - 20 * MINUTE, to: at, harm: overridden, limit: 1 }]);
  await room.pass(29_000);
  await other.inbox.settled();
  expect(asked).toHaveLength(1);
  rows = [row({ restRate: 0.28 })];
  await room.pass(11_000);
  await other.inbox.settled();
  expect([asked.length, (await room.open())[0]?.segment]).toEqual([2, null]);
});

test("no segment where none stands out, where no signal is a proportion, or where the telemetry fails: and reports go on", async () => {
  const { asked, ...ports } = telemetry(async () => Promise.reject(new Error("the telemetry is being restarted")));
  await using room = await openInboxRoom({ postgres, time, ...ports });
  await room.report(alarm("latency-p95"));
  expect(asked).toEqual([]);
  await room.pass(30_000);
  await room.report(alarm("override-rate"));
  expect([asked.length, (await room.open())[0]?.segment]).toEqual([0, null]);
  await room.pass(30_000);
  expect([asked.length, (await room.open())[0]?.alertCount]).toEqual([1, 2]);
  expect(room.said).toEqual(["The segment of a suspected incident could not be found; it is tried again."]);
});

test("what has stopped keeps the segment it had", async () => {
  const { asked, ...ports } = telemetry(async () => [row({})]);
  await using room = await openInboxRoom({ postgres, time, ...ports });
  await room.report(alarm("override-rate"));
  await room.report(over(alarm("override-rate")));
  await room.pass(60_000);
  expect([asked.length, (await room.open())[0]?.segment]).toEqual([1, german]);
});
