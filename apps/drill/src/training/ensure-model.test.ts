import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { modelFits, trainerFingerprint } from "./ensure-model.ts";

test("a model fits its own trainer only; none, one cut off and one of another trainer are trained anew", async () => {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-model-"));
  try {
    const file = join(folder, "model.json");
    expect(modelFits(file)).toBe(false);
    await writeFile(file, '{"fingerprint":"');
    expect(modelFits(file)).toBe(false);
    await writeFile(file, JSON.stringify({ fingerprint: "another" }));
    expect(modelFits(file)).toBe(false);
    await writeFile(file, JSON.stringify({ fingerprint: trainerFingerprint() }));
    expect(modelFits(file)).toBe(true);
  } finally {
    await rm(folder, { recursive: true });
  }
});
