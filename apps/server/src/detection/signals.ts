import { distance, expectedCalibrationError, harmOf, measureOf, parseField } from "@firebreak/signals";
import type { PromqlSource, TelemetryStore } from "../telemetry/port.ts";
import type { DistributionAnswer, DistributionQuery, SignalReading, Signals } from "./port.ts";
import { createSeriesReader } from "./series-reader.ts";
import type { ServiceCatalogue } from "./service-catalogue.ts";
import { timingOf } from "./timing.ts";
import type { WatchedSignal } from "./watched-signal.ts";
import type { Watches } from "./watches.ts";

export interface SignalsPorts {
  readonly catalogue: ServiceCatalogue;
  readonly watches: Watches;
  readonly telemetry: Pick<TelemetryStore, "buckets" | "distribution" | "calibration">;
  readonly promql: PromqlSource | null;
  readonly now: () => number;
}

/** What was not heard for so long after its bucket was due says nothing any more. */
const SILENT_AFTER_MS = 300_000;
const DISTANCES = ["psi", "js", "wasserstein", "ks"] as const;

export function createSignals(ports: SignalsPorts): Signals {
  const { catalogue, watches, telemetry } = ports;
  const readSeries = createSeriesReader(ports);
  const definition: Signals["definition"] = async (service, signal) =>
    (await catalogue.of(service)).definitions.find(({ id }) => id === signal) ?? null;

  return {
    catalogue: (service) => catalogue.of(service),
    definition,
    async harm(service, signal) {
      const found = await definition(service, signal);
      return found && harmOf(found);
    },
    series: readSeries,
    async distribution(query) {
      const { field: text, ...window } = query;
      const field = parseField(text);
      if (!field) return { ok: false, code: "NO_SUCH_FIELD", message: unknownField(query) };
      const distribution = await telemetry.distribution({ ...window, field, of: null });
      const distances = DISTANCES.flatMap((measure): DistributionAnswer["distances"] => {
        const found = distance(measure, distribution);
        return found ? [{ measure, value: found.value, critical: found.critical }] : [];
      });
      return { ok: true, value: { distribution, distances } };
    },
    async calibration(query) {
      const bins = await telemetry.calibration({ ...query, of: null });
      return { bins, ece: expectedCalibrationError(bins), events: bins.reduce((sum, bin) => sum + bin.events, 0) };
    },
    standings: (service) => watches.of(service)?.standings() ?? [],
    readings: (service) => (watches.of(service)?.signals() ?? []).map((signal) => readingAt(signal, ports.now())),
  };
}

function readingAt(signal: WatchedSignal, now: number): SignalReading {
  const { definition, latest } = signal;
  const { stepSeconds, latenessMs } = timingOf(measureOf(definition));
  const isHeard = latest !== null && now - latest.at <= stepSeconds * 1000 + latenessMs + SILENT_AFTER_MS;
  const standing = signal.watch.standing(now);
  return { definition, standing, envelope: signal.envelope(), latest: isHeard ? latest : null };
}

const unknownField = ({ field }: DistributionQuery) =>
  `There is no field ${field}. Choose a number or a category that the records carry, such as score, latency or feature.NAME.`;
