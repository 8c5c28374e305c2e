import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InMemoryLogRecordExporter, LoggerProvider, SimpleLogRecordProcessor } from "@opentelemetry/sdk-logs";
import { expect, test } from "vitest";
import { createAnswerModes, type Segment } from "./answer-mode.ts";
import { LastValueProvider } from "./last-value-provider.ts";

const germanPro: Segment = { language: "de", tier: "pro", region: "eu-west", topic: "refunds" };
const englishFree: Segment = { language: "en", tier: "free", region: "us-east", topic: "shipping" };

/** A flag service that isolates German Pro, and can be made to fail. */
async function openFlagService() {
  const asked: { readonly url: string; readonly key: string | undefined; readonly context: Record<string, string> }[] = [];
  let broken = false;
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      const { context } = JSON.parse(body) as { context: Record<string, string> };
      asked.push({ url: request.url ?? "", key: request.headers.authorization, context });
      response.writeHead(broken ? 503 : 200, { "content-type": "application/json" });
      const value = context.language === "de" && context.tier === "pro" ? "retrieval-only" : "normal";
      const metadata = { flagSetId: "support-assistant", version: "7" };
      response.end(
        JSON.stringify(broken ? {} : { key: "answer-mode", value, variant: value, reason: "TARGETING_MATCH", metadata }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    break: () => {
      broken = true;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function openLogs() {
  const exporter = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({ processors: [new SimpleLogRecordProcessor({ exporter })] });
  return { logger: provider.getLogger("test"), events: () => exporter.getFinishedLogRecords() };
}

test("over OFREP each answer asks with its segment, and each evaluation is reported", async () => {
  await using flags = await openFlagService();
  const { logger, events } = openLogs();
  const modes = await createAnswerModes(
    { instance: "assistant-9", firebreakUrl: flags.url, firebreakKey: "k", flagFile: null },
    logger,
    "topic",
  );
  expect([await modes.of("conv-1", germanPro), await modes.of("conv-2", englishFree)]).toEqual(["retrieval-only", "normal"]);
  expect(flags.asked[0]).toEqual({
    url: "/ofrep/v1/evaluate/flags/answer-mode",
    key: "Bearer k",
    context: { targetingKey: "conv-1", instance: "assistant-9", ...germanPro },
  });
  expect(events().map(({ eventName, attributes }) => ({ eventName, attributes }))[0]).toMatchObject({
    eventName: "feature_flag.evaluation",
    attributes: {
      "feature_flag.key": "answer-mode",
      "feature_flag.result.variant": "retrieval-only",
      "feature_flag.result.reason": "targeting_match",
      "feature_flag.context.id": "conv-1",
      "feature_flag.set.id": "support-assistant",
      "feature_flag.version": "7",
    },
  });
  await modes.close();
});

test("Firebreak down: the last value of the segment, or of the one beside it, stays in force, and the report says it is stale", async () => {
  await using flags = await openFlagService();
  const { logger, events } = openLogs();
  const modes = await createAnswerModes(
    { instance: "assistant-8", firebreakUrl: flags.url, firebreakKey: "k", flagFile: null },
    logger,
    "topic",
  );
  await modes.of("conv-1", germanPro);
  flags.break();
  expect(await modes.of("conv-2", germanPro)).toBe("retrieval-only");
  expect(await modes.of("conv-3", englishFree)).toBe("normal");
  const neverAsked = { ...germanPro, topic: "privacy" } as const;
  expect(await modes.of("conv-4", neverAsked)).toBe("retrieval-only");
  expect(events()[1]?.attributes).toMatchObject({
    "feature_flag.result.variant": "retrieval-only",
    "feature_flag.result.reason": "stale",
    "feature_flag.version": "7",
  });
  await modes.close();
});

test("an outage is asked about once a pause, not once an answer; afterwards the new value counts", async () => {
  let clock = 0;
  let calls = 0;
  let answer: () => Promise<{ value: string }> = () => Promise.resolve({ value: "retrieval-only" });
  const inner = {
    metadata: { name: "inner" },
    resolveStringEvaluation: () => {
      calls += 1;
      return answer();
    },
  } as never;
  const provider = new LastValueProvider(inner, { dimensions: ["language"], pauseMs: 1_000, now: () => clock });
  const ask = () => provider.resolveStringEvaluation("answer-mode", "normal", { targetingKey: "c", language: "de" });
  await ask();
  answer = () => Promise.reject(new Error("down"));
  for (let i = 0; i < 50; i += 1) expect(await ask()).toEqual({ value: "retrieval-only", reason: "STALE" });
  expect(calls).toBe(2);
  clock = 1_001;
  answer = () => Promise.resolve({ value: "normal" });
  expect(await ask()).toEqual({ value: "normal" });
});

test("a segment that never got a value sees the error", async () => {
  const inner = { metadata: { name: "inner" }, resolveStringEvaluation: () => Promise.reject(new Error("down")) } as never;
  for (const dimensions of [["language"], ["language", "topic"]]) {
    const provider = new LastValueProvider(inner, { dimensions, pauseMs: 1_000 });
    const asked = provider.resolveStringEvaluation("answer-mode", "normal", { language: "de", topic: "refunds" });
    await expect(asked).rejects.toThrow("down");
  }
});

test("an instance that starts while Firebreak is down obeys what it last read", async () => {
  await using flags = await openFlagService();
  const folder = await mkdtemp(join(tmpdir(), "firebreak-drill-"));
  const open = (instance: string) =>
    createAnswerModes(
      { instance, firebreakUrl: flags.url, firebreakKey: "k", flagFile: join(folder, "state", "flags.json") },
      openLogs().logger,
      "topic",
    );
  await (await open("assistant-6")).of("conv-1", germanPro);
  flags.break();
  const restarted = await open("assistant-7");
  expect([await restarted.of("conv-2", germanPro), await restarted.of("conv-3", englishFree)]).toEqual([
    "retrieval-only",
    "normal",
  ]);
  await restarted.close();
  await rm(folder, { recursive: true });
});
