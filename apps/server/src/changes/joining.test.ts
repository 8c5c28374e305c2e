import { expect, test } from "vitest";
import type { LineageChange } from "../telemetry/port.ts";
import type { Announcement } from "./announcements.ts";
import { isSameVersion, joined } from "./joining.ts";

const HOUR = 3600_000;
const NOON = Date.UTC(2026, 0, 31, 12);
const announcement = (number: number, at: number, more: Partial<Announcement> = {}): Announcement => ({
  number,
  service: "assistant",
  key: `${number}`,
  source: "mlflow",
  kind: "model",
  artefact: "model",
  version: "ranker@7",
  previous: null,
  status: "succeeded",
  at: new Date(at),
  said_at: new Date(at),
  announced_at: new Date(at),
  title: `announcement ${number}`,
  by: "",
  environment: "",
  url: "",
  ...more,
});
const seen: LineageChange = { at: NOON, artefact: "model", version: "ranker-7", previous: "ranker-6", trafficShare: 1 };
const outcome = (...announced: readonly Announcement[]) =>
  joined("assistant", announced, [seen]).map(({ title, firstServedAt }) => [title, firstServedAt]);

test("a commit is the same shortened, a version the same with another separator", () => {
  const pairs = [
    ["refunds@41", "refunds:41"],
    ["refunds@41", "refunds-v41"],
    ["a91c2f4", "a91c2f4d0e11"],
    ["refunds@41", "refunds@4"],
    ["refunds@41", "returns@41"],
    ["a91c2f", "a91c2f4d0e11"],
    ["1.2.3", "1.2.30"],
  ] as const;
  expect(pairs.map(([a, b]) => [isSameVersion(a, b), isSameVersion(b, a)])).toEqual(
    [true, true, true, false, false, false, false].map((same) => [same, same]),
  );
});

test("of several announcements of one version the one nearest to its first record speaks for all", () => {
  expect(outcome(announcement(1, NOON - 20 * HOUR), announcement(2, NOON - HOUR), announcement(3, NOON + HOUR / 2))).toEqual([
    ["announcement 3", NOON],
  ]);
});

test("a deployment speaks before a registration, though that is nearer", () => {
  expect(outcome(announcement(1, NOON - HOUR, { source: "github" }), announcement(2, NOON - 1_000))).toEqual([
    ["announcement 1", NOON],
  ]);
});

test("what was registered days before, or deployed again hours later, is a change of its own", () => {
  expect(outcome(announcement(1, NOON - 60 * HOUR), announcement(2, NOON + 3 * HOUR))).toEqual([
    ["model ranker-7", NOON],
    ["announcement 1", null],
    ["announcement 2", null],
  ]);
});

test("another artefact, and an announcement without a version, stay apart", () => {
  expect(outcome(announcement(1, NOON, { artefact: "prompt" }), announcement(2, NOON, { version: null }))).toHaveLength(3);
});
