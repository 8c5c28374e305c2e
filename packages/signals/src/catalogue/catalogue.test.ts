import fc from "fast-check";
import { expect, test } from "vitest";
import { SIGNALS } from "../catalogue.ts";
import { SIGNAL_ID, type SignalDefinition } from "../definition.ts";
import { fieldsOf } from "../expression/fields.ts";
import { measureOf } from "../expression/measure-of.ts";
import { parseCondition } from "../expression/parse.ts";
import { kindOf, unitOf } from "../expression/suit.ts";
import { definitionOf } from "../format.ts";
import type { ServiceProfile } from "../profile.ts";
import { catalogueFor, isCatalogueId, MOST_SIGNALS } from "./catalogue-for.ts";
import { slug } from "./slug.ts";
import { expandTemplates } from "./templates.ts";

const EMPTY: ServiceProfile = {
  service: "any",
  records: 1000,
  fields: [],
  features: [],
  evaluations: [],
  dimensions: [],
  metrics: [],
};
const ASSISTANT: ServiceProfile = {
  ...EMPTY,
  service: "support-assistant",
  fields: [
    "success",
    "overridden",
    "fallback",
    "refused",
    "cost",
    "input_tokens",
    "output_tokens",
    "documents_requested",
    "documents_found",
  ],
  evaluations: ["groundedness", "tone", "toxicity"],
  dimensions: ["language"],
};
const RISK: ServiceProfile = {
  ...EMPTY,
  service: "refund-risk",
  fields: ["score", "threshold", "decision", "truth", "overridden", "evaluation.fairness.score"],
  features: [
    { name: "order_total", kind: "number" },
    { name: "Days since order", kind: "number" },
  ],
  evaluations: ["fairness"],
  dimensions: ["region"],
  metrics: [
    { name: "queue.depth", kind: "gauge" },
    { name: "http.server.duration", kind: "histogram" },
    { name: "jobs", kind: "counter" },
  ],
};
const own = (id: string, text: string, more: Partial<SignalDefinition> = {}): SignalDefinition => ({
  ...definitionOf("override-rate"),
  id,
  board: null,
  origin: "team",
  source: { kind: "expression", text },
  ...more,
});
const ids = (definitions: readonly SignalDefinition[]): readonly string[] => definitions.map(({ id }) => id);
const everything = [
  ...SIGNALS,
  ...expandTemplates({ ...ASSISTANT, ...RISK, fields: [...ASSISTANT.fields, ...RISK.fields, "clicked"] }),
];

test("[SG28] what the runbook asks to be watched is in the catalogue", () => {
  const asked = {
    B1: [
      "feature-null-rate",
      "confidence",
      "latency-p50",
      "latency-p95",
      "latency-p99",
      "cost-per-request",
      "task-success",
      "override-rate",
    ],
    B2: [
      "refusal-rate",
      "input-tokens",
      "output-tokens",
      "prompt-length-drift",
      "retrieval-hit-rate",
      "tool-calls",
      "tool-denial-rate",
    ],
    B3: ["score-mean", "score-drift", "calibration-error", "label-delay-p50", "precision-reference", "recall", "click-through"],
    B4: ["fallback-rate", "confidence"],
    more: [
      "error-rate",
      "request-rate",
      "queue-time-p95",
      "malformed-rate",
      "ungrounded-rate",
      "policy-violation-rate",
      "positive-rate",
    ],
  };
  const held = new Set(ids(SIGNALS));
  expect(
    Object.values(asked)
      .flat()
      .filter((id) => !held.has(id)),
  ).toEqual([]);
});

test("[SG28] each definition is complete, its id its own, its expression and its objective understood", () => {
  expect(new Set(ids(everything)).size).toBe(everything.length);
  for (const definition of everything) {
    expect(definition.id).toMatch(SIGNAL_ID);
    expect(isCatalogueId(definition.id)).toBe(true);
    expect([
      definition.id,
      definition.title !== "",
      definition.formula !== "",
      /^(B[1-5]|C4|J3)$/.test(definition.origin),
    ]).toEqual([definition.id, true, true, true]);
    expect(measureOf(definition)).not.toBe(null);
    if (definition.objective !== null) expect(parseCondition(definition.objective.good).ok).toBe(true);
  }
});

test("[SG28] what a definition says of its values fits what it measures", () => {
  const unfit = everything.filter((definition) => {
    const measure = measureOf(definition);
    if (measure === null || kindOf(measure) !== definition.kind) return true;
    // A metric and an evaluation's score are in a unit of their own.
    const unit = unitOf(measure);
    return unit !== null && unit !== definition.unit;
  });
  expect(ids(unfit)).toEqual([]);
});

test("[SG28] of a feature's distances one alarms, and no metric alarms by itself", () => {
  const ofFeature = everything.filter(
    ({ source }) => source.kind === "expression" && /^(psi|js|ks|wasserstein)\(feature\.order/.test(source.text),
  );
  expect(ids(ofFeature)).toEqual(["drift.order_total"]);
  const metrics = everything.filter(({ id }) => id.startsWith("metric."));
  expect(metrics.map(({ baseline, limit, objective }) => ({ baseline, limit, objective }))).toEqual(
    metrics.map(() => ({ baseline: false, limit: null, objective: null })),
  );
});

test("[SG29] a service gets the signals its telemetry answers, six of them on its board", () => {
  const board = (profile: ServiceProfile) =>
    catalogueFor(profile, [])
      .filter((definition) => definition.board !== null)
      .map(({ id, board }) => `${board} ${id}`);
  expect(board(ASSISTANT)).toEqual([
    "1 ungrounded-rate",
    "2 task-success",
    "3 override-rate",
    "4 latency-p95",
    "5 cost-per-request",
    "6 retrieval-hit-rate",
  ]);
  expect(board(RISK)).toEqual([
    "1 feature-null-rate",
    "2 score-mean",
    "3 score-drift",
    "4 override-rate",
    "5 latency-p95",
    "6 calibration-error",
  ]);
  expect(ids(catalogueFor({ ...EMPTY, records: 0 }, []))).toEqual([]);
  expect(ids(catalogueFor(EMPTY, []))).toEqual(["latency-p95", "error-rate", "request-rate", "latency-p50", "latency-p99"]);
});

test("[SG29] templates are expanded for a service's own evaluations, dimensions, features and metrics", () => {
  const expanded = (profile: ServiceProfile) =>
    catalogueFor(profile, [])
      .filter(({ id }) => !SIGNALS.some((one) => one.id === id))
      .map(({ id, source }) => `${id}: ${source.kind === "expression" ? source.text : ""}`);
  expect(expanded(ASSISTANT)).toEqual([
    "evaluation-mix.tone: psi(evaluation.tone)",
    "evaluation-mix.toxicity: psi(evaluation.toxicity)",
    "disparity.success.language: disparity(share(success), by: dimension.language)",
  ]);
  const days = slug("Days since order");
  expect(expanded(RISK)).toEqual([
    "evaluation.fairness: mean(evaluation.fairness.score)",
    "disparity.positive.region: disparity(share(score >= threshold), by: dimension.region)",
    `null-rate.${days}: share(missing(feature."Days since order"), of: predicted)`,
    `drift.${days}: psi(feature."Days since order")`,
    "null-rate.order_total: share(missing(feature.order_total), of: predicted)",
    "drift.order_total: psi(feature.order_total)",
    'metric.http.server.duration: metric("http.server.duration", p95)',
    'metric.jobs: metric("jobs", rate)',
    'metric.queue.depth: metric("queue.depth", mean)',
  ]);
});

test("[SG29] the team's own come last, those the telemetry cannot answer or that the catalogue has are left out", () => {
  const team = [
    own("deep-queue", 'metric("queue.depth", max)'),
    own("latency-p95", "p95(latency)"),
    own("drift.income", "psi(score)"),
    own("unknown-feature", "mean(feature.height)"),
    own("pods", "", { source: { kind: "promql", query: 'up{service="$service"}' } }),
  ];
  expect(ids(catalogueFor(RISK, team)).slice(-3)).toEqual(["metric.queue.depth", "deep-queue", "pods"]);
  expect(
    ids(catalogueFor(ASSISTANT, team)).filter((id) => ["deep-queue", "unknown-feature", "drift.income"].includes(id)),
  ).toEqual([]);
});

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20, unit: "binary" }), { maxLength: 100 });
const profiles: fc.Arbitrary<ServiceProfile> = fc.record({
  service: fc.constant("any"),
  records: fc.nat(),
  fields: fc.subarray([
    "score",
    "threshold",
    "truth",
    "success",
    "clicked",
    "cost",
    "input_tokens",
    "confidence",
    "overridden",
    "queue_time",
  ]),
  features: names.map((list) => list.map((name) => ({ name, kind: "number" as const }))),
  evaluations: names,
  dimensions: names,
  metrics: names.map((list) => list.map((name) => ({ name, kind: "gauge" as const }))),
});

test("[SG29] whatever a service sends, there are at most 200, each once, each answerable, in an order that names do not disturb", () => {
  fc.assert(
    fc.property(profiles, fc.integer({ min: 0, max: 100 }), (profile, count) => {
      const team = Array.from({ length: count }, (_, i) => own(`own-${i}`, "share(error)"));
      const found = catalogueFor(profile, team);
      expect(found.length).toBeLessThanOrEqual(MOST_SIGNALS);
      expect(new Set(ids(found)).size).toBe(found.length);
      for (const definition of found) {
        expect(definition.id).toMatch(SIGNAL_ID);
        expect(definition.id.length).toBeLessThanOrEqual(120);
        const measure = measureOf(definition);
        for (const field of measure ? fieldsOf(measure) : []) {
          if (field.kind === "feature") expect(profile.features.map(({ name }) => name)).toContain(field.name);
        }
      }
      if (profile.records > 0) expect(ids(found).slice(found.length - count)).toEqual(ids(team));
      if (profile.features.length > 50) return;
      expect(ids(catalogueFor({ ...profile, features: profile.features.toReversed() }, team))).toEqual(ids(found));
    }),
    { numRuns: 60 },
  );
});

test("[SG29] an id is made of its name alone", () => {
  expect(["income", "user.age", "days_since"].map(slug)).toEqual(["income", "user.age", "days_since"]);
  expect(slug("Income")).not.toBe(slug("INCOME"));
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 120, unit: "binary" }), (name) => {
      expect(`drift.${slug(name)}`).toMatch(SIGNAL_ID);
    }),
  );
});
