import type { Harm, InferenceRecord } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { RecordsQuery, TelemetryStore } from "../../port.ts";
import { batchOf, conditionOf, END, grounded, MINUTE, predictionOf, recordOf, room, truthOf } from "./samples.ts";

const FAILED: Harm = { kind: "condition", bad: conditionOf("not success"), of: null };
const UNGROUNDED: Harm = { kind: "condition", bad: conditionOf('evaluation.groundedness = "ungrounded"'), of: null };
const DEAR: Harm = { kind: "above-quantile", value: { kind: "field", field: { kind: "number", name: "cost" } }, q: 0.9 };
const pro = { conditions: [{ dimension: "tier", value: "pro" }] };

/** Ten minutes of 200 requests: every fourth of a pro customer, every fifth of prompt 8; all of prompt 8 fail, and every twentieth. */
function traffic(service: string): readonly InferenceRecord[] {
  return Array.from({ length: 200 }, (_, n) =>
    recordOf(service, END - 10 * MINUTE + n * 3000, {
      person: n % 10 === 9 ? "" : `p-${n % 40}`,
      conversationId: `c-${Math.floor(n / 2)}`,
      dimensions: { tier: n % 4 === 0 ? "pro" : "free" },
      lineage: { prompt: n % 5 === 0 ? "support@8" : "support@7" },
      measures: { costUsd: n / 1000 },
      outcomes: { success: n % 50 === 49 ? null : n % 5 !== 0 && n % 20 !== 1 },
    }),
  );
}
const window = (service: string) => ({ service, from: END - 10 * MINUTE, to: END });

/** What the store says of single requests, and of whom harm reached. */
export function recordsContract(store: () => TelemetryStore): void {
  test("affected: requests, bad ones, their conversations and people, each once, in a part of the traffic", async () => {
    const service = room();
    const records = traffic(service);
    await store().insert(batchOf({ records }));
    await store().insert(batchOf({ records: records.slice(0, 30) }));
    const bad = records.filter(({ outcomes }) => outcomes.success === false);
    const counted = (of: readonly InferenceRecord[]) => ({
      bad: of.length,
      conversations: new Set(of.map(({ conversationId }) => conversationId)).size,
      people: new Set(of.flatMap(({ person }) => (person === "" ? [] : [person]))).size,
    });
    const found = await store().affected({ ...window(service), harm: FAILED, segment: null });
    expect(found).toEqual({ requests: 200, ...counted(bad) });
    expect(found.people).toBeGreaterThan(5);
    expect(await store().affected({ ...window(service), harm: FAILED, segment: pro })).toEqual({
      requests: 50,
      ...counted(bad.filter(({ dimensions }) => dimensions.tier === "pro")),
    });
    const nobody = { conditions: [{ dimension: "tier", value: "no such" }] };
    const none = { requests: 0, bad: 0, conversations: 0, people: 0 };
    expect(await store().affected({ ...window(service), harm: FAILED, segment: nobody })).toEqual(none);
  });

  test("affected: where no record names a person, or there is no traffic, people are unknown", async () => {
    const service = room();
    await store().insert(batchOf({ records: [recordOf(service, END - MINUTE, { outcomes: { success: false } })] }));
    const harm = { harm: FAILED, segment: null };
    const found = { requests: 1, bad: 1, conversations: 0, people: null };
    expect(await store().affected({ ...window(service), ...harm })).toEqual(found);
    expect(await store().affected({ ...window(room()), ...harm })).toEqual({ ...found, requests: 0, bad: 0 });
  });

  test("tallyOfVersion: bad and total of the records with a version and of those without it, by every kind of harm", async () => {
    const service = room();
    const records = traffic(service);
    const evaluations = records.slice(0, 100).map((record, n) => grounded(record, n % 5 === 0 ? "ungrounded" : "grounded"));
    await store().insert(batchOf({ records, evaluations }));
    await store().insert(batchOf({ records: records.slice(50, 90), evaluations }));
    const of = (harm: Harm, segment: typeof pro | null = null) =>
      store().tallyOfVersion({ ...window(service), harm, segment, artefact: "prompt", version: "support@8" });
    expect(await of(FAILED)).toEqual({ with: { bad: 40, total: 40 }, without: { bad: 10, total: 156 } });
    expect(await of(UNGROUNDED)).toEqual({ with: { bad: 20, total: 20 }, without: { bad: 0, total: 80 } });
    expect(await of(FAILED, pro)).toEqual({ with: { bad: 10, total: 10 }, without: { bad: 0, total: 40 } });
    // Above the ninth decile of all traffic: 180 to 199, of which four are of prompt 8.
    expect(await of(DEAR)).toEqual({ with: { bad: 4, total: 40 }, without: { bad: 16, total: 160 } });
    const unheard = { ...window(service), harm: FAILED, segment: null, artefact: "prompt", version: "support@9" };
    expect(await store().tallyOfVersion(unheard)).toEqual({ with: { bad: 0, total: 0 }, without: { bad: 50, total: 196 } });
  });

  searchContract(store);
  traceContract(store);
}

function searchContract(store: () => TelemetryStore): void {
  const queryOf = (service: string, given: Partial<RecordsQuery> = {}): RecordsQuery => ({
    ...window(service),
    segment: null,
    lineage: null,
    harmed: null,
    text: "",
    before: null,
    limit: 100,
    ...given,
  });
  const idsOf = async (query: RecordsQuery) => (await store().records(query)).rows.map(({ requestId }) => requestId);

  test("records: newest first, page by page without a gap or a double, also across records of one moment and repeated ones", async () => {
    const service = room();
    const records = Array.from({ length: 130 }, (_, n) => recordOf(service, END - 3 * 60 * MINUTE + Math.floor(n / 9) * 700_000));
    await store().insert(batchOf({ records }));
    await store().insert(batchOf({ records: records.slice(40) }));
    const expected = records.toSorted((a, b) => b.at - a.at || (a.spanId < b.spanId ? 1 : -1)).map(({ requestId }) => requestId);
    const asked = queryOf(service, { from: END - 5 * 60 * MINUTE, limit: 20 });
    const found: string[] = [];
    for (let query: RecordsQuery | null = asked, pages = 0; query !== null && pages < 20; pages += 1) {
      const { rows, next } = await store().records(query);
      found.push(...rows.map(({ requestId }) => requestId));
      query = next && { ...asked, before: next };
    }
    expect(found).toEqual(expected);
  });

  test("records: a row is the record without its content, of which it has the start", async () => {
    const service = room();
    const prediction = predictionOf({ score: 0.7, decision: "review", features: { income: 5 } });
    const long = "日本語 🚒 ".repeat(100);
    const payload = { input: long, output: "short", documents: "[]", toolCalls: "", system: "" };
    const record = recordOf(service, END - MINUTE, {
      prediction,
      payload,
      person: "p-1",
      lineage: { model: "m" },
      finishReason: "stop",
    });
    await store().insert(batchOf({ records: [record] }));
    const { prediction: _, payload: __, ...bare } = record;
    const start = Array.from(long).slice(0, 240).join("");
    const row = { ...bare, inputStart: start, outputStart: "short", score: 0.7, decision: "review", bad: null };
    expect(await store().records(queryOf(service))).toEqual({ rows: [row], next: null });
  });

  test("records: by segment, lineage, harm and text together", async () => {
    const service = room();
    const records = traffic(service);
    await store().insert(batchOf({ records }));
    const newest = (chosen: (n: number) => boolean) =>
      records.flatMap(({ requestId }, n) => (chosen(n) ? [requestId] : [])).reverse();
    const prompt8 = [{ artefact: "prompt", version: "support@8" }];
    expect(await idsOf(queryOf(service, { segment: pro }))).toEqual(newest((n) => n % 4 === 0));
    expect(await idsOf(queryOf(service, { segment: pro, lineage: prompt8 }))).toEqual(newest((n) => n % 20 === 0));
    const bad = await store().records(queryOf(service, { harmed: { harm: FAILED, bad: true } }));
    expect(bad.rows.map(({ requestId }) => requestId)).toEqual(newest((n) => n % 5 === 0 || n % 20 === 1));
    expect(new Set(bad.rows.map((row) => row.bad))).toEqual(new Set([true]));
    const good = await store().records(queryOf(service, { harmed: { harm: FAILED, bad: false }, lineage: prompt8 }));
    expect(good.rows).toEqual([]);
    expect(await idsOf(queryOf(service, { harmed: { harm: DEAR, bad: true } }))).toEqual(newest((n) => n >= 180));
    expect(await idsOf(queryOf(service, { text: "C-77", lineage: prompt8 }))).toEqual(newest((n) => n === 155));
  });

  test("records: a text is found in ids and content without regard to case, as it is written", async () => {
    const service = room();
    const blank = { input: "", output: "", documents: "", toolCalls: "", system: "" };
    const held: readonly Partial<InferenceRecord>[] = [
      { requestId: "wanted-ÄRGER_1%" },
      { conversationId: "x-wanted-ärger_1%" },
      { payload: { ...blank, input: "… WANTED-ärger_1% …" } },
      { payload: { ...blank, output: "wanted-Ärger_1%" } },
      { payload: { ...blank, documents: '[{"id":"wanted-ärger_1%"}]' } },
      { payload: { ...blank, toolCalls: "wanted-ärger_1%" } },
    ];
    const others = [{ payload: { ...blank, input: "wanted-ärger_12" } }, { payload: { ...blank, system: "wanted-ärger_1%" } }];
    const records = [...held, ...others].map((given, n) => recordOf(service, END - MINUTE - n * 1000, given));
    await store().insert(batchOf({ records }));
    const wanted = records.slice(0, held.length).map(({ requestId }) => requestId);
    expect(await idsOf(queryOf(service, { text: "Wanted-ÄRGER_1%" }))).toEqual(wanted);
  });

  test("records: more than 31 days are refused", async () => {
    await expect(store().records(queryOf(room(), { from: END - 32 * 86_400_000 }))).rejects.toThrow("at most 31 days");
  });
}

function traceContract(store: () => TelemetryStore): void {
  test("record: the whole trace oldest first, each record once and as it came, with evaluations and the latest truth", async () => {
    const service = room();
    const traceId = "f".repeat(32);
    const prediction = predictionOf({
      score: 0.25,
      threshold: 0.5,
      decision: "decline",
      features: { age: null, channel: "web", n: 2 },
    });
    const payload = { input: '[{"role":"user"}]', output: "[]", documents: "[1]", toolCalls: "[2]", system: "be kind" };
    const outcomes = { success: true, malformed: false, clicked: null };
    const measures = {
      queueMs: 1.5,
      toolCalls: 2,
      toolDenials: 0,
      policyViolations: 1,
      inputTokens: 10,
      costUsd: 0.25,
      confidence: 0.5,
    };
    const whole = { requestId: "asked", traceId, person: "p-7", finishReason: "stop", prediction, payload, outcomes, measures };
    const records = [
      recordOf(service, END - 50 * MINUTE, { ...whole, instance: "i-2", dimensions: { tier: "pro" }, lineage: { model: "m-1" } }),
      recordOf(service, END - 49 * MINUTE, { requestId: "other", traceId, responseId: "resp-of-other" }),
      recordOf(service, END - 48 * MINUTE, { requestId: "asked", traceId }),
    ];
    const stranger = recordOf(service, END - 49 * MINUTE);
    const evaluations = records.slice(0, 2).map((record) => grounded(record, "ungrounded"));
    const [asked] = records;
    if (asked === undefined) throw new Error("unreachable");
    const groundTruths = [truthOf(asked, 0, END - 20 * MINUTE), truthOf(asked, 1, END - 5 * MINUTE), truthOf(stranger, 1, END)];
    const batch = batchOf({
      records: [...records, stranger],
      evaluations: [...evaluations, grounded(stranger, "grounded")],
      groundTruths,
    });
    await store().insert(batch);
    await store().insert(batch);
    const trace = { records, evaluations, groundTruth: truthOf(asked, 1, END - 20 * MINUTE) };
    expect(await store().record({ service, requestId: "asked", spanId: null })).toEqual(trace);
    expect(await store().record({ service, requestId: "asked", spanId: asked.spanId })).toEqual(trace);
    expect(await store().record({ service, requestId: "other", spanId: null })).toEqual({ ...trace, groundTruth: null });
    expect(await store().record({ service, requestId: "asked", spanId: "no such" })).toBeNull();
    expect(await store().record({ service: room(), requestId: "asked", spanId: null })).toBeNull();
  });

  test("record: of a trace of sixty the one asked for is among the fifty", async () => {
    const service = room();
    const records = Array.from({ length: 60 }, (_, n) => recordOf(service, END - MINUTE + n, { traceId: "e".repeat(32) }));
    await store().insert(batchOf({ records }));
    const found = await store().record({ service, requestId: records[57]?.requestId ?? "", spanId: null });
    expect(found?.records.map(({ requestId }) => requestId)).toEqual(
      [...records.slice(0, 49), ...records.slice(57, 58)].map(({ requestId }) => requestId),
    );
  });
}
