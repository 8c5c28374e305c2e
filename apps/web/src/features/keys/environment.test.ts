import { expect, test } from "vitest";
import { environmentOf } from "./environment.ts";

const key = { origin: "http://127.0.0.1:4600", service: "support-assistant", secret: "fb_abc" };

test("the lines open what the key opens, and nothing more", () => {
  expect(environmentOf({ ...key, scopes: ["intake", "flags"] })).toBe(
    [
      'OTEL_SERVICE_NAME="support-assistant"',
      'OTEL_EXPORTER_OTLP_ENDPOINT="http://127.0.0.1:4600"',
      'OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf"',
      'OTEL_EXPORTER_OTLP_HEADERS="Authorization=Bearer%20fb_abc"',
      'OFREP_ENDPOINT="http://127.0.0.1:4600"',
      'OFREP_HEADERS="X-API-Key=fb_abc"',
    ].join("\n"),
  );
  expect(environmentOf({ ...key, scopes: ["flags"] })).not.toContain("OTEL");
  expect(environmentOf({ ...key, scopes: ["intake"] })).not.toContain("OFREP");
});

test("a service's name cannot break out of its line's quotes", () => {
  expect(environmentOf({ ...key, service: 'a"; $(rm) `b`', scopes: ["intake"] }).split("\n")[0]).toBe(
    'OTEL_SERVICE_NAME="a\\"; \\$(rm) \\`b\\`"',
  );
});

test("a key for changes comes with a request that announces one", () => {
  const line = environmentOf({ ...key, scopes: ["changes"] }).split("\n")[1] ?? "";
  expect(line).toContain('curl -sS "http://127.0.0.1:4600/v1/changes" -H "Authorization: Bearer fb_abc"');
  expect(JSON.parse(/-d '(.*)'$/.exec(line)?.[1] ?? "")).toMatchObject({ kind: "policy" });
});
