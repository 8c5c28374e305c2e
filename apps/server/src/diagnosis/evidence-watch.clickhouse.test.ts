import type { LiveCheck } from "@firebreak/incident";
import type { InferenceRecord } from "@firebreak/signals";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import type { Postgres } from "../postgres/pool.ts";
import { openTestPostgres, silent } from "../postgres/testing.ts";
import { MINUTE, recordOf } from "../telemetry/clickhouse/contract/samples.ts";
import type { OpenTelemetryStore } from "../telemetry/clickhouse/telemetry-store.ts";
import { createEvidenceWatch } from "./evidence-watch.ts";
import { createLiveLook } from "./live-look.ts";
import { createRandom, openDiagnosisRoom, openTestTelemetry } from "./testing.ts";

const HALF_MINUTE = 30_000;
const GERMAN = { conditions: [{ dimension: "language", value: "de" }] };
const CHECK: LiveCheck = { signal: "override-rate", segment: GERMAN, expects: "differs" };

let telemetry: OpenTelemetryStore & AsyncDisposable;
let postgres: Postgres & AsyncDisposable;
beforeAll(async () => {
  [telemetry, postgres] = await Promise.all([openTestTelemetry(), openTestPostgres()]);
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await telemetry[Symbol.asyncDispose]();
});

async function openEvidenceRoom(service: string) {
  const time = createTestTime(Math.floor(Date.now() / MINUTE) * MINUTE - 20 * MINUTE);
  const random = createRandom(3);
  const parts = new AsyncDisposableStack();
  const room = parts.use(await openDiagnosisRoom({ postgres, telemetry, time, service }));
  const lead = { held: true };
  const openWatch = () => {
    const ports = { ...room, telemetry, lead, now: time.now, logger: silent, schedule: time.schedule };
    return parts.adopt(createEvidenceWatch(ports), (watch) => watch.close());
  };
  const watches = [openWatch()];
  const settled = async () => {
    for (const watch of watches) await watch.settled();
  };
  const incidentId = await room.declareIncident({ service });
  const hypothesis = { hypothesisId: "h-1", parentId: null, layer: "model-version" } as const;
  await room.command(incidentId, { type: "AddHypothesis", ...hypothesis, statement: "The prompt fails in German.", check: "" });
  return {
    ...room,
    time,
    lead,
    settled,
    incidentId,
    openAnotherNode: () => watches.push(openWatch()),
    /** Five records a second; of the German ones, so many in a hundred are overridden, of the others two. */
    async live(ms: number, german: number): Promise<void> {
      const records: InferenceRecord[] = [];
      for (let n = 0; n * 200 < ms; n += 1) {
        const language = n % 4 === 0 ? "de" : "en";
        const overridden = 100 * random() < (language === "de" ? german : 2);
        records.push(recordOf(service, time.now() + n * 200, { dimensions: { language }, outcomes: { overridden } }));
      }
      await room.send(records);
      await time.pass(ms, settled);
    },
    async attach(evidenceId: string, live: LiveCheck): Promise<void> {
      const piece = { hypothesisId: "h-1", evidenceId, stance: "for" as const, text: "As measured.", proofs: [], live };
      await room.command(incidentId, { type: "AttachEvidence", ...piece });
      await settled();
    },
    async turns(evidenceId: string) {
      const folded = await room.incidents.load(incidentId);
      const pieces = folded?.state.hypotheses.flatMap(({ evidence }) => evidence) ?? [];
      return pieces.find((piece) => piece.evidenceId === evidenceId)?.turns ?? [];
    },
    async holds(evidenceId: string) {
      return (await this.turns(evidenceId)).map((turn) => turn.holds);
    },
    [Symbol.asyncDispose]: () => parts.disposeAsync(),
  };
}

test("a live check says at once what it says, and turns when two looks agree; another node over the same log adds nothing", async () => {
  await using room = await openEvidenceRoom("evidence-segment");
  await room.live(6 * MINUTE, 40);
  await room.attach("e-1", CHECK);
  await room.attach("e-2", { signal: "override-rate", segment: GERMAN, expects: "same" });
  expect([await room.holds("e-1"), await room.holds("e-2")]).toEqual([[true], [false]]);
  expect((await room.turns("e-1"))[0]?.sentence).toMatch(
    /^Human override, last 5 minutes: [34]\d\.\d % bad in language=de \(\d+ of 375\) against \d\.\d % in the rest \(\d+ of 1125\); the difference lies between \d+\.\d and \d+\.\d points \(99 %\)\.$/,
  );

  room.openAnotherNode();
  await room.live(4 * MINUTE, 2);
  expect(await room.holds("e-1")).toEqual([true]);
  await room.live(2 * MINUTE, 2);
  expect([await room.holds("e-1"), await room.holds("e-2")]).toEqual([
    [true, false],
    [false, true],
  ]);
  const rows = await room.incidents.read(room.incidentId, 0, 1_000);
  const turned = rows.filter(({ event }) => event.type === "EvidenceTurned");
  expect(turned.map(({ actor }) => actor.kind)).toEqual(["system", "system", "system", "system"]);
});

test("one look that says otherwise is not a turn, few events are none, and who does not lead does not look", async () => {
  await using room = await openEvidenceRoom("evidence-border");
  await room.attach("e-1", CHECK);
  expect(await room.holds("e-1")).toEqual([]);
  room.lead.held = false;
  await room.live(6 * MINUTE, 40);
  expect(await room.holds("e-1")).toEqual([]);
  room.lead.held = true;
  await room.live(HALF_MINUTE, 40);
  expect(await room.holds("e-1")).toEqual([true]);

  const lookAt = createLiveLook({ ...room, telemetry, now: room.time.now });
  const differs = async () => (await lookAt("evidence-border", CHECK)).holds;
  while (await differs()) await room.live(HALF_MINUTE, 2);
  expect(await room.holds("e-1")).toEqual([true]);
  await room.live(HALF_MINUTE, 100);
  expect([await differs(), await room.holds("e-1")]).toEqual([true, [true]]);
});

test("of all traffic, detection's word counts: outside while it alarms, inside when it is quiet again", async () => {
  await using room = await openEvidenceRoom("evidence-standing");
  const errors = async (ms: number, share: number) => {
    const from = room.time.now();
    const records = Array.from({ length: ms / 100 }, (_, n) =>
      recordOf("evidence-standing", from + n * 100, { outcomes: { error: (n * 37) % 100 < share } }),
    );
    await room.send(records);
    for (let left = ms; left > 0; left -= HALF_MINUTE) {
      await room.time.pass(HALF_MINUTE - 1_000, room.settled);
      await room.look();
      await room.time.pass(1_000, room.settled);
    }
  };
  await errors(8 * MINUTE, 1);
  await errors(2 * MINUTE, 30);
  await room.attach("e-1", { signal: "error-rate", segment: null, expects: "outside" });
  expect(await room.holds("e-1")).toEqual([true]);
  expect((await room.turns("e-1"))[0]?.sentence).toMatch(/^Errors \d+\.\d %; ≤ 5\.0 % is the limit, since \d\d:\d\d UTC\.$/);
  await errors(6 * MINUTE, 1);
  expect(await room.holds("e-1")).toEqual([true, false]);
  expect((await room.turns("e-1"))[1]?.sentence).toMatch(/^Errors 1\.\d %/);
});
