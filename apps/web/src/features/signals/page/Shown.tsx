import type { SignalId, SignalSeries, SignalStanding } from "@firebreak/signals";
import { Activity } from "lucide-react";
import { useMemo } from "react";
import type { CatalogueReading } from "../../../live/index.ts";
import { EmptyState, LoadingState, RefusedState } from "../../../ui/index.ts";
import type { Range } from "../chartModel.ts";
import type { Reading } from "../SignalCard.tsx";
import { PAGE_WINDOWS } from "../signalWindow.ts";
import { ChartGrid } from "./ChartGrid.tsx";
import { DetailView } from "./DetailView.tsx";
import type { Happenings } from "./happenings.ts";
import css from "./Shown.module.css";
import type { ShownSignals } from "./shownSignals.ts";
import { type PageReading, usePageSeries } from "./usePageData.ts";
import type { ChangeView } from "./useView.ts";
import type { SignalsView } from "./view.ts";

interface Props {
  readonly service: string | null;
  readonly servicesFault: string | null;
  readonly loading: boolean;
  readonly known: CatalogueReading;
  readonly shown: ShownSignals;
  readonly view: SignalsView;
  readonly change: ChangeView;
  readonly happenings: Happenings;
  readonly listed: ReadonlyMap<SignalId, SignalSeries>;
  readonly standings: readonly SignalStanding[];
  readonly refusal: string | null;
  readonly onOpen: (signal: SignalId) => void;
  readonly onToggle: (signal: SignalId) => void;
  readonly onZoom: (range: Range) => void;
  readonly onExpected: () => void;
}

/** The main part: what is going on where nothing can be shown, one signal alone, or charts beside each other. */
export function Shown(props: Props) {
  const { service, servicesFault, loading, known, shown, view, standings } = props;
  if (service === null) {
    if (servicesFault) return <RefusedState title="The services cannot be read">{servicesFault}</RefusedState>;
    if (loading) return <LoadingState what="Looking for services" />;
    return (
      <EmptyState title="No service is heard yet" icon={<Activity aria-hidden="true" />}>
        Point an OpenTelemetry exporter at <code>/v1/traces</code> with an API key. Signals appear here with the first records.
      </EmptyState>
    );
  }
  if (known.catalogue === undefined) {
    if (!known.fault) return <LoadingState what={`Reading the signals of ${service}`} />;
    return <RefusedState title={`The signals of ${service} cannot be read`}>{known.fault}</RefusedState>;
  }
  if (known.definitions.size === 0) {
    return (
      <EmptyState title={`${service} sends nothing yet that a signal could be made of`} icon={<Activity aria-hidden="true" />}>
        Its signals appear here with its first records.
      </EmptyState>
    );
  }
  return (
    <>
      {shown.unknown.length > 0 ? (
        <p role="status" className={css.unknown}>
          {service} has no signal {shown.unknown.join(", ")}: it may have been renamed, or its file is not read.
        </p>
      ) : null}
      {shown.open ? (
        <DetailView
          {...props}
          key={shown.open.id}
          service={service}
          definition={shown.open}
          standing={standings.find(({ signal }) => signal === shown.open?.id)?.standing ?? null}
          definitions={known.definitions}
          profile={known.catalogue.profile}
        />
      ) : (
        <Charts {...props} service={service} view={view} />
      )}
    </>
  );
}

function Charts({ service, shown, view, happenings, onOpen, onToggle, onZoom }: Props & { readonly service: string }) {
  const { reading, fault } = usePageSeries({
    service,
    signals: shown.charts.map(({ id }) => id),
    segment: view.segment,
    split: null,
    window: view.window,
    compare: view.compare,
    fine: false,
  });
  const readings = useMemo(() => readingsOf(reading), [reading]);
  if (fault && !reading) return <RefusedState title="The signals cannot be read">{fault}</RefusedState>;
  return (
    <ChartGrid
      definitions={shown.charts}
      readings={readings}
      happenings={happenings}
      windowLabel={windowLabel(view)}
      onRemove={shown.chosen ? onToggle : null}
      onOpen={onOpen}
      onZoom={onZoom}
    />
  );
}

function readingsOf(reading: PageReading | null): ReadonlyMap<SignalId, Reading> {
  if (!reading) return new Map();
  const { range } = reading;
  return new Map(reading.series.filter(({ split }) => split === null).map((series) => [series.signal, { series, range }]));
}

function windowLabel({ window, compare }: SignalsView): string {
  if (compare) return compare === "day" ? "dotted: yesterday" : "dotted: last week";
  if (window.kind === "fixed") return "";
  return `last ${PAGE_WINDOWS.find(({ id }) => id === window.id)?.label ?? ""}`;
}
