import { formatValue, type SignalId } from "@firebreak/signals";
import { useEffect, useRef } from "react";
import type { Reading } from "../../features/signals/SignalCard.tsx";
import { useCatalogue } from "../../live/index.ts";
import { announce } from "../../ui/index.ts";

/** A person with a screen reader hears which signal left its envelope, and which came back; not what stood so when the page opened. */
export function useSignalNews(service: string, readings: ReadonlyMap<SignalId, Reading> | null): void {
  const { definitions } = useCatalogue(service);
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
      const definition = definitions.get(signal);
      const title = definition?.title ?? signal;
      const value = current === null || !definition ? "" : `, now ${formatValue(definition.unit, current)}`;
      if (outside.has(signal)) announce(`${title} left its envelope${value}.`, "assertive");
      else announce(`${title} is back inside its envelope${value}.`);
    }
  }, [service, readings, definitions]);
}
