import { LAYERS_OF, type Layer, type Symptom } from "@firebreak/incident";
import { definitionOf, type FaultClass, SIGNALS } from "@firebreak/signals";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type InspectedChange, type InspectedSignal, inspectLayers, layersOfSignal } from "./inspect.ts";
import { changeOf, HARM_ONLY, LAYER_SIGNS, names } from "./layer-signs.ts";
import type { LayerFinding } from "./layers.ts";

type Standing = InspectedSignal["standing"];

/** Of the catalogue, or made from one of its templates. */
const read = (standing: Standing, id: string, faultClass: FaultClass = classOf(id)): InspectedSignal => {
  const title = SIGNALS.some((one) => one.id === id) ? definitionOf(id).title : id;
  const sentence = standing === "inside" ? `${title} 1.4 %, inside its envelope.` : `${title} ${standing}.`;
  return { signal: id, title, standing, sentence, faultClass };
};
const classOf = (id: string): FaultClass => SIGNALS.find((one) => one.id === id)?.faultClass ?? "data";
const alarms = (...ids: string[]) => ids.map((id) => read("alarms", id));
const inside = (...ids: string[]) => ids.map((id) => read("inside", id));

const change = (artefact: string, score: number, kind = "other"): InspectedChange => ({
  changeId: `lineage:${artefact}:v2`,
  kind,
  artefact,
  version: "v2",
  title: `${artefact} v2`,
  score,
});
const ranked = (findings: readonly LayerFinding[]): readonly Layer[] =>
  findings
    .filter((one) => one.score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map((one) => one.layer);
const found = (findings: readonly LayerFinding[], layer: Layer): LayerFinding => {
  const one = findings.find((finding) => finding.layer === layer);
  if (!one) throw new Error(`no finding of ${layer}`);
  return one;
};

test("[RB25] the layers of a symptom are looked at in the runbook's order, each once", () => {
  for (const symptom of ["outputs-wrong", "latency-up", "safety-regressed"] as const) {
    const findings = inspectLayers({ symptom, standings: [], changes: [] });
    expect(findings.map((one) => one.layer)).toEqual([...LAYERS_OF[symptom]]);
  }
});

const SITUATIONS: readonly {
  readonly name: string;
  readonly symptom: Symptom;
  readonly standings: readonly InspectedSignal[];
  readonly changes: readonly InspectedChange[];
  readonly first: readonly Layer[];
}[] = [
  {
    name: "a prompt that lost its grounding",
    symptom: "outputs-wrong",
    standings: [
      ...alarms("ungrounded-rate", "override-rate", "task-success", "input-tokens", "refusal-rate", "prompt-length-drift"),
      ...inside("retrieval-hit-rate", "latency-p95", "error-rate", "queue-time-p95", "tool-denial-rate"),
    ],
    changes: [change("prompt", 0.9, "prompt"), change("index", 0.12, "index")],
    first: ["model-version"],
  },
  {
    name: "a feature pipeline that lost a region",
    symptom: "outputs-wrong",
    standings: [
      ...alarms("feature-null-rate", "null-rate.orders_90d", "drift.delivery_days", "score-drift", "score-mean", "override-rate"),
      ...alarms("positive-rate", "calibration-error", "disparity.positive.region", "confidence-drift"),
      ...inside("latency-p95", "error-rate", "drift.amount"),
    ],
    changes: [change("features", 0.85, "features")],
    first: ["feature-freshness", "input-quality"],
  },
  {
    name: "a serving image with fewer workers",
    symptom: "latency-up",
    standings: [
      ...alarms("latency-p95", "queue-time-p95", "error-rate", "task-success"),
      ...inside("request-rate", "cost-per-request", "output-tokens", "input-tokens", "metric.serving.queue.depth"),
    ],
    changes: [change("code", 0.9, "deployment"), change("prompt", 0.05, "prompt")],
    first: ["queue-depth"],
  },
  {
    name: "a document that carries instructions",
    symptom: "safety-regressed",
    standings: [
      ...alarms("tool-denial-rate", "policy-violation-rate", "tool-calls", "task-success"),
      ...inside("retrieval-hit-rate", "refusal-rate", "ungrounded-rate"),
    ],
    changes: [change("index", 0.9, "index"), change("policy", 0.03, "policy")],
    first: ["retrieval-content", "tool-permissions"],
  },
  {
    name: "a policy that is stricter for one group",
    symptom: "outputs-wrong",
    standings: [
      ...alarms("overruled-rate", "override-rate", "positive-rate", "disparity.positive.age-band", "task-success"),
      ...inside("feature-null-rate", "score-mean", "score-drift", "calibration-error", "latency-p95", "error-rate"),
    ],
    changes: [change("policy", 0.88, "policy"), change("model", 0.2, "model")],
    first: ["post-processing"],
  },
  {
    name: "a dependency that is out",
    symptom: "latency-up",
    standings: [...alarms("latency-p95", "fallback-rate"), ...inside("queue-time-p95", "request-rate")],
    changes: [
      { ...change("crm", 0.8, "outage"), artefact: null, version: null, title: "CRM is out" },
      change("code", 0.3, "deployment"),
    ],
    first: ["tool-dependencies"],
  },
];

test.each(SITUATIONS)("[RB26] $name: the layer that was changed stands first", ({ first, ...inspection }) => {
  expect(ranked(inspectLayers(inspection)).slice(0, first.length)).toEqual(first);
});

test("[RB26] a serving image is not the queue's fault while the queue is inside its envelope", () => {
  const standings = [...alarms("latency-p95", "metric.cold.starts"), ...inside("queue-time-p95")];
  const findings = inspectLayers({ symptom: "latency-up", standings, changes: [change("code", 0.9)] });
  expect(ranked(findings)[0]).toBe("cold-starts");
  expect(found(findings, "queue-depth").sentence).toBe(
    "code v2 fits the impact best. Against it: Queue time p95 1.4 %, inside its envelope.",
  );
});

test("[RB27] signals of another layer never outrank the layers where a well fitting change lives", () => {
  const everySignal = [...SIGNALS.map(({ id }) => id), "null-rate.a", "drift.a", "disparity.positive.a", "evaluation.a"];
  const standings = fc.array(fc.constantFrom(...everySignal), { maxLength: 40 }).map((ids) => alarms(...new Set(ids)));
  const artefacts = fc.constantFrom("code", "model", "prompt", "features", "index", "policy", "config");
  const symptoms = fc.constantFrom<Symptom>("outputs-wrong", "latency-up", "safety-regressed");
  const score = fc.double({ min: 0.6, max: 1, noNaN: true });
  fc.assert(
    fc.property(symptoms, standings, artefacts, score, (symptom, looked, artefact, fit) => {
      const [kind] = changeOf({ artefact, kind: "other" });
      const shares = LAYERS_OF[symptom].map((layer) => [layer, (kind && LAYER_SIGNS[layer].changes[kind]) ?? 0] as const);
      fc.pre(shares.some(([, share]) => share >= 0.5));
      const homes = shares.filter(([, share]) => share > 0).map(([layer]) => layer);
      const [first] = ranked(inspectLayers({ symptom, standings: looked, changes: [change(artefact, fit)] }));
      expect(homes).toContain(first);
    }),
  );
});

test("[RB27] an alarm that a change elsewhere explains is called its side effect", () => {
  const of = (fit: number) =>
    found(
      inspectLayers({ symptom: "outputs-wrong", standings: alarms("error-rate"), changes: [change("prompt", fit)] }),
      "inference-runtime",
    );
  expect(of(0.9)).toMatchObject({
    finding: "suspicious",
    sentence: "Errors alarms. prompt v2 lives elsewhere and fits the impact: probably its side effect.",
  });
  expect(of(0.2).sentence).toBe("Errors alarms.");
  expect(of(0.2).score).toBeGreaterThan(of(0.9).score);
});

test("[RB28] without a change the layer whose own signal alarms stands before those that it only hints at", () => {
  const findings = inspectLayers({ symptom: "outputs-wrong", standings: alarms("feature-null-rate"), changes: [] });
  expect(ranked(findings)).toEqual(["input-quality", "feature-freshness"]);
  expect(found(findings, "input-quality").score).toBeCloseTo(0.6);
  expect(found(findings, "feature-freshness").score).toBeCloseTo(0.24);
});

test("[RB28] outside is less than an alarm, and how clearly it is outside counts", () => {
  const score = (standing: Standing, strength?: number) => {
    const signal = { ...read(standing, "tool-denial-rate"), ...(strength !== undefined && { strength }) };
    return found(inspectLayers({ symptom: "safety-regressed", standings: [signal], changes: [] }), "tool-permissions").score;
  };
  expect([score("alarms"), score("alarms", 0.5), score("outside")].map((one) => one.toFixed(2))).toEqual([
    "0.60",
    "0.30",
    "0.36",
  ]);
});

test("[RB28] harm alone points nowhere", () => {
  const standings = alarms("ungrounded-rate", "task-success", "override-rate");
  expect(ranked(inspectLayers({ symptom: "outputs-wrong", standings, changes: [] }))).toEqual([]);
});

test("[RB28] of a team's own signal its class of fault speaks, most softly", () => {
  const standings = [read("alarms", "dead-letters", "data"), read("alarms", "broken-json", "model")];
  const findings = inspectLayers({ symptom: "outputs-wrong", standings, changes: [] });
  expect(ranked(findings)).toEqual(["input-quality", "feature-freshness", "model-version"]);
  expect(found(findings, "input-quality").score).toBeCloseTo(0.12);
  expect(layersOfSignal("outputs-wrong", { signal: "dead-letters", faultClass: "data" })).toEqual([
    "input-quality",
    "feature-freshness",
  ]);
  expect(layersOfSignal("latency-up", { signal: "queue-time-p95", faultClass: "infra" })).toEqual(["queue-depth"]);
});

test("[RB29] a layer whose signals are all inside their envelopes: nothing found", () => {
  const standings = [...inside("feature-null-rate", "null-rate.income", "drift.income"), read("learning", "input-tokens")];
  const finding = found(inspectLayers({ symptom: "outputs-wrong", standings, changes: [] }), "input-quality");
  expect(finding).toEqual({
    layer: "input-quality",
    finding: "nothing-found",
    score: 0,
    sentence: "Predictions with a missing feature 1.4 %, inside its envelope: nothing found. 2 more signals are inside too.",
    looked: standings.map(({ signal, title, standing, sentence }) => ({ signal, title, standing, sentence })),
    changeIds: [],
  });
});

test("[RB29] a change that does not fit is listed, and makes nothing suspicious", () => {
  const inspection = { symptom: "outputs-wrong", standings: inside("refusal-rate"), changes: [change("model", 0.04)] } as const;
  expect(found(inspectLayers(inspection), "model-version")).toMatchObject({
    finding: "nothing-found",
    score: 0,
    sentence: "Refusals 1.4 %, inside its envelope: nothing found. A change of it does not fit the impact.",
    changeIds: ["lineage:model:v2"],
  });
});

test("[RB30] a layer that nothing measures says what to send; one that learns, is silent or is only charted says so", () => {
  const said = (standings: readonly InspectedSignal[]) => {
    const { finding, sentence } = found(inspectLayers({ symptom: "latency-up", standings, changes: [] }), "queue-depth");
    return [finding, sentence];
  };
  const send = "firebreak.queue.ms, the time a request waits before work begins.";
  expect(said([])).toEqual(["not-measured", `Nothing that speaks to it is measured. Send ${send}`]);
  expect(said([read("learning", "queue-time-p95")])).toEqual([
    "not-measured",
    "Queue time p95 is still learning what is usual: nothing can be said yet.",
  ]);
  expect(said([read("silent", "queue-time-p95")])).toEqual(["not-measured", `Queue time p95 has been silent. Send ${send}`]);
  expect(said(inside("metric.serving.queue.depth"))).toEqual([
    "not-measured",
    `metric.serving.queue.depth is measured and alarms for nobody: look at its chart. To be told, send ${send}`,
  ]);
});

test("[RB31] every signal of the catalogue speaks to a layer or says harm alone; every layer names signals that there are", () => {
  const templates = ["null-rate.a", "drift.a", "evaluation.a", "evaluation-mix.a", "disparity.positive.a"];
  const ids = [...SIGNALS.map(({ id }) => id), ...templates];
  const patterns = Object.values(LAYER_SIGNS).flatMap(({ shows, hints }) => [...shows, ...hints]);
  const spoken = (id: string) => patterns.some((pattern) => names(pattern, id));
  expect(ids.filter((id) => spoken(id) === HARM_ONLY.includes(id))).toEqual([]);
  expect(patterns.filter((pattern) => !pattern.startsWith("metric.") && !ids.some((id) => names(pattern, id)))).toEqual([]);
  for (const { clearedBy, shows, send } of Object.values(LAYER_SIGNS)) {
    expect(clearedBy.filter((id) => !shows.includes(id))).toEqual([]);
    expect(send).not.toMatch(/^Send|\.$/);
  }
});

test.each([
  ["metric.*queue*", "metric.serving.queue.depth", true],
  ["metric.*queue*", "metric.serving.depth", false],
  ["metric.*rate*limit*", "metric.rate-limit", true],
  ["metric.*rate*limit*", "metric.limit-rate", false],
  ["drift.*", "drift.income", true],
  ["drift.*", "score-drift", false],
  ["confidence", "confidence-drift", false],
])("[RB31] %s of %s: %s", (pattern, signal, is) => {
  expect(names(pattern, signal)).toBe(is);
});

test.each([
  ["prompt", "deployment", ["prompt"]],
  ["Code", "deployment", ["deployment"]],
  ["features", "pipeline-run", ["features", "pipeline-run"]],
  [null, "outage", ["outage"]],
  ["desk", "config", ["config"]],
  ["desk", "other", []],
  [null, "constructor", []],
] as const)("[RB32] the artefact counts before the vehicle: %s by %s", (artefact, kind, is) => {
  expect(changeOf({ artefact, kind })).toEqual(is);
});

test("[RB33] what was looked at and the changes are bounded, the most telling first", () => {
  const many = Array.from({ length: 30 }, (_, index) => read(index === 29 ? "alarms" : "inside", `null-rate.f${index}`));
  const changes = Array.from({ length: 9 }, (_, index) => ({ ...change("features", index / 10), changeId: `c-${index}` }));
  const finding = found(inspectLayers({ symptom: "outputs-wrong", standings: many, changes }), "input-quality");
  expect(finding.looked).toHaveLength(12);
  expect(finding.looked[0]?.signal).toBe("null-rate.f29");
  expect(finding.changeIds).toEqual(["c-8", "c-7", "c-6", "c-5", "c-4"]);
});
