import { execFile, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { ChangeSource } from "../../changes/port.ts";
import { DOOR_ID, openDoor, SECRET } from "./door.fixture.ts";

/** The page is what teams copy from: its examples are run as they stand there, each at the door of its section. */
const page = readFileSync(new URL("../../../../../docs/changes.md", import.meta.url), "utf8");
const sections = page.split(/^## /m).map((section) => ({ title: section.split("\n")[0] ?? "", text: section }));
const SOURCES: Readonly<Record<string, ChangeSource>> = {
  GitHub: "github",
  MLflow: "mlflow",
  CDEvents: "cdevents",
  Argo: "argo",
  "Plain JSON": "json",
  "Signed by yourself": "json",
};
const examples = sections.flatMap(({ title, text }) =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => ({ title, code })),
);
const run = promisify(execFile);
const able = ["curl", "openssl"].every((tool) => spawnSync(tool, ["version"]).error === undefined);

test("there is an example for every source", () => {
  expect([...new Set(examples.map(({ title }) => SOURCES[title]))]).toEqual(["github", "mlflow", "cdevents", "argo", "json"]);
});

const title = "each example announces what the page says";
test.skipIf(!able)(able ? title : `${title} (skipped: there is no curl or no openssl)`, async () => {
  const told: (readonly [string, string, string | null, string, string])[] = [];
  for (const example of examples) {
    await using door = await openDoor(SOURCES[example.title] ?? "json", { now: Date.now() });
    const env = {
      ...process.env,
      FIREBREAK_URL: door.url,
      FIREBREAK_KEY: "good",
      FIREBREAK_DOOR: `${door.url}/v1/changes/${DOOR_ID}`,
      FIREBREAK_DOOR_SECRET: SECRET,
    };
    const { stdout } = await run("sh", ["-c", example.code], { env, timeout: 20_000 });
    expect([example.title, JSON.parse(stdout)]).toEqual([example.title, { accepted: door.reports.length }]);
    told.push(
      ...door.reports.map((report) => [report.service, report.kind, report.version, report.status, report.title] as const),
    );
  }
  expect(told).toEqual([
    ["assistant", "deployment", "refunds@41", "succeeded", "acme/assistant: refunds@41 to production"],
    ["assistant", "model", "ranker@7", "succeeded", "Alias champion → ranker@7"],
    ["assistant", "deployment", "v2.3.1", "succeeded", "assistant deployed: v2.3.1"],
    ["assistant", "deployment", "v2.3.1", "succeeded", "assistant: v2.3.1 to production"],
    ["assistant", "policy", "refunds-7", "succeeded", "Refunds above 500 € need a person"],
    ["refund-risk", "outage", null, "started", "The embedding API answers 503"],
    ["refund-risk", "pipeline-run", "fs-2026-01-31", "succeeded", "Nightly features"],
    ["assistant", "config", "2026-01-31", "succeeded", "Temperature 0.2 → 0.7"],
  ]);
});
