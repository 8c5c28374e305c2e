import type { Evaluation, InferenceRecord, Prediction } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { Cohort, CohortDifference, TelemetryStore } from "../../port.ts";
import { batchOf, conditionOf, END, grounded, type Loose, MINUTE, predictionOf, recordOf, room } from "./samples.ts";

const RECORDS = 1200;
/** A draw of a request's field, uniform on [0, 1): the same in every run. */
type Draw = (field: number) => number;
const drawOf =
  (cohort: number, n: number): Draw =>
  (field) => {
    let mixed = Math.imul((cohort * 100_000 + n) * 32 + field, 0x9e3779b1);
    for (const constant of [0x85ebca6b, 0xc2b2ae35]) mixed = Math.imul(mixed ^ (mixed >>> 15), constant);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
  };
const one = <Of>(of: readonly Of[], at: number): Of => of[Math.floor(at * of.length)] as Of;

type Features = Readonly<Record<string, number | string | null>>;
interface Request {
  readonly record: Loose;
  readonly evaluation: Partial<Evaluation>;
}
/** What is different about the later cohort. */
type Twist = (request: Request, draw: Draw) => Request;

function requestOf(draw: Draw): Request {
  const features = {
    income: one([null, 20, 30, 45, 60, 80, 100, 150], draw(1)),
    age: Math.round(20 + 50 * draw(2)),
    channel: one(["web", "app", "phone"], draw(3)),
  };
  return {
    record: {
      instance: one(["i-1", "i-2", "i-3"], draw(4)),
      dimensions: { language: one(["en", "de", "fr"], draw(5)), tier: one(["free", "pro"], draw(6)) },
      lineage: { prompt: "support@7", model: one(["m-1", "m-2"], draw(7)) },
      measures: {
        latencyMs: 200 + 800 * draw(8) ** 2,
        documentsFound: Math.floor(5 * draw(9)),
        outputTokens: Math.floor(500 * draw(10)),
      },
      outcomes: { success: draw(11) < 0.9, refused: draw(12) < 0.05 },
      prediction: predictionOf({ score: draw(13), decision: one(["approve", "review"], draw(14)), features }),
    },
    evaluation: { label: draw(15) < 0.1 ? "ungrounded" : "grounded", score: draw(16) },
  };
}

function cohortOf(service: string, { from }: Cohort, twist: Twist) {
  const draws = Array.from({ length: RECORDS }, (_, n) => drawOf(from === after.from ? 2 : 1, n));
  const requests = draws.map((draw) => twist(requestOf(draw), draw));
  const records = requests.map(({ record }, n) => recordOf(service, from + n * 100, record));
  const evaluations = records.map((record, n) => ({ ...grounded(record, "grounded"), ...requests[n]?.evaluation }));
  return batchOf({ records, evaluations });
}

const all = { segment: null, lineage: null, harmed: null };
const before: Cohort = { ...all, from: END - 300 * MINUTE, to: END - 290 * MINUTE };
const after: Cohort = { ...all, from: END - 10 * MINUTE, to: END };
const same: Twist = (request) => request;
const recorded = ({ record, evaluation }: Request, given: Loose): Request => ({ record: { ...record, ...given }, evaluation });
const measured = (request: Request, measures: Partial<InferenceRecord["measures"]>): Request =>
  recorded(request, { measures: { ...request.record.measures, ...measures } });
const predicted = (request: Request, given: Partial<Prediction>): Request =>
  recorded(request, { prediction: predictionOf({ ...request.record.prediction, ...given }) });
const featured = (request: Request, features: Features): Request =>
  predicted(request, { features: { ...request.record.prediction?.features, ...features } });
const evaluated = ({ record, evaluation }: Request, given: Partial<Evaluation>): Request => ({
  record,
  evaluation: { ...evaluation, ...given },
});

const isBeyond = ({ difference, critical }: CohortDifference): boolean => critical !== null && difference > critical;
const nameOf = ({ kind, name }: CohortDifference): string => `${kind} ${name}`;

/** With how different it is, about. */
const TWISTS: readonly (readonly [name: string, difference: number, twist: Twist])[] = [
  [
    "dimension language",
    0.44,
    (request, draw) => recorded(request, { dimensions: { ...request.record.dimensions, language: one(["en", "de"], draw(5)) } }),
  ],
  [
    "lineage prompt",
    0.56,
    (request, draw) =>
      recorded(request, { lineage: { ...request.record.lineage, prompt: one(["support@7", "support@8"], draw(20)) } }),
  ],
  ["lineage policy", 1, (request) => recorded(request, { lineage: { ...request.record.lineage, policy: "p-1" } })],
  ["feature age", 0.2, (request, draw) => featured(request, { age: Math.round(30 + 50 * draw(2)) })],
  ["feature income", 0.44, (request, draw) => (draw(20) < 0.5 ? featured(request, { income: null }) : request)],
  ["feature channel", 0.43, (request, draw) => (draw(20) < 0.33 ? featured(request, { channel: "partner" }) : request)],
  ["measure latency_ms", 0.5, (request) => measured(request, { latencyMs: (request.record.measures?.latencyMs ?? 0) + 200 })],
  ["measure documents_found", 0.2, (request, draw) => (draw(20) < 0.25 ? measured(request, { documentsFound: 0 }) : request)],
  ["measure queue_ms", 1, (request) => measured(request, { queueMs: 5 })],
  ["measure score", 0.25, (request, draw) => predicted(request, { score: draw(13) ** 2 })],
  [
    "outcome refused",
    0.15,
    (request, draw) => recorded(request, { outcomes: { ...request.record.outcomes, refused: draw(12) < 0.2 } }),
  ],
  ["outcome decision", 0.56, (request) => predicted(request, { decision: "review" })],
  ["evaluation groundedness", 0.3, (request, draw) => evaluated(request, { label: draw(15) < 0.4 ? "ungrounded" : "grounded" })],
  ["evaluation groundedness.score", 0.5, (request, draw) => evaluated(request, { score: draw(16) / 2 })],
  ["platform instance", 1, (request) => recorded(request, { instance: "i-9" })],
];

/** Two cohorts on everything at once. */
export function compareContract(store: () => TelemetryStore): void {
  test.for(TWISTS)(
    "compare: where only the %s differs it is first, and alone above what sampling explains",
    async ([name, difference, twist]) => {
      const service = room();
      await store().insert(cohortOf(service, before, same));
      const later = cohortOf(service, after, twist);
      await store().insert(later);
      await store().insert({ ...later, records: later.records.slice(0, 500) });
      const found = await store().compare({ service, a: before, b: after, limit: 100 });
      expect([found.recordsA, found.recordsB]).toEqual([RECORDS, RECORDS]);
      expect(found.differences.filter(isBeyond).map(nameOf)).toEqual([name]);
      expect(found.differences[0]?.difference).toBeCloseTo(difference, 1);
      expect(found.differences.length).toBeGreaterThan(15);
    },
  );

  test("compare: shares, medians and what is missing are told as they are", async () => {
    const service = room();
    const at = END - 5 * MINUTE;
    const records = Array.from({ length: 200 }, (_, n) =>
      recordOf(service, at + n * 100, {
        dimensions: n < 100 ? { arm: "a", plan: n < 75 ? "x" : "y" } : n < 180 ? { arm: "b", plan: "y" } : { arm: "b" },
        measures: { latencyMs: n < 100 ? n + 1 : 2 * (n - 99), costUsd: n % 100 < 50 ? 1 : null },
        outcomes: { clicked: n < 100 ? n < 40 : n % 2 === 0 ? n < 120 : null },
      }),
    );
    await store().insert(batchOf({ records }));
    const arm = (value: string): Cohort => ({
      ...all,
      from: at,
      to: END,
      segment: { conditions: [{ dimension: "arm", value }] },
    });
    const { differences } = await store().compare({ service, a: arm("a"), b: arm("b"), limit: 100 });
    const of = (name: string) => differences.find((found) => nameOf(found) === name);
    expect(of("dimension plan")).toMatchObject({
      eventsA: 100,
      eventsB: 80,
      values: "category",
      shares: [
        { value: "x", a: 0.75, b: 0 },
        { value: "y", a: 0.25, b: 0.8 },
        { value: "", a: 0, b: 0.2 },
      ],
    });
    expect(of("measure latency_ms")).toEqual({
      kind: "measure",
      name: "latency_ms",
      eventsA: 100,
      eventsB: 100,
      // Half of the second cohort lies above all of the first.
      difference: 0.5,
      critical: expect.closeTo(1.949 * Math.sqrt(2 / 100), 3),
      values: "number",
      medianA: expect.closeTo(50.5, 6),
      medianB: expect.closeTo(101, 6),
      p95A: expect.closeTo(95, 0),
      p95B: expect.closeTo(190, 0),
      missingA: 0,
      missingB: 0,
    });
    expect(of("measure cost_usd")).toMatchObject({
      eventsA: 50,
      eventsB: 50,
      difference: 0,
      missingA: 0.5,
      missingB: 0.5,
      medianA: 1,
    });
    expect(of("outcome clicked")).toMatchObject({
      eventsA: 100,
      eventsB: 50,
      values: "share",
      shareA: 0.4,
      shareB: 0.2,
      difference: 0.2,
    });
  });

  test("compare: a segment with all traffic outside of it, also where the dimension is not sent", async () => {
    const service = room();
    const at = END - 5 * MINUTE;
    const records = Array.from({ length: 90 }, (_, n) =>
      recordOf(service, at + n * 100, {
        dimensions: n < 20 ? { arm: "a", tier: "pro" } : n < 60 ? { arm: "a" } : { tier: "pro" },
      }),
    );
    await store().insert(batchOf({ records }));
    const segment = {
      conditions: [
        { dimension: "arm", value: "a" },
        { dimension: "tier", value: "pro" },
      ],
    };
    const window = { ...all, from: at, to: END };
    const found = await store().compare({ service, a: { ...window, segment }, b: { ...window, outside: segment }, limit: 100 });
    expect([found.recordsA, found.recordsB]).toEqual([20, 70]);
  });

  test("compare: harmed with healthy of one window, by an evaluation; a version with another; a limit", async () => {
    const service = room();
    const batch = cohortOf(service, after, (request, draw) => {
      const isNew = draw(20) < 1 / 3;
      const prompt = isNew ? "support@8" : "support@7";
      return evaluated(recorded(request, { lineage: { prompt } }), { label: isNew ? "ungrounded" : "grounded", score: null });
    });
    const isNew = batch.records.filter(({ lineage }) => lineage.prompt === "support@8").length;
    await store().insert(batch);
    const harm = { kind: "condition", bad: conditionOf('evaluation.groundedness = "ungrounded"'), of: null } as const;
    const a = { ...after, harmed: { harm, bad: true } };
    const b = { ...after, harmed: { harm, bad: false } };
    const found = await store().compare({ service, a, b, limit: 2 });
    expect([found.recordsA, found.recordsB]).toEqual([isNew, RECORDS - isNew]);
    expect(found.differences.map(nameOf).sort()).toEqual(["evaluation groundedness", "lineage prompt"]);
    const versions = (["support@8", "support@7"] as const).map((version) => ({
      ...after,
      lineage: [{ artefact: "prompt", version }],
    }));
    const [eight = after, seven = after] = versions;
    expect(await store().compare({ service, a: eight, b: seven, limit: 2 })).toEqual(found);
    const dear = {
      kind: "above-quantile",
      value: { kind: "field", field: { kind: "number", name: "latency" } },
      q: 0.75,
    } as const;
    const slow = await store().compare({ service, a: { ...after, harmed: { harm: dear, bad: true } }, b: after, limit: 1 });
    // A record of both cohorts counts in both.
    expect([slow.recordsA, slow.recordsB]).toEqual([300, RECORDS]);
    expect(slow.differences).toMatchObject([{ name: "latency_ms", difference: 0.75 }]);
  });

  test("compare: few records have differences without a bound, none have none", async () => {
    const service = room();
    const records = Array.from({ length: 40 }, (_, n) =>
      recordOf(service, END - MINUTE + n, { lineage: { prompt: n < 10 ? "a" : "b" } }),
    );
    await store().insert(batchOf({ records }));
    const of = (version: string) => ({ ...after, lineage: [{ artefact: "prompt", version }] });
    const few = await store().compare({ service, a: of("a"), b: of("b"), limit: 1 });
    expect([few.recordsA, few.recordsB]).toEqual([10, 30]);
    expect(few.differences).toMatchObject([{ name: "prompt", difference: 1, critical: null }]);
    expect(await store().compare({ service, a: of("a"), b: of("c"), limit: 9 })).toEqual({
      recordsA: 10,
      recordsB: 0,
      differences: [],
    });
    expect(await store().compare({ service: room(), a: before, b: after, limit: 9 })).toEqual({
      recordsA: 0,
      recordsB: 0,
      differences: [],
    });
  });
}
