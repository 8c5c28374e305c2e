import { expect, test } from "vitest";
import { createReference } from "./reference.ts";

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;
const HEALTHY = { drifting: false, changedAt: null };
const before = (now: number) => ({ from: now - 120 * MINUTE, to: now - 3 * MINUTE });

test("it is the two hours before, without the newest minutes, and stays for half an hour once it holds plenty", () => {
  const reference = createReference();
  expect(reference.at(NOW, HEALTHY)).toEqual(before(NOW));
  expect(reference.at(NOW + 2 * MINUTE, HEALTHY)).toEqual(before(NOW + 2 * MINUTE));
  reference.noteEvents(10_000);
  expect(reference.at(NOW + 31 * MINUTE, HEALTHY)).toEqual(before(NOW + 2 * MINUTE));
  expect(reference.at(NOW + 32 * MINUTE, HEALTHY)).toEqual(before(NOW + 32 * MINUTE));
});

test("a fault is not taken into it for half a day", () => {
  const reference = createReference();
  reference.at(NOW, HEALTHY);
  const faulty = { drifting: true, changedAt: null };
  expect(reference.at(NOW + 11 * 60 * MINUTE, faulty)).toEqual(before(NOW));
  expect(reference.at(NOW + 12 * 60 * MINUTE, faulty)).toEqual(before(NOW + 12 * 60 * MINUTE));
});

test("a documented change begins it anew", () => {
  const reference = createReference();
  reference.at(NOW, HEALTHY);
  reference.noteEvents(10_000);
  const changed = { drifting: true, changedAt: NOW + MINUTE };
  expect(reference.at(NOW + 10 * MINUTE, changed)).toEqual({ from: NOW + MINUTE, to: NOW + 7 * MINUTE });
});
