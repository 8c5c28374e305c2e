import { expect, test } from "vitest";
import { fieldsOf } from "./fields.ts";
import { parseExpression } from "./parse.ts";
import { printField } from "./print.ts";

function read(text: string): readonly string[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.message);
  return fieldsOf(parsed.measure).map(printField);
}

test("[SG19] every field that a measure reads is named once, those it implies too", () => {
  expect(read('share(latency > 2 or latency / cost < 1, of: operation in ("a") and not missing(feature.x))')).toEqual([
    "latency",
    "cost",
    "operation",
    "feature.x",
  ]);
  expect(read("ece(of: success)")).toEqual(["score", "truth", "success"]);
  expect(read("precision(prevalence: 0.1)")).toEqual(["score", "threshold", "truth"]);
  expect(read("disparity(share(clicked), by: dimension.region)")).toEqual(["clicked", "dimension.region"]);
  expect(read("psi(evaluation.tone)")).toEqual(["evaluation.tone"]);
  expect(read("ratio(cost, output_tokens)")).toEqual(["cost", "output_tokens"]);
  expect(read('metric("queue.depth", mean)')).toEqual([]);
  expect(read("count()")).toEqual([]);
});
