import type { Condition, DriftMeasure, Measure, MetricReduce, Value } from "./ast.ts";
import { conditionFrom, fieldFrom, numberFrom, sortOf } from "./check-value.ts";
import { Fault } from "./fault.ts";
import { didYouMean } from "./nearest.ts";
import type { Argument, Node } from "./tree.ts";

type Call = Node & { kind: "call" };

const QUANTILES: Readonly<Record<string, number>> = { p50: 0.5, p95: 0.95, p99: 0.99 };
const REDUCES: readonly MetricReduce[] = ["mean", "sum", "max", "min", "last", "rate", "p50", "p95", "p99"];
const MOST_LABELS = 10;
const LONGEST_LABEL = 200;

const MEASURES: ReadonlyMap<string, (call: Call) => Measure> = new Map([
  ["share", share],
  ["count", count],
  ["mean", (call: Call): Measure => ({ kind: "mean", ...oneNumber(call) })],
  ["ratio", ratio],
  ...Object.entries(QUANTILES).map(
    ([name, q]) => [name, (call: Call): Measure => ({ kind: "quantile", ...oneNumber(call), q })] as const,
  ),
  ["quantile", quantile],
  ...(["psi", "js", "wasserstein", "ks"] as const).map(
    (measure) => [measure, (call: Call): Measure => drift(call, measure)] as const,
  ),
  ["ece", (call: Call): Measure => ({ kind: "ece", of: ofOnly(call) })],
  ...(["precision", "recall"] as const).map((kind) => [kind, (call: Call): Measure => atPrevalence(call, kind)] as const),
  ["disparity", disparity],
  ["metric", metric],
]);

export function measureFrom(node: Node): Measure {
  if (node.kind !== "call") {
    throw new Fault(node.at, "A signal is a function over records: share(success), p95(latency), psi(feature.income).");
  }
  const build = MEASURES.get(node.name);
  if (!build) {
    const known = didYouMean(node.name, MEASURES.keys()) || `; there are ${[...MEASURES.keys()].join(", ")}.`;
    throw new Fault(node.at, `${node.name}: no such function${known}`);
  }
  return build(node);
}

/** Sorts a call's arguments by label; refuses what the function does not take. */
function taken(call: Call, { positional, labels, example }: { positional: number; labels: readonly string[]; example: string }) {
  const places: Node[] = [];
  const labelled = new Map<string, Node>();
  for (const argument of call.arguments) {
    if (argument.label === null) places.push(argument.value);
    else put(call, labelled, { label: argument.label, argument, labels });
  }
  const surplus = places[positional];
  if (surplus) throw new Fault(surplus.at, `${call.name} takes no more here: ${example}.`);
  return {
    place: (n: number): Node => {
      const node = places[n];
      if (!node) throw new Fault(call.end, `${call.name} wants more: ${example}.`);
      return node;
    },
    has: (n: number): boolean => places.length > n,
    labelled: (label: string): Node | null => labelled.get(label) ?? null,
  };
}

function put(
  call: Call,
  labelled: Map<string, Node>,
  { label, argument, labels }: { label: string; argument: Argument; labels: readonly string[] },
): void {
  if (!labels.includes(label)) throw new Fault(argument.at, `${call.name} takes no ${label}:${didYouMean(label, labels) || "."}`);
  if (labelled.has(label)) throw new Fault(argument.at, `${label}: is given twice.`);
  labelled.set(label, argument.value);
}

const conditionOf = (node: Node | null): Condition | null => (node === null ? null : conditionFrom(node));

function share(call: Call): Measure & { kind: "share" } {
  const given = taken(call, {
    positional: 1,
    labels: ["of"],
    example: "share(overridden) or share(documents_found > 0, of: documents_requested > 0)",
  });
  return { kind: "share", condition: conditionFrom(given.place(0)), of: conditionOf(given.labelled("of")) };
}

function count(call: Call): Measure {
  const given = taken(call, { positional: 1, labels: [], example: "count() or count(error)" });
  return { kind: "count", condition: given.has(0) ? conditionFrom(given.place(0)) : null };
}

function oneNumber(call: Call): { readonly value: Value; readonly of: Condition | null } {
  const given = taken(call, {
    positional: 1,
    labels: ["of"],
    example: `${call.name}(latency) or ${call.name}(latency, of: success)`,
  });
  return { value: numberFrom(given.place(0), call.name), of: conditionOf(given.labelled("of")) };
}

function ratio(call: Call): Measure {
  const given = taken(call, { positional: 2, labels: ["of"], example: "ratio(cost, output_tokens)" });
  return {
    kind: "ratio",
    over: numberFrom(given.place(0), "ratio"),
    under: numberFrom(given.place(1), "ratio"),
    of: conditionOf(given.labelled("of")),
  };
}

function quantile(call: Call): Measure {
  const given = taken(call, { positional: 2, labels: ["of"], example: "quantile(latency, 0.9)" });
  const value = numberFrom(given.place(0), "quantile");
  const q = given.place(1);
  if (q.kind !== "number" || q.value <= 0 || q.value >= 1)
    throw new Fault(q.at, "The quantile is a number between 0 and 1, such as 0.9.");
  return { kind: "quantile", value, q: q.value, of: conditionOf(given.labelled("of")) };
}

function drift(call: Call, measure: DriftMeasure): Measure {
  const given = taken(call, { positional: 1, labels: ["of"], example: `${measure}(feature.income)` });
  const node = given.place(0);
  if (node.kind !== "name")
    throw new Fault(node.at, `${measure} compares the distribution of one field: ${measure}(feature.income).`);
  const value = fieldFrom(node);
  const sort = sortOf(value);
  if (sort === "boolean") throw new Fault(node.at, `${measure} wants a number or a category; of yes and no, use share.`);
  if (sort === "text" && (measure === "ks" || measure === "wasserstein")) {
    throw new Fault(node.at, `${measure} wants a number; of a category, use psi or js.`);
  }
  return { kind: "drift", measure, value, of: conditionOf(given.labelled("of")) };
}

function ofOnly(call: Call): Condition | null {
  return conditionOf(taken(call, { positional: 0, labels: ["of"], example: `${call.name}()` }).labelled("of"));
}

function atPrevalence(call: Call, kind: "precision" | "recall"): Measure {
  const given = taken(call, { positional: 0, labels: ["of", "prevalence"], example: `${kind}() or ${kind}(prevalence: 0.05)` });
  const node = given.labelled("prevalence");
  if (node !== null && (node.kind !== "number" || node.value <= 0 || node.value >= 1)) {
    throw new Fault(node.at, "The prevalence is a number between 0 and 1, such as 0.05.");
  }
  return { kind, prevalence: node?.kind === "number" ? node.value : null, of: conditionOf(given.labelled("of")) };
}

function disparity(call: Call): Measure {
  const given = taken(call, { positional: 1, labels: ["by"], example: "disparity(share(clicked), by: dimension.region)" });
  const inner = given.place(0);
  const measure = measureFrom(inner);
  if (measure.kind !== "share" && measure.kind !== "mean")
    throw new Fault(inner.at, "disparity compares a share or a mean between groups.");
  const group = given.labelled("by");
  if (group === null) throw new Fault(call.end, "disparity wants its groups: by: dimension.region.");
  const by = fieldFrom(group);
  if (by.kind !== "dimension") throw new Fault(group.at, "Groups are the values of a dimension: by: dimension.region.");
  return { kind: "disparity", measure, by: by.name };
}

function metric(call: Call): Measure {
  const places = call.arguments.filter((argument) => argument.label === null);
  const [name, reduce, surplus] = places.map((argument) => argument.value);
  const example = 'metric("queue.depth", mean)';
  if (name?.kind !== "text" || name.value === "")
    throw new Fault(name?.at ?? call.end, `metric wants the metric's name between quotes: ${example}.`);
  if (!reduce) throw new Fault(call.end, `metric wants to know what to make of its points, ${REDUCES.join(", ")}: ${example}.`);
  if (surplus) throw new Fault(surplus.at, `metric takes no more here; labels are written route: "/ask".`);
  return { kind: "metric", name: name.value, reduce: reduceFrom(reduce), where: labelsFrom(call) };
}

function reduceFrom(node: Node): MetricReduce {
  const written = node.kind === "name" ? node.parts.map((part) => part.text).join(".") : "";
  const found = REDUCES.find((one) => one === written);
  if (found === undefined)
    throw new Fault(node.at, `One of ${REDUCES.join(", ")} is wanted here${didYouMean(written, REDUCES) || "."}`);
  return found;
}

function labelsFrom(call: Call): Readonly<Record<string, string>> {
  const labels = new Map<string, string>();
  for (const { label, at, value } of call.arguments) {
    if (label === null) continue;
    if (value.kind !== "text") throw new Fault(value.at, `A label's value is a text: ${label}: "…".`);
    if (labels.has(label)) throw new Fault(at, `${label}: is given twice.`);
    if (label === "" || label.length > LONGEST_LABEL) throw new Fault(at, `A label has 1 to ${LONGEST_LABEL} characters.`);
    labels.set(label, value.value);
  }
  if (labels.size > MOST_LABELS) throw new Fault(call.at, `At most ${MOST_LABELS} labels.`);
  return Object.fromEntries(labels);
}
