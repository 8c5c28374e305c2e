import express from "express";
import { beforeAll, describe, expect, test } from "vitest";
import { openTestServer } from "../../http/testing.ts";
import { PromqlRefused } from "../port.ts";
import { createPrometheus } from "./prometheus.ts";
import { PROMETHEUS, startPrometheus } from "./testing.ts";

const METRICS = `# TYPE queue_depth gauge
queue_depth{service_name="assistant"} 7
queue_depth{service_name="scoring"} 3
# TYPE strange gauge
strange NaN
# TYPE endless gauge
endless +Inf
`;

describe.skipIf(PROMETHEUS === null)("against a real Prometheus (skipped where the program prometheus is not installed)", () => {
  let url = "";
  let reader: ReturnType<typeof createPrometheus>;
  beforeAll(async () => {
    const target = await openTestServer(
      express().get("/metrics", (_, response) => void response.type("text/plain").send(METRICS)),
    );
    const prometheus = await startPrometheus({ target: target.url });
    url = prometheus.url;
    reader = createPrometheus({ url, token: null });
    return async () => {
      await prometheus[Symbol.asyncDispose]();
      await target[Symbol.asyncDispose]();
    };
  });
  const lastMinute = () => ({ from: Date.now() - 60_000, to: Date.now() + 1_000, stepSeconds: 1 });

  test("a query's series comes back in buckets, each with what the query said at its end", async () => {
    await expect
      .poll(async () => (await reader.range({ ...lastMinute(), promql: 'queue_depth{service_name="assistant"}' })).length, {
        timeout: 15_000,
      })
      .toBeGreaterThan(2);
    const points = await reader.range({ ...lastMinute(), promql: 'queue_depth{service_name="assistant"}' });
    expect(new Set(points.map((point) => point.value))).toEqual(new Set([7]));
    expect(points.map((point) => point.at % 1_000)).toEqual(points.map(() => 0));
    expect(points.map((point) => point.at)).toEqual(points.map((_, n) => (points[0]?.at ?? 0) + n * 1_000));
  });

  test("values that are no numbers become gaps", async () => {
    await expect
      .poll(async () => (await reader.range({ ...lastMinute(), promql: "strange" })).length, { timeout: 15_000 })
      .toBeGreaterThan(0);
    const values = await Promise.all(
      ["strange", "endless", "-endless"].map((promql) => reader.range({ ...lastMinute(), promql })),
    );
    expect(values.map((points) => [...new Set(points.map((point) => point.value))])).toEqual([[null], [null], [null]]);
  });

  test("what the query answers nothing to is an empty series", async () => {
    expect(await reader.range({ ...lastMinute(), promql: "nobody_sends_this" })).toEqual([]);
  });

  test("a query that is wrong is refused with Prometheus' own words", async () => {
    const refused = reader.range({ ...lastMinute(), promql: "sum(queue_depth" });
    await expect(refused).rejects.toThrow(PromqlRefused);
    await expect(refused).rejects.toThrow(/parse error/);
  });

  test("a query that answers several series is refused, with what to write", async () => {
    await expect
      .poll(() => reader.range({ ...lastMinute(), promql: "sum(queue_depth)" }).then((points) => points.length))
      .toBeGreaterThan(0);
    await expect(reader.range({ ...lastMinute(), promql: "queue_depth" })).rejects.toThrow(/answers 2 series; make it one/);
  });

  test("a password in the address goes along as a header and appears in no error", async () => {
    const behind = new URL(url);
    behind.username = "reader";
    behind.password = "hunter-two";
    const points = await createPrometheus({ url: behind.href, token: null }).range({
      ...lastMinute(),
      promql: "sum(queue_depth)",
    });
    expect(points.at(-1)?.value).toBe(10);
    behind.port = "1";
    const gone = createPrometheus({ url: behind.href, token: null }).range({ ...lastMinute(), promql: "1" });
    await expect(gone).rejects.toThrow(/did not answer/);
    await expect(gone).rejects.not.toThrow(/hunter-two/);
  });
});
