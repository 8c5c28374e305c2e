import { expect, test } from "vitest";
import { createStreamTokens } from "./stream-token.ts";
import { createTestClock } from "./testing.ts";

const holder = { keyId: "k1", service: "support-assistant" };

test("a token opens its holder's stream for 15 to 30 minutes, on every node with the secret", () => {
  const clock = createTestClock(0);
  const tokens = createStreamTokens({ secret: "s", now: clock.now });
  const token = tokens.issue(holder);
  expect(createStreamTokens({ secret: "s", now: clock.now }).verify(token)).toEqual(holder);
  clock.advance(30 * 60_000 - 1);
  expect(tokens.verify(token)).toEqual(holder);
  clock.advance(1);
  expect(tokens.verify(token)).toBeNull();
});

test("within a period the address stays, so that a client keeps its connection", () => {
  const clock = createTestClock(0);
  const tokens = createStreamTokens({ secret: "s", now: clock.now });
  const token = tokens.issue(holder);
  clock.advance(15 * 60_000 - 1);
  expect(tokens.issue(holder)).toBe(token);
});

test("forged, foreign, malformed and oversized tokens open nothing", () => {
  const clock = createTestClock(0);
  const tokens = createStreamTokens({ secret: "s", now: clock.now });
  const [body = "", signature = ""] = tokens.issue(holder).split(".");
  const other = Buffer.from(JSON.stringify({ k: "k1", s: "other-service", p: 0 })).toString("base64url");
  const foreign = createStreamTokens({ secret: "another", now: clock.now }).issue(holder);
  for (const token of [
    `${other}.${signature}`,
    foreign,
    "",
    ".",
    body,
    `${body}.`,
    `${body}.${signature}.x`,
    "x".repeat(2_000),
  ]) {
    expect(tokens.verify(token)).toBeNull();
  }
});
