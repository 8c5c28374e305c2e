import express from "express";
import { expect, test } from "vitest";
import { openTestServer } from "../../http/testing.ts";
import { PromqlRefused } from "../port.ts";
import { createPrometheus } from "./prometheus.ts";

const MINUTE = { from: 0, to: 60_000, stepSeconds: 30, promql: "up" };

test("credentials and the end of each bucket are what the server is asked with", async () => {
  const asked: unknown[] = [];
  await using server = await openTestServer(
    express()
      .use(express.urlencoded())
      .post("/prefix/api/v1/query_range", (request, response) => {
        asked.push([request.headers.authorization, request.body]);
        response.json({
          status: "success",
          data: {
            resultType: "matrix",
            result: [
              {
                metric: {},
                values: [
                  [30, "1"],
                  [60, "2.5"],
                ],
              },
            ],
          },
        });
      }),
  );
  const points = await createPrometheus({ url: `${server.url}/prefix/`, token: "secret" }).range(MINUTE);
  expect(points).toEqual([
    { at: 0, value: 1, events: 1 },
    { at: 30_000, value: 2.5, events: 1 },
  ]);
  expect(asked).toEqual([["Bearer secret", { query: "up", start: "30", end: "60", step: "30", timeout: "10s" }]]);
});

test("a server that is no Prometheus, that fails, or that does not answer in time is told apart from a bad query", async () => {
  const answers: Readonly<Record<string, (response: express.Response) => void>> = {
    "/html": (response) => void response.send("<html>"),
    "/failed": (response) => void response.status(503).send("busy"),
    "/silent": () => undefined,
    "/vector": (response) => void response.json({ status: "success", data: { resultType: "vector", result: [] } }),
    "/refused": (response) =>
      void response.status(422).json({ status: "error", errorType: "execution", error: "too many samples" }),
  };
  await using server = await openTestServer(
    express().post("/:kind/api/v1/query_range", (request, response) => answers[`/${request.params.kind}`]?.(response)),
  );
  const said = await Promise.all(
    Object.keys(answers).map((path) =>
      createPrometheus({ url: `${server.url}${path}`, token: null, timeoutMs: 500 })
        .range(MINUTE)
        .then(String, (error: Error) => [error instanceof PromqlRefused, error.message.replaceAll(server.url, "")]),
    ),
  );
  expect(said).toEqual([
    [false, "What answered is not the Prometheus HTTP API. Check PROMETHEUS_URL."],
    [false, "Prometheus at /failed answered 503."],
    [false, expect.stringMatching(/^Prometheus at \/silent did not answer: .*timeout/)],
    [true, "The query answers a vector, not a series over time."],
    [true, "Prometheus refuses the query: too many samples."],
  ]);
});

test("a window of too many steps is refused before anybody is asked", async () => {
  const reader = createPrometheus({ url: "http://127.0.0.1:1", token: null });
  await expect(reader.range({ ...MINUTE, to: 86_400_000, stepSeconds: 1 })).rejects.toThrow(/choose a coarser step/);
});
