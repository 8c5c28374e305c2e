import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { openDoor } from "./door.fixture.ts";
import { ATTRIBUTES_READ } from "./span-draft.ts";

/** The page is what teams copy from: its examples are run as they stand there. */
const page = readFileSync(new URL("../../../../../docs/telemetry-attributes.md", import.meta.url), "utf8");
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].filter(([, of]) => of === language).map(([, , code = ""]) => code);

const run = promisify(execFile);
const runExample = async (url: string, command: string, args: readonly string[]): Promise<string> => {
  const env = { ...process.env, FIREBREAK_URL: url, FIREBREAK_KEY: "refunds" };
  // The packages that the example imports are found from here.
  return (await run(command, args, { env, cwd: import.meta.dirname, timeout: 20_000 })).stdout;
};

test("every attribute that is read of a span stands on the page", () => {
  const named = new Set([...page.matchAll(/`([a-z_.]+)`/g)].map(([, name]) => name));
  const outcomes = [...page.matchAll(/`(\.[a-z]+)`/g)].map(([, name]) => `firebreak.outcome${name}`);
  expect(ATTRIBUTES_READ.filter((name) => !named.has(name) && !outcomes.includes(name))).toEqual([]);
});

const curl = spawnSync("curl", ["--version"]).status === 0;
const title = "the curl examples are answered as the page says";
test.skipIf(!curl)(curl ? title : `${title} (skipped: there is no curl)`, async () => {
  await using door = await openDoor();
  const answers: unknown[] = [];
  for (const example of blocks("sh")) answers.push(JSON.parse(await runExample(door.url, "sh", ["-c", example])));
  expect(answers).toEqual([JSON.parse(blocks("json")[0] ?? ""), {}]);
  expect(door.stored("groundTruths").map(({ requestId, value }) => [requestId, value])).toEqual([
    ["refund-1", 1],
    ["refund-2", 0],
  ]);
  expect(door.stored("metrics")).toMatchObject([
    { name: "queue.depth", unit: "{request}", value: 12, attributes: { queue: "refunds" } },
  ]);
});

test("the predictive service of the page sends predictions, features and truths", async () => {
  await using door = await openDoor();
  await runExample(door.url, process.execPath, ["--input-type=module", "--eval", blocks("js")[0] ?? ""]);
  expect(
    door
      .stored("records")
      .map(({ requestId, dimensions, lineage, prediction }) => ({ requestId, dimensions, lineage, prediction })),
  ).toEqual([
    {
      requestId: "refund-1",
      dimensions: { country: "DE" },
      lineage: { model: "gbm-7" },
      prediction: {
        score: expect.closeTo(0.63, 2),
        threshold: 0.6,
        decision: "review",
        features: { account_age_days: 12, channel: "web", first_order: 1, order_total: 129.9 },
      },
    },
    {
      requestId: "refund-2",
      dimensions: { country: "FR" },
      lineage: { model: "gbm-7" },
      prediction: {
        score: expect.closeTo(0.52, 2),
        threshold: 0.6,
        decision: "approve",
        features: { account_age_days: null, channel: "app", first_order: 0, order_total: 20 },
      },
    },
  ]);
  expect(door.stored("groundTruths").map(({ requestId, value }) => [requestId, value])).toEqual([
    ["refund-1", 1],
    ["refund-2", 0],
  ]);
  expect(door.intake.stats()).toMatchObject({ refused: 0, rejectedItems: 0 });
});
