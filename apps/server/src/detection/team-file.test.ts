import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { TeamFile, Unreadable } from "./team-file.ts";
import { readTeamFile } from "./team-file.ts";

const FILE = "signals.yaml";
const read = (...lines: readonly string[]): TeamFile => {
  const found = readTeamFile(lines.join("\n"), FILE);
  if (!("definitions" in found)) throw new Error(found.message);
  return found;
};
const told = (...lines: readonly string[]) => read(...lines).faults.map(({ line, signal, message }) => [line, signal, message]);
const ids = ({ definitions }: TeamFile) => definitions.map(({ id }) => id);

const REVIEW = [
  "signals:",
  "  - id: review-share",
  "    title: Sent to review",
  "    bad: up",
  "    owner: ML",
  '    value: share(decision = "review")',
];

test("a signal is read with what it leaves out", () => {
  expect(read(...REVIEW)).toEqual({
    definitions: [
      {
        id: "review-share",
        title: "Sent to review",
        unit: "share",
        badDirection: "up",
        owner: "ML",
        timing: "leading",
        formula: 'share(decision = "review")',
        source: { kind: "expression", text: 'share(decision = "review")' },
        kind: "proportion",
        limit: null,
        objective: null,
        baseline: true,
        urgency: "ticket",
        faultClass: "model",
        scenarios: [],
        origin: "team",
        board: null,
      },
    ],
    rules: [],
    faults: [],
  });
});

test("a signal may say everything itself, and be a query of Prometheus", () => {
  const { definitions, faults } = read(
    "signals:",
    "  - id: gpu-memory",
    "    title: GPU memory",
    "    unit: share",
    "    bad: up",
    "    owner: SRE",
    '    promql: max(gpu_memory_used_bytes{service="$service"} / gpu_memory_total_bytes)',
    "    limit: <= 0.95",
    "    baseline: false",
    "    urgency: page",
    "    timing: lagging",
    "    class: data",
    "    scenarios: [I3]",
    "    formula: used of all GPU memory",
  );
  expect(faults).toEqual([]);
  expect(definitions).toEqual([
    {
      id: "gpu-memory",
      title: "GPU memory",
      unit: "share",
      badDirection: "up",
      owner: "SRE",
      timing: "lagging",
      formula: "used of all GPU memory",
      source: { kind: "promql", query: 'max(gpu_memory_used_bytes{service="$service"} / gpu_memory_total_bytes)' },
      kind: "rate",
      limit: { op: "≤", value: 0.95 },
      objective: null,
      baseline: false,
      urgency: "page",
      faultClass: "data",
      scenarios: ["I3"],
      origin: "team",
      board: null,
    },
  ]);
});

test("a rule is read with what it leaves out", () => {
  expect(
    read(
      "rules:",
      "  - name: refunds go wrong",
      "    when: { service: refund-risk, urgency: page, signals: [score-drift, feature-null-rate], atLeast: 2 }",
      "    commander: commander@example.org",
      "    technicalLead: lead@example.org",
      "    impact: { customerHarm: medium, financialLoss: high }",
    ),
  ).toEqual({
    definitions: [],
    rules: [
      {
        name: "refunds go wrong",
        when: {
          service: "refund-risk",
          owner: null,
          urgency: "page",
          signals: ["score-drift", "feature-null-rate"],
          atLeast: 2,
          forMinutes: 5,
        },
        commander: "commander@example.org",
        technicalLead: "lead@example.org",
        impact: { customerHarm: "medium", financialLoss: "high", regulatoryExposure: "unknown", systemDegradation: "unknown" },
      },
    ],
    faults: [],
  });
});

test("a bad definition is refused with line, column and reason, and the rest keeps working", () => {
  const file = read(
    ...REVIEW,
    "  - id: slow-answers",
    "    title: Slow answers",
    "    bad: up",
    "    owner: SRE",
    "    value: share(latncy > 2)",
    "  - id: errors-eu",
    "    title: Errors in the EU",
    "    bad: up",
    "    owner: SRE",
    "    value: 'share(error, of: dimension.region = \"eu\")'",
  );
  expect(ids(file)).toEqual(["review-share", "errors-eu"]);
  expect(file.faults).toEqual([
    {
      file: FILE,
      line: 11,
      signal: "slow-answers",
      message: "column 18: latncy: no such field; did you mean latency?",
    },
  ]);
});

test("every fault of a definition is told, each on its own line", () => {
  expect(
    told(
      "signals:",
      "  - id: Review Share",
      "    titel: Sent to review",
      "    bad: upwards",
      "    owner: ML",
      "    value: share(success)",
      "    limit: below 2",
      "    objective: { target: 99, good: success }",
    ),
  ).toEqual([
    [2, "Review Share", "id: is lower case letters and digits, in words joined by - _ or a dot: review-share."],
    [2, "Review Share", "title: is missing."],
    [3, "Review Share", "titel: is not known here; did you mean title?"],
    [4, "Review Share", 'bad: Invalid option: expected one of "up"|"down"|"both".'],
    [7, "Review Share", 'limit: is written "<= 2" or ">= 0.92", in the signal\'s unit.'],
    [8, "Review Share", "objective.target: is a share below 1, such as 0.99."],
  ]);
});

const wrong = (...lines: readonly string[]) =>
  told("signals:", "  - id: own", "    title: Own", "    bad: up", "    owner: ML", ...lines.map((line) => `    ${line}`));

test("what does not go together is refused", () => {
  expect([
    wrong(),
    wrong("value: share(success)", "promql: up"),
    wrong("value: share(success)", "unit: seconds"),
    wrong("value: mean(feature.income)"),
    wrong("promql: up"),
    wrong("promql: up", "unit: count", "objective: { target: 0.99, good: success }"),
    wrong("value: share(success)", "objective: { target: 0.99, good: sucess }"),
  ]).toEqual([
    [[2, "own", "Write what it measures: value: with an expression, or promql: with a query."]],
    [[7, "own", "A signal has either value: or promql:, not both."]],
    [[7, "own", "unit: seconds does not fit; what share(success) measures is in share."]],
    [[2, "own", "Write its unit: share, seconds, usd, tokens, per-minute, count, index or score."]],
    [[2, "own", "Write its unit: share, seconds, usd, tokens, per-minute, count, index or score."]],
    [[8, "own", "An objective counts good records; a PromQL signal has none. Give it a limit."]],
    [[7, "own", "column 38: sucess: no such field; did you mean success?"]],
  ]);
});

test("an id of the catalogue or of the file itself is refused", () => {
  const two = REVIEW.slice(1);
  expect(told(...REVIEW, ...two)).toEqual([[7, "review-share", "review-share is there already, on line 2."]]);
  expect(told(...REVIEW.map((line) => line.replace("review-share", "latency-p95")))).toEqual([
    [2, "latency-p95", "latency-p95 is a signal of the catalogue; give yours another id."],
  ]);
  expect(told(...REVIEW.map((line) => line.replace("review-share", "drift.income")))).toEqual([
    [2, "drift.income", "drift.income is a signal of the catalogue; give yours another id."],
  ]);
});

test("an expression over several lines is pointed at by its character", () => {
  expect(wrong("value: >", "  share(latency > 2", "  and latncy < 3)")).toEqual([
    [6, "own", "character 23 of value: latncy: no such field; did you mean latency?"],
  ]);
});

test("sections that are none, and lists that are none, are told", () => {
  expect(told("signal:", "  - id: a", "rules: 3")).toEqual([
    [1, null, "signal: is no section; there are signals: and rules:; did you mean signals?"],
    [3, null, "rules: is a list; begin each with a dash."],
  ]);
  expect(told("signals:", "  - 3")).toEqual([[2, null, "Each one is written as keys and values, such as id: review-share."]]);
  expect(told("")).toEqual([]);
  expect(told("# nothing yet", "signals:", "rules:")).toEqual([]);
});

test("at most 100 signals and 20 rules are taken", () => {
  const signals = Array.from({ length: 101 }, (_, n) => REVIEW.slice(1).map((line) => line.replace("review-share", `own-${n}`)));
  const file = read("signals:", ...signals.flat());
  expect([file.definitions.length, file.faults]).toEqual([
    100,
    [{ file: FILE, line: 2 + 100 * 5, signal: null, message: "At most 100 signals; this one and those after it are left out." }],
  ]);
});

test("what is no YAML, or grows without end, is refused as a whole", () => {
  const unreadable = (text: string) => readTeamFile(text, FILE) as Unreadable;
  expect(unreadable("signals:\n  - id: [a\n    title: b")).toEqual({
    line: 3,
    message: expect.stringMatching(/^This is no YAML: /),
  });
  expect(unreadable("signals:\n  - value: p95(latency, of: success)\n    bad: up")).toEqual({
    line: 2,
    message:
      "This is no YAML: Nested mappings are not allowed in compact mappings. " +
      "A text with a colon, such as an expression with of:, stands between single quotes.",
  });
  expect(unreadable("- a\n- b")).toEqual({ line: 1, message: "The file holds two lists, signals: and rules:." });
  const tenfold = (key: string, of: string) => `${key}: &${key} [${Array.from({ length: 10 }, () => of).join(", ")}]`;
  const bomb = [tenfold("a", "x"), tenfold("b", "*a"), tenfold("c", "*b"), tenfold("d", "*c"), tenfold("e", "*d")];
  expect(unreadable(bomb.join("\n")).message).toMatch(/^This cannot be read: Excessive alias count/);
});

test("whatever the file, it is read without an exception", () => {
  const line = fc.constantFrom(
    ...REVIEW,
    "rules:",
    "  - name: x",
    "  - *a",
    "&a",
    "? [",
    "---",
    "signals: !!map {}",
    "  - !!set {a}",
    "<<: *x",
    "id: 2024-01-01",
    '"',
    "\t",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: "binary", maxLength: 100 }),
        fc.array(line, { maxLength: 12 }).map((all) => all.join("\n")),
      ),
      (text) => {
        const found = readTeamFile(text, FILE);
        const lines = "definitions" in found ? found.faults.map((fault) => fault.line) : [found.line];
        for (const one of lines) expect(one).toBeGreaterThanOrEqual(1);
      },
    ),
    { numRuns: 200 },
  );
});

test("the example of docs/signals.md is a whole file", () => {
  const page = readFileSync(join(import.meta.dirname, "..", "..", "..", "..", "docs", "signals.md"), "utf8");
  const [, example = ""] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const file = read(example);
  expect([ids(file), file.rules.map(({ name }) => name), file.faults]).toEqual([
    ["review-share", "slow-chat", "gpu-queue"],
    ["refund decisions go wrong"],
    [],
  ]);
});
