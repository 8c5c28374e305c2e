import type { Harm } from "@firebreak/signals";
import { expect, test } from "vitest";
import type { TelemetryStore } from "../../port.ts";
import { batchOf, conditionOf, END, MINUTE, recordOf, room } from "./samples.ts";

const FAILED: Harm = { kind: "condition", bad: conditionOf("not success"), of: null };
const BEFORE = { from: END - 40 * MINUTE, to: END - 10 * MINUTE };
const NOW = { from: END - 10 * MINUTE, to: END };
const LANGUAGES = ["en", "de", "fr"];
const TIERS = ["free", "pro"];
interface Place {
  readonly language: string;
  readonly tier: string;
}

/** 1,800 requests spread over a span, of every place alike; of a hundred at a place so many fail. */
function traffic(service: string, span: { readonly from: number; readonly to: number }, failing: (place: Place) => number) {
  return Array.from({ length: 1800 }, (_, n) => {
    const place = { language: LANGUAGES[n % 3] ?? "", tier: TIERS[Math.floor(n / 3) % 2] ?? "" };
    const success = Math.floor(n / 6) % 100 >= failing(place);
    const at = span.from + Math.floor((n * (span.to - span.from)) / 1800);
    return recordOf(service, at, { dimensions: { ...place }, outcomes: { success } });
  });
}
const nameOf = ({ segment }: { readonly segment: { readonly conditions: readonly { readonly value: string }[] } }): string =>
  segment.conditions.map(({ value }) => value).join("+");

export function segmentsContract(store: () => TelemetryStore): void {
  test("against a reference the segment that became worse explains the harm, not the one that always was", async () => {
    const service = room();
    const usual = ({ tier }: Place): number => (tier === "free" ? 30 : 4);
    const worse = (place: Place): number => (place.language === "de" && place.tier === "pro" ? 24 : usual(place));
    await store().insert(batchOf({ records: [...traffic(service, BEFORE, usual), ...traffic(service, NOW, worse)] }));
    const query = { service, ...NOW, harm: FAILED, limit: 8 };
    const [top, ...others] = await store().segments({ ...query, reference: BEFORE });
    expect(top && nameOf(top)).toBe("de+pro");
    expect(top).toMatchObject({ bad: 72, total: 300, rate: 0.24 });
    expect(top?.confidence).toBeGreaterThan(0.999);
    expect(top?.explained).toBeGreaterThan(0.9);
    expect(others.filter(({ confidence }) => confidence >= 0.95)).toEqual([]);
    const [without] = await store().segments(query);
    expect(without && nameOf(without)).toBe("free");
  });

  test("what became worse everywhere is claimed for no segment", async () => {
    const service = room();
    await store().insert(batchOf({ records: [...traffic(service, BEFORE, () => 4), ...traffic(service, NOW, () => 24)] }));
    const rows = await store().segments({ service, ...NOW, harm: FAILED, limit: 8, reference: BEFORE });
    expect(rows.map(nameOf).sort()).toEqual(["de", "en", "fr", "free", "pro"]);
    expect(rows.filter(({ confidence }) => confidence >= 0.95)).toEqual([]);
    expect(Math.max(...rows.map(({ explained }) => explained))).toBeLessThan(0.1);
  });

  test("a combination of three dimensions is found, and a record without a dimension names no value of it", async () => {
    const service = room();
    const records = Array.from({ length: 2400 }, (_, n) => {
      const [language, tier] = [LANGUAGES[n % 3] ?? "", TIERS[Math.floor(n / 3) % 2] ?? ""];
      const region = ["eu", "us", ""][Math.floor(n / 6) % 3] ?? "";
      const ill = language === "fr" && tier === "pro" && region === "eu";
      const success = Math.floor(n / 18) % 10 >= (ill ? 6 : 0) && Math.floor(n / 18) % 33 !== 0;
      const dimensions: Record<string, string> = region === "" ? { language, tier } : { language, tier, region };
      return recordOf(service, NOW.from + n, { dimensions, outcomes: { success } });
    });
    await store().insert(batchOf({ records }));
    const rows = await store().segments({ service, ...NOW, harm: FAILED, limit: 8 });
    expect(rows[0]?.segment.conditions).toEqual([
      { dimension: "language", value: "fr" },
      { dimension: "region", value: "eu" },
      { dimension: "tier", value: "pro" },
    ]);
    expect(rows.every(({ segment }) => segment.conditions.every(({ value }) => value !== ""))).toBe(true);
  });
}
