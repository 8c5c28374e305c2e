import type { TelemetryStore } from "./port.ts";

/** Holds nothing. */
export function createEmptyTelemetry(): TelemetryStore {
  const nothing = { bad: 0, total: 0 };
  const none = async () => [];
  return {
    insert: async () => undefined,
    services: none,
    series: none,
    segments: none,
    segment: async () => {
      throw new Error("there is no telemetry");
    },
    tally: async () => ({ inside: nothing, rest: nothing }),
    changes: none,
    dimensions: none,
    instances: none,
    count: async () => 0,
  };
}
