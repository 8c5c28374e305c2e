import { expect, test } from "vitest";
import { landingOf } from "./landing.ts";

test("after signing in a person lands on a path of this app, never elsewhere", () => {
  expect(landingOf(null)).toBe("/");
  expect(landingOf("/incidents/INC-7/signals?window=1h#p95")).toBe("/incidents/INC-7/signals?window=1h#p95");
  for (const lure of [
    "https://elsewhere.example/",
    "//elsewhere.example/x",
    "/\\elsewhere.example",
    "javascript:alert(1)",
    "/sign-in?to=/x",
  ]) {
    expect([lure, landingOf(lure)]).toEqual([lure, "/"]);
  }
});
