import type { Proof } from "@firebreak/incident";
import type { SegmentRow } from "@firebreak/signals";
import { bounded } from "./comms/facts.ts";

/** Values, sentences and proofs of proposed answers; times in epoch milliseconds. */
export function clock(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}
/** 6200 → “6,200”. */
export function count(value: number): string {
  return String(Math.round(value)).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
export function counted(value: number, one: string, many: string = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
export function keyOf({ segment }: Pick<SegmentRow, "segment">): string {
  return [...segment.conditions]
    .sort((a, b) => (a.dimension < b.dimension ? -1 : 1))
    .map(({ dimension, value }) => `${dimension}=${value}`)
    .join(" ∧ ");
}
export function segmentProof(key: string): Proof {
  return { kind: "segment", label: bounded(key, 160), ref: bounded(key, 500) };
}
export function signalProof({ signal, title }: { readonly signal: string; readonly title: string }): Proof {
  return { kind: "signal", label: bounded(title, 160), ref: bounded(signal, 500) };
}
