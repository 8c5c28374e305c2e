import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { expect, test } from "vitest";
import { seededRandom } from "../random.ts";
import { createLateTruths, delayMs } from "./late-truths.ts";
import type { Truth } from "./truth-sender.ts";

test("most truths are known after 20 to 90 s, one in twelve later, none after 150 s", () => {
  const random = seededRandom(3);
  const delays = Array.from({ length: 20_000 }, () => delayMs(random)).sort((a, b) => a - b);
  const at = (share: number) => (delays[Math.floor(share * delays.length)] ?? 0) / 1_000;
  expect(delays[0]).toBeGreaterThanOrEqual(20_000);
  expect(at(0.5)).toBeCloseTo(44, -0.7);
  expect(delays.filter((ms) => ms > 90_000).length / delays.length).toBeCloseTo(0.08, 1.7);
  expect(delays.at(-1)).toBeLessThanOrEqual(150_000);
});

test("each truth is told once, when its time has come, half by log and half by the JSON door; what is called off never", () => {
  const logs = new InMemoryLogRecordExporter();
  const sent: Truth[] = [];
  const waiting: { readonly at: number; readonly call: () => void; off: boolean }[] = [];
  let now = 0;
  const truths = createLateTruths({
    logger: new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter: logs })] }).getLogger("test"),
    send: (truth) => sent.push(truth),
    random: seededRandom(4),
    now: () => now,
    after(ms, call) {
      const one = { at: now + ms, call, off: false };
      waiting.push(one);
      return () => {
        one.off = true;
      };
    },
  });
  for (let i = 0; i < 1_000; i += 1) truths.learn(`r${i}`, i % 3 === 0);
  now = 60_000;
  for (const { at, call } of waiting) if (at <= now) call();
  truths.close();
  const logged = logs.getFinishedLogRecords();
  const told = [...sent.map(({ requestId }) => requestId), ...logged.map(({ attributes }) => attributes["firebreak.request.id"])];
  expect(new Set(told).size).toBe(told.length);
  expect(told).toHaveLength(waiting.filter(({ at }) => at <= now).length);
  expect(sent.length / told.length).toBeCloseTo(0.5, 1);
  expect(sent.every(({ requestId, value, at }) => value === (Number(requestId.slice(1)) % 3 === 0) && at === now)).toBe(true);
  const [one] = logged;
  expect({ eventName: one?.eventName, attributes: one?.attributes }).toEqual({
    eventName: "firebreak.ground_truth",
    attributes: { "firebreak.request.id": expect.any(String), "firebreak.ground_truth.value": expect.any(Boolean) },
  });
  expect(waiting.filter(({ at }) => at > now).every(({ off }) => off)).toBe(true);
});
