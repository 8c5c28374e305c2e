import { formatSignal, type SignalId } from "@firebreak/signals";
import { useEffect, useRef } from "react";
import type { Reading } from "../../features/signals/SignalCard.tsx";
import { announce } from "../../ui/index.ts";
import { titleOf } from "./useTelemetry.ts";

/** A person with a screen reader hears which signal left its envelope, and which came back; not what stood so when the page opened. */
export function useSignalNews(service: string, readings: ReadonlyMap<SignalId, Reading> | null): void {
  const known = useRef<{ readonly service: string; readonly outside: ReadonlySet<SignalId> } | null>(null);
  useEffect(() => {
    if (readings === null) return;
    const outside = new Set(
      [...readings.values()].flatMap(({ series }) => (series.outsideSince === null ? [] : [series.signal])),
    );
    const before = known.current;
    known.current = { service, outside };
    if (before === null || before.service !== service) return;
    for (const { series } of readings.values()) {
      const { signal, current } = series;
      if (outside.has(signal) === before.outside.has(signal)) continue;
      const value = current === null ? "" : `, now ${formatSignal(signal, current)}`;
      if (outside.has(signal)) announce(`${titleOf(signal)} left its envelope${value}.`, "assertive");
      else announce(`${titleOf(signal)} is back inside its envelope${value}.`);
    }
  }, [service, readings]);
}
