import { expect, test } from "vitest";
import { type DiagnoseView, EMPTY_VIEW, searchOf, viewOf, withCondition, withVersion } from "./view.ts";

const everything: DiagnoseView = {
  look: "records",
  pair: "windows",
  where: {
    conditions: [
      { dimension: "language", value: "de" },
      { dimension: "topic", value: "a=b" },
    ],
  },
  lineage: [{ artefact: "prompt", version: "refunds@41" }],
  versions: { artefact: "prompt", a: "refunds@41", b: "refunds@40" },
  windows: { a: { from: 1_000, to: 61_000 }, b: { from: 100_000, to: 160_000 } },
  kind: "lineage",
  text: "60 days",
  show: "all",
  since: "day",
  record: { requestId: "4bf92f", spanId: "00f067aa0ba902b7" },
};

test("an address says the whole view, and keeps what is not the view's", () => {
  const search = searchOf(everything, new URLSearchParams("harm=ungrounded-rate&look=matrix&record=other"));
  expect(search.get("harm")).toBe("ungrounded-rate");
  expect(search.getAll("record")).toEqual(["4bf92f"]);
  expect(viewOf(search)).toEqual(everything);
});

test("a view that nobody changed leaves the address alone", () => {
  expect(searchOf(EMPTY_VIEW, new URLSearchParams("harm=task-success")).toString()).toBe("harm=task-success");
  expect(viewOf(new URLSearchParams())).toEqual(EMPTY_VIEW);
});

test("what an address says badly is left out", () => {
  const bad =
    "look=tea&pair=x&where=Language&where==de&with=prompt&artefact=prompt&va=1&a=soon/later&b=&kind=9&show=2&since=3&span=1";
  expect(viewOf(new URLSearchParams(bad))).toEqual(EMPTY_VIEW);
  expect(viewOf(new URLSearchParams(`text=${"x".repeat(300)}`)).text).toHaveLength(200);
  expect(viewOf(new URLSearchParams(`a=${new Date(9_000).toISOString()}/${new Date(1_000).toISOString()}`)).windows).toBeNull();
});

test("one condition for each dimension, one version for each artefact", () => {
  const de = withCondition(null, "language", "de");
  expect(withCondition(withCondition(de, "tier", "pro"), "language", "en")?.conditions).toEqual([
    { dimension: "tier", value: "pro" },
    { dimension: "language", value: "en" },
  ]);
  expect(withCondition(de, "language", "")).toBeNull();
  const v41 = withVersion([], "prompt", "refunds@41");
  expect(withVersion(v41, "prompt", "refunds@40")).toEqual([{ artefact: "prompt", version: "refunds@40" }]);
  expect(withVersion(v41, "prompt", "")).toEqual([]);
});
