import { expect, test } from "vitest";
import { createPatientExporter } from "./patient-exporter.ts";

function openDoor(answers: readonly number[]) {
  const sent: string[][] = [];
  return {
    sent,
    export(items: string[], done: (result: { code: number }) => void) {
      sent.push(items);
      queueMicrotask(() => done({ code: answers[Math.min(sent.length, answers.length) - 1] ?? 1 }));
    },
    shutdown: () => Promise.resolve(),
  };
}
const sendOver = (exporter: ReturnType<typeof createPatientExporter<string>>, items: string[]) =>
  new Promise<number>((resolve) => exporter.export(items, ({ code }) => resolve(code)));

test("a batch that was refused is sent again until it arrives", async () => {
  const door = openDoor([1, 1, 0]);
  expect(await sendOver(createPatientExporter(door, { patienceMs: 60_000, pauseMs: 1 }), ["a", "b"])).toBe(0);
  expect(door.sent).toEqual([
    ["a", "b"],
    ["a", "b"],
    ["a", "b"],
  ]);
});

test("patience ends", async () => {
  const door = openDoor([1]);
  expect(await sendOver(createPatientExporter(door, { patienceMs: 0, pauseMs: 1 }), ["a"])).toBe(1);
  expect(door.sent).toHaveLength(1);
});

test("a shutdown does not wait for the next attempt", async () => {
  const door = openDoor([1]);
  const exporter = createPatientExporter(door, { patienceMs: 3_600_000, pauseMs: 1_800_000 });
  const result = sendOver(exporter, ["a"]);
  // The first answer comes in a microtask; only then the long pause begins.
  await new Promise((resolve) => setImmediate(resolve));
  await exporter.shutdown();
  expect(await result).toBe(1);
});
