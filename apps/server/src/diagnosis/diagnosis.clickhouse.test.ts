import type { Evaluation, InferenceRecord } from "@firebreak/signals";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestTime } from "../detection/testing.ts";
import type { Postgres } from "../postgres/pool.ts";
import { openTestPostgres } from "../postgres/testing.ts";
import { grounded, MINUTE, predictionOf, recordOf } from "../telemetry/clickhouse/contract/samples.ts";
import type { OpenTelemetryStore } from "../telemetry/clickhouse/telemetry-store.ts";
import { createRandom, openDiagnosisRoom, openTestTelemetry } from "./testing.ts";

const SECOND = 1_000;
const PER_SECOND = 8;

let telemetry: OpenTelemetryStore & AsyncDisposable;
let postgres: Postgres & AsyncDisposable;
beforeAll(async () => {
  [telemetry, postgres] = await Promise.all([openTestTelemetry(), openTestPostgres()]);
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await telemetry[Symbol.asyncDispose]();
});

const oneOf = <T>(values: readonly T[], share: number): T => values[Math.floor(share * values.length)] ?? (values[0] as T);
const condition = (dimension: string, value: string) => ({ dimension, value });
const minuteOf = (now: number) => Math.floor(now / MINUTE) * MINUTE;

/** Answers with their judgement: from `rollout` on, those to paying Germans are made up. Two other versions change around it. */
function answers(service: string, { rollout, to }: { readonly rollout: number; readonly to: number }) {
  const random = createRandom(7);
  const records: InferenceRecord[] = [];
  const evaluations: Evaluation[] = [];
  for (let at = rollout - 40 * MINUTE; at < to; at += SECOND / PER_SECOND) {
    const language = oneOf(["en", "en", "de", "fr", "es"], random());
    const tier = oneOf(["free", "pro"], random());
    const dimensions = { language, tier, channel: oneOf(["web", "app"], random()) };
    const isHit = at >= rollout && language === "de" && tier === "pro";
    const isMadeUp = random() < (isHit ? 0.5 : 0.02);
    const record = recordOf(service, at, {
      dimensions,
      conversationId: `c-${Math.floor(at / 7_000)}-${language}`,
      person: `p-${Math.floor(random() * 500)}`,
      lineage: {
        prompt: at < rollout ? "answers@7" : "answers@8",
        code: at < rollout - 20 * MINUTE ? "3.1.0" : "3.1.1",
        index: at < rollout + 90 * SECOND ? "faq@5" : "faq@6",
      },
      measures: { inputTokens: 400, outputTokens: 150, documentsRequested: 5, documentsFound: random() < 0.97 ? 4 : 0 },
      outcomes: { overridden: random() < (isMadeUp ? 0.6 : 0.02), success: random() < (isMadeUp ? 0.7 : 0.97) },
    });
    records.push(record);
    evaluations.push(grounded(record, isMadeUp ? "ungrounded" : "grounded"));
  }
  return { records, evaluations };
}

test("a prompt that fails one segment: the onset within seconds, that prompt and that segment first, its layer most suspicious", async () => {
  const service = "answers";
  const time = createTestTime(Date.now());
  const rollout = minuteOf(time.now()) - 4 * MINUTE + 17 * SECOND;
  await using room = await openDiagnosisRoom({ postgres, telemetry, time, service });
  const { records, evaluations } = answers(service, { rollout, to: time.now() });
  await room.send(records, evaluations);
  await room.look();
  const impactStartedAt = new Date(rollout + 2 * MINUTE).toISOString();
  const incidentId = await room.declareIncident({ service, impactStartedAt, scenario: null, incidentClass: "model" });

  const asked = { incidentId, harmSignal: null };
  const [answer, again] = await Promise.all([room.diagnosis.of(asked), room.diagnosis.of(asked)]);
  expect(again).toBe(answer);
  if (!answer.ok) throw new Error(answer.message);
  const { onset, changes, segments, layers, affected, faults, harmSignal, recoveredAt } = answer.value;
  expect([faults, recoveredAt]).toEqual([[], null]);
  expect(harmSignal).toBe("ungrounded-rate");
  expect([onset.from, Math.abs(onset.at - rollout) <= 10 * SECOND, onset.low <= rollout, rollout <= onset.high]).toEqual([
    "change-point",
    true,
    true,
    true,
  ]);
  expect([onset.before, onset.after]).toEqual([expect.closeTo(0.02, 2), expect.closeTo(0.068, 1)]);
  expect(changes.map(({ change }) => `${change.artefact} ${change.version}`)[0]).toBe("prompt answers@8");
  expect(new Set(changes.map(({ change }) => change.artefact))).toEqual(new Set(["code", "index", "prompt"]));
  expect(changes[0]?.score).toBeGreaterThan(1.3 * (changes[1]?.score ?? 1));
  expect(segments[0]?.segment.conditions).toEqual(
    expect.arrayContaining([condition("language", "de"), condition("tier", "pro")]),
  );
  expect(segments[0]?.segment.conditions).toHaveLength(2);
  const ranked = layers.toSorted((a, b) => b.score - a.score);
  expect([layers.map(({ layer }) => layer)[0], ranked[0]?.layer]).toEqual(["input-quality", "model-version"]);

  const hit = records.filter(({ at, dimensions: { language, tier } }) => at >= rollout && language === "de" && tier === "pro");
  const extra = hit.length * 0.48;
  expect(affected.excess.low).toBeLessThan(extra);
  expect(affected.excess.high).toBeGreaterThan(extra);
  expect(affected.excess.low).toBeGreaterThan(extra / 2);
  expect([affected.conversations > 0, (affected.people ?? 0) > 0]).toEqual([true, true]);
  expect(affected.people).toBeLessThanOrEqual(affected.bad);
});

/** A scoring service whose feature is missing for one region for ten minutes; half an hour earlier it was for another, and worse. */
function scored(service: string, { since, to }: { readonly since: number; readonly to: number }): readonly InferenceRecord[] {
  const random = createRandom(23);
  const records: InferenceRecord[] = [];
  for (let at = since - 50 * MINUTE; at < to; at += SECOND / PER_SECOND) {
    const region = oneOf(["eu-west", "us-east", "ap-south"], random());
    const isHit = at >= since && at < since + 10 * MINUTE && region === "eu-west";
    const wasHit = at >= since - 35 * MINUTE && at < since - 25 * MINUTE && region !== "eu-west";
    const income = random() < (isHit || wasHit ? 0.95 : 0.01) ? null : 3_000 + 900 * random();
    const score = random();
    records.push(
      recordOf(service, at, {
        dimensions: { region, product: oneOf(["a", "b"], random()) },
        lineage: { features: at < since - 5 * SECOND ? "f@1" : "f@2", model: "m@4" },
        prediction: predictionOf({ score, threshold: 0.5, features: { income, orders: 3 + 5 * random() } }),
      }),
    );
  }
  return records;
}

test("of an incident that is closed, its own time is diagnosed: neither what is, nor the larger fault of half an hour earlier", async () => {
  const service = "scoring";
  const time = createTestTime(Date.now());
  const since = minuteOf(time.now()) - 30 * MINUTE + 41 * SECOND;
  await using room = await openDiagnosisRoom({ postgres, telemetry, time, service });
  await room.send(scored(service, { since, to: time.now() }));
  const impactStartedAt = new Date(since).toISOString();
  const detectedBy = { kind: "signal", label: "Missing features", ref: "feature-null-rate" } as const;
  const incidentId = await room.declareIncident({ service, impactStartedAt, scenario: "I2", incidentClass: "data", detectedBy });
  await room.close(incidentId);

  const answer = await room.diagnosis.of({ incidentId, harmSignal: null });
  if (!answer.ok) throw new Error(answer.message);
  const { onset, changes, segments, layers, harmSignal, faults, affected } = answer.value;
  expect([faults, harmSignal]).toEqual([[], "feature-null-rate"]);
  expect(Math.abs(onset.at - since)).toBeLessThanOrEqual(5 * SECOND);
  expect(Math.abs((answer.value.recoveredAt ?? 0) - since - 10 * MINUTE)).toBeLessThanOrEqual(20 * SECOND);
  expect(affected.requests).toBeLessThan(11 * 60 * PER_SECOND);
  expect(changes.map(({ change }) => change.version)).toEqual(["f@2"]);
  expect(segments.map((row) => row.segment.conditions)[0]).toEqual([condition("region", "eu-west")]);
  const suspicious = layers.toSorted((a, b) => b.score - a.score).slice(0, 2);
  expect(suspicious.map(({ layer }) => layer).toSorted()).toEqual(["feature-freshness", "input-quality"]);
  expect(affected.people).toBe(null);
});

test("nothing is shown where nothing changed: what a person entered stands, and what cannot be counted is refused", async () => {
  const service = "healthy";
  const time = createTestTime(Date.now());
  await using room = await openDiagnosisRoom({ postgres, telemetry, time, service });
  const entered = time.now() - 5 * MINUTE;
  const { records, evaluations } = answers(service, { rollout: time.now() + MINUTE, to: time.now() });
  await room.send(records, evaluations);
  const incidentId = await room.declareIncident({ service, impactStartedAt: new Date(entered).toISOString() });
  const answer = await room.diagnosis.of({ incidentId, harmSignal: null });
  if (!answer.ok) throw new Error(answer.message);
  expect(answer.value.onset).toEqual({
    at: entered,
    low: entered - 5 * MINUTE,
    high: entered + 5 * MINUTE,
    from: "entered",
    signal: null,
    before: null,
    after: null,
  });
  expect([answer.value.segments, answer.value.faults]).toEqual([[], []]);
  expect(await room.diagnosis.of({ incidentId, harmSignal: "request-rate" })).toMatchObject({ ok: false, code: "NO_BAD_EVENTS" });
  expect(await room.diagnosis.of({ incidentId: "INC-9999", harmSignal: null })).toMatchObject({ code: "NO_INCIDENT" });
  const matrix = await room.diagnosis.matrix(incidentId);
  if (!matrix.ok) throw new Error(matrix.message);
  expect(matrix.value.columns.map(({ layer }) => layer)).toContain("model-version");
  expect(matrix.value.rows.find(({ signal }) => signal === "retrieval-hit-rate")?.layers).toEqual(["feature-freshness"]);
});
