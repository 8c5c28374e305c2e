import type { ChangeSource } from "@firebreak/server/contract";
import { expect, test } from "vitest";
import { doorSteps } from "./doorSteps.ts";

const SOURCES: readonly ChangeSource[] = ["github", "mlflow", "cdevents", "argo", "json"];

test("the lines of every source hold the door's address and its secret", () => {
  for (const source of SOURCES) {
    const { lines, steps, where } = doorSteps({ source, url: "https://firebreak.example.org/v1/changes/abc", secret: "s3cret" });
    expect([lines.includes("https://firebreak.example.org/v1/changes/abc"), lines.includes("s3cret")]).toEqual([true, true]);
    expect(steps.length > 0 && where.length > 0).toBe(true);
  }
});

test("what Argo's template makes is JSON once Argo has filled it in", () => {
  const { lines } = doorSteps({ source: "argo", url: "https://firebreak.example.org/v1/changes/abc", secret: "s3cret" });
  const body = /body: \|\n([\s\S]*?)\ntrigger/.exec(lines)?.[1] ?? "";
  expect(Object.keys(JSON.parse(body.replaceAll(/\{\{[^}]*\}\}/g, "x")))).toEqual([
    "name",
    "phase",
    "revision",
    "at",
    "environment",
    "url",
  ]);
});
