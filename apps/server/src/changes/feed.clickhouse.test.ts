import { createHmac, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Harm, parseCondition, rankChanges } from "@firebreak/signals";
import express from "express";
import { expect, test } from "vitest";
import { openTestServer } from "../http/testing.ts";
import { COMMANDER } from "../incidents/testing.ts";
import { createChangeDoor } from "../intake/changes/change-door.ts";
import { createNotices } from "../postgres/notices.ts";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { batchOf, recordOf } from "../telemetry/clickhouse/contract/samples.ts";
import { openTelemetryStore } from "../telemetry/clickhouse/telemetry-store.ts";
import { createChanges } from "./changes.ts";

const MINUTE = 60_000;
const SERVICE = "assistant";

/** The door, the desk and the records as they are wired in the product, without the rest of it. */
async function openRoom() {
  const parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "firebreak-changes-"));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const telemetry = parts.adopt(await openTelemetryStore({ url: null, folder, retentionDays: 30, logger: silent }), (it) =>
    it.close(),
  );
  const { db, url } = parts.use(await openTestPostgres());
  const notices = parts.adopt(createNotices({ url, logger: silent }), (it) => it.close());
  const ports = { db, notices, telemetry, secret: "s".repeat(64), now: Date.now, logger: silent };
  const changes = parts.adopt(createChanges(ports), (it) => it.close());
  const apiKeys = { verify: async () => null };
  const server = parts.use(
    await openTestServer(express().use(createChangeDoor({ changes, apiKeys, now: Date.now, logger: silent }))),
  );
  return { changes, telemetry, server, [Symbol.asyncDispose]: () => parts.disposeAsync() };
}
type Room = Awaited<ReturnType<typeof openRoom>>;

async function githubDoor({ changes, server }: Room) {
  const made = await changes.doors.create({ service: SERVICE, source: "github", name: "CI" }, COMMANDER);
  if (!made.ok) throw new Error(made.message);
  const { path, secret } = made.value;
  return async (deployment: { id: number; at: number; version: string; artefact: string }) => {
    const at = new Date(deployment.at).toISOString();
    const { id, version, artefact } = deployment;
    const body = JSON.stringify({
      deployment: {
        id,
        sha: "f".repeat(40),
        ref: "main",
        environment: "production",
        payload: { artefact, version },
        created_at: at,
      },
      deployment_status: { state: "success", environment: "production", created_at: at },
      repository: { full_name: "acme/assistant", html_url: "https://github.example.org/acme/assistant" },
    });
    const headers = {
      "content-type": "application/json",
      "x-github-event": "deployment_status",
      "x-github-delivery": randomUUID(),
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    };
    return (await fetch(`${server.url}${path}`, { method: "POST", headers, body })).status;
  };
}

test("an announced deployment and its first record are one change, and the one whose records fail is ranked first", async () => {
  await using room = await openRoom();
  const deliver = await githubDoor(room);
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  const onset = now - 5 * MINUTE;
  const records = Array.from({ length: 4_000 }, (_, n) => {
    const at = now - 20 * MINUTE + Math.floor((n * 20 * MINUTE) / 4_000);
    const late = at >= onset;
    // Half of the instances got the new prompt, all got the new code.
    const prompt = late && n % 2 === 0 ? "refunds@41" : "refunds@40";
    const overridden = prompt === "refunds@41" ? n % 10 < 4 : n % 100 < 2;
    return recordOf(SERVICE, at, { lineage: { prompt, code: late ? "b".repeat(40) : "a".repeat(40) }, outcomes: { overridden } });
  });
  await room.telemetry.insert(batchOf({ records }));
  expect([
    await deliver({ id: 1, at: onset - 20_000, artefact: "prompt", version: "refunds:41" }),
    await deliver({ id: 2, at: onset - 10_000, artefact: "code", version: "b".repeat(7) }),
    await deliver({ id: 3, at: onset - 10_000, artefact: "index", version: "never-served" }),
  ]).toEqual([200, 200, 200]);

  const window = { service: SERVICE, from: onset, to: now };
  const listed = await room.changes.list({ ...window, from: now - 60 * MINUTE });
  const shown = listed.map(({ source, artefact, version, previous, effectiveAt, firstServedAt }) => ({
    known: `${source} ${artefact} ${version} was ${previous}`,
    servedAfter: firstServedAt === null ? null : firstServedAt - onset,
    counts: effectiveAt - onset,
  }));
  expect(shown).toEqual(
    expect.arrayContaining([
      { known: "github prompt refunds@41 was refunds@40", servedAfter: 0, counts: 0 },
      { known: `github code ${"b".repeat(40)} was ${"a".repeat(40)}`, servedAfter: 0, counts: 0 },
      { known: "github index never-served was null", servedAfter: null, counts: -10_000 },
    ]),
  );
  expect(shown).toHaveLength(3);

  const parsed = parseCondition("overridden");
  if (!parsed.ok) throw new Error(parsed.message);
  const harm: Harm = { kind: "condition", bad: parsed.condition, of: null };
  const fits = new Map(
    await Promise.all(
      listed.map(async ({ changeId, artefact, version }) => {
        const query = { ...window, harm, segment: null, artefact: artefact ?? "", version: version ?? "" };
        return [changeId, await room.telemetry.tallyOfVersion(query)] as const;
      }),
    ),
  );
  const all = { conditions: [] };
  const { inside: before } = await room.telemetry.tally({
    service: SERVICE,
    from: now - 20 * MINUTE,
    to: onset,
    harm,
    segment: all,
  });
  const interval = { at: onset + 5_000, low: onset - 15_000, high: onset + 25_000 };
  const ranked = rankChanges({ changes: listed, onset: interval, fits, before });
  expect(ranked.map(({ change }) => change.artefact)).toEqual(["prompt", "code", "index"]);
  expect(ranked[0]?.reasons[0]).toBe("Records with it: 40 % bad, without it: 2 %.");
  expect(ranked[2]?.reasons).toContain("No record since the onset carries it.");
});
