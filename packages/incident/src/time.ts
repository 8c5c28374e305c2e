import type { Timestamp } from "./vocabulary.ts";

const MINUTE = 60_000;

export const isAfter = (a: Timestamp, b: Timestamp): boolean => Date.parse(a) > Date.parse(b);
export const plusMinutes = (at: Timestamp, minutes: number): Timestamp =>
  new Date(Date.parse(at) + minutes * MINUTE).toISOString();
