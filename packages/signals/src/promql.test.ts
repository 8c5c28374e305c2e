import { expect, test } from "vitest";
import { promqlFor } from "./promql.ts";

test("[SG50] a service's name stands in a PromQL string as itself, whatever characters it has", () => {
  expect(promqlFor('sum(rate(x{service="$service"}[5m])) / count(y{service="$service"})', "a-b")).toBe(
    'sum(rate(x{service="a-b"}[5m])) / count(y{service="a-b"})',
  );
  expect(promqlFor('x{service="$service"}', 'odd"} or vector(1) #\\\n')).toBe('x{service="odd\\"} or vector(1) #\\\\\\n"}');
  expect(promqlFor("x", "$& $1 $service")).toBe("x");
  expect(promqlFor('x{a="$service"}', "$& $1")).toBe('x{a="$& $1"}');
});
