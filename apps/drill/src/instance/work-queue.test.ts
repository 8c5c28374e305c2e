import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { createWorkQueue } from "./work-queue.ts";

/** Work that ends when it is told to. */
function heldWork() {
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    started,
    work: (name: string) => () => {
      started.push(name);
      return new Promise<string>((resolve) => ends.set(name, () => resolve(name)));
    },
    end: (name: string) => ends.get(name)?.(),
  };
}

test("work waits for a place, first come first served, and the wait is what really passed", async () => {
  const queue = createWorkQueue({ places: 1, maxWaiting: 5 });
  const { started, work, end } = heldWork();
  const [a, b, c] = [queue.run(work("a")), queue.run(work("b")), queue.run(work("c"))];
  await pause(30);
  expect({ started: [...started], waiting: queue.waiting() }).toEqual({ started: ["a"], waiting: 2 });
  end("a");
  const first = await a;
  await pause(20);
  end("b");
  const second = await b;
  await pause(0);
  end("c");
  const third = await c;
  expect(started).toEqual(["a", "b", "c"]);
  if (!first.ok || !second.ok || !third.ok) throw new Error("turned away");
  expect(first.waitedMs).toBeLessThan(second.waitedMs);
  expect(second.waitedMs).toBeGreaterThanOrEqual(28);
  expect(third.waitedMs).toBeGreaterThanOrEqual(second.waitedMs + 18);
});

test("more than may wait is turned away at once, unstarted", async () => {
  const queue = createWorkQueue({ places: 1, maxWaiting: 1 });
  const { started, work, end } = heldWork();
  const [a, b] = [queue.run(work("a")), queue.run(work("b"))];
  expect(await queue.run(work("c"))).toEqual({ ok: false });
  end("a");
  await a;
  await pause(0);
  end("b");
  await b;
  expect(started).toEqual(["a", "b"]);
});

test("more places take up what waits; fewer let what runs end and then hold", async () => {
  const queue = createWorkQueue({ places: 1, maxWaiting: 9 });
  const { started, work, end } = heldWork();
  const runs = ["a", "b", "c", "d"].map((name) => queue.run(work(name)));
  queue.resize(3);
  await pause(0);
  expect(started).toEqual(["a", "b", "c"]);
  queue.resize(1);
  end("a");
  end("b");
  await Promise.all(runs.slice(0, 2));
  await pause(0);
  expect(started).toEqual(["a", "b", "c"]);
  end("c");
  await runs[2];
  await pause(0);
  end("d");
  await runs[3];
  expect(started).toEqual(["a", "b", "c", "d"]);
});

test("work that fails gives its place back", async () => {
  const queue = createWorkQueue({ places: 1, maxWaiting: 1 });
  await expect(queue.run(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await queue.run(() => Promise.resolve(7))).toMatchObject({ ok: true, value: 7 });
});
