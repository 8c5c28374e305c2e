import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { JSON_TYPE, openDoor } from "./door.fixture.ts";
import { encoded, MetricsRequest, MetricsResponse } from "./reference.fixture.ts";

test("data points are stored, in both encodings; what is not kept is named in partial_success", async () => {
  await using door = await openDoor();
  const at = Date.now();
  const points = (...values: number[]) => values.map((asDouble) => ({ timeUnixNano: `${at}000000`, asDouble }));
  const summary = { dataPoints: points(1, 2) };
  const shape = (service: string) => ({
    resourceMetrics: [
      {
        resource: { attributes: [{ key: "service.name", value: { stringValue: service } }] },
        scopeMetrics: [
          {
            metrics: [
              { name: "queue.depth", gauge: { dataPoints: points(3, 4) } },
              { name: "old", summary },
            ],
          },
        ],
      },
    ],
  });
  const why = "2 data points rejected: old is a summary, whose quantiles cannot be put together; send a histogram.";
  expect(await (await door.post("metrics", JSON.stringify(shape("assistant")), JSON_TYPE)).json()).toEqual({
    partialSuccess: { rejectedDataPoints: "2", errorMessage: why },
  });
  const answer = await door.post("metrics", encoded(MetricsRequest, shape("assistant")));
  const { partialSuccess } = MetricsResponse.decode(Buffer.from(await answer.arrayBuffer()));
  expect([Number(partialSuccess?.rejectedDataPoints), partialSuccess?.errorMessage]).toEqual([2, why]);
  expect(door.batches.map((batch) => batch.metrics.map(({ name, at, value }) => [name, at, value]))).toEqual([
    [
      ["queue.depth", at, 3],
      ["queue.depth", at, 4],
    ],
    [
      ["queue.depth", at, 3],
      ["queue.depth", at, 4],
    ],
  ]);
  expect(await (await door.post("metrics", JSON.stringify(shape("other")), JSON_TYPE)).json()).toEqual({
    partialSuccess: {
      rejectedDataPoints: "4",
      errorMessage:
        "4 data points rejected: service.name is other, but this API key belongs to assistant; use the key of that service.",
    },
  });
  expect(door.intake.stats()).toMatchObject({ storedRows: 4, rejectedItems: 8 });
});

test("ground truth comes in plain JSON through the same door: key, limits, queue, and an answer that names what is not kept", async () => {
  await using door = await openDoor();
  const truths = [
    { requestId: "r-1", value: true },
    { requestId: "r-2", value: "perhaps" },
    { requestId: "r-3", value: 0 },
  ];
  const post = (body: Buffer | string, headers: Record<string, string> = {}) =>
    door.post("ground-truth", body, { ...JSON_TYPE, ...headers });
  const answer = await post(gzipSync(JSON.stringify({ truths })), { "content-encoding": "gzip" });
  expect([answer.status, answer.headers.get("content-type"), await answer.json()]).toEqual([
    200,
    "application/json; charset=utf-8",
    {
      accepted: 2,
      rejected: 1,
      rejections: [{ index: 1, reason: "a ground truth's value is none of true, false, 1 and 0." }],
    },
  ]);
  expect(door.batches.map((batch) => batch.groundTruths.map(({ requestId, value }) => [requestId, value]))).toEqual([
    [
      ["r-1", 1],
      ["r-3", 0],
    ],
  ]);
  expect(door.intake.stats()).toMatchObject({ storedRows: 2, rejectedItems: 1 });
  const refused = [
    await post("{}", { authorization: "Bearer nope" }),
    await post("{}", { authorization: "Bearer flags-only" }),
    await post("", { "content-type": "application/x-protobuf" }),
    await post('{"truths":5}'),
    await post(JSON.stringify({ truths: Array(10_001).fill({}) })),
  ];
  expect(await Promise.all(refused.map(async (one) => [one.status, await one.json()]))).toEqual([
    [401, { code: 16, message: "Send an API key: Authorization: Bearer <key>." }],
    [403, { code: 7, message: "This API key may not send telemetry. Use one with the scope intake." }],
    [415, { code: 3, message: "Send application/json." }],
    [400, { code: 3, message: 'Send {"truths":[{"requestId":"…","value":true}]}.' }],
    [413, { code: 8, message: "A request holds at most 10000 truths. Send smaller batches." }],
  ]);
  door.storeWill(() => Promise.reject(new Error("disk full")));
  const failed = await post(JSON.stringify({ truths }));
  expect([failed.status, failed.headers.get("retry-after"), (await failed.json()).code]).toEqual([503, "5", 14]);
});
