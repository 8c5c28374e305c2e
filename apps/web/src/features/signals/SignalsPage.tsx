import type { SignalId } from "@firebreak/signals";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useAccount, useCatalogue } from "../../live/index.ts";
import { toast, usePageTitle } from "../../ui/index.ts";
import type { Range } from "./chartModel.ts";
import { CatalogueList } from "./page/CatalogueList.tsx";
import { ExpectedDialog } from "./page/ExpectedDialog.tsx";
import { Shown } from "./page/Shown.tsx";
import { shownSignals } from "./page/shownSignals.ts";
import { Toolbar } from "./page/Toolbar.tsx";
import { useHappenings } from "./page/useHappenings.ts";
import { useDimensions, useListSeries, useServices, useStandings } from "./page/usePageData.ts";
import { usePageActions, usePageKeys } from "./page/usePageKeys.ts";
import { useView } from "./page/useView.ts";
import { DEFAULT_WINDOW, EMPTY_VIEW, MOST_CHARTS, searchOf, toggled } from "./page/view.ts";
import css from "./SignalsPage.module.css";
import { LEAST_SPAN_MS, type WindowChoice } from "./signalWindow.ts";

/** Any signal of any service, in any part of its traffic, over any time; the address says all of it. */
export function SignalsPage() {
  const { view, change } = useView();
  const { services, fault: servicesFault } = useServices();
  const service = view.service ?? services?.[0]?.service ?? null;
  const known = useCatalogue(service);
  const shown = useMemo(() => shownSignals(known.definitions, view), [known.definitions, view]);
  const ids = useMemo(() => [...known.definitions.keys()], [known.definitions]);
  const listed = useListSeries(service, ids);
  const standings = useStandings(service);
  const happenings = useHappenings(service, view.window);
  const dimensions = useDimensions(service);
  const [documents, setDocuments] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const refusal = usePlanner();
  const { zoom, backToNow } = useZoom(view.window, change);
  usePageTitle(shown.open ? `${shown.open.title} · ${service ?? ""}` : `Signals${service ? ` of ${service}` : ""}`);

  const open = useCallback((signal: SignalId) => change({ open: signal, look: "chart", field: null }, { step: true }), [change]);
  const toggle = useCallback(
    (signal: SignalId) => {
      const next = toggled(view.chosen, signal);
      if (next === view.chosen) toast({ title: `At most ${MOST_CHARTS} charts`, text: "Take one away first." });
      else change({ chosen: next, open: null });
    },
    [view.chosen, change],
  );
  const document = useCallback(() => setDocuments(true), []);
  const definitions = known.catalogue?.definitions ?? NONE;
  const back = () => {
    if (view.window.kind === "fixed") backToNow();
    else if (view.open) change({ open: null }, { step: true });
  };
  const desk = { view, change, definitions, search, refusal, onOpen: open, onToggle: toggle, onBack: back, onExpected: document };
  usePageKeys(desk);
  usePageActions(desk);

  return (
    <div className={css.page}>
      <CatalogueList
        services={services ?? NONE}
        service={service}
        onService={(chosen) => change({ ...EMPTY_VIEW, service: chosen, window: view.window }, { step: true })}
        definitions={known.catalogue?.definitions}
        faults={known.catalogue?.faults ?? NONE}
        fault={known.fault}
        standings={standings}
        changes={happenings.expected}
        series={listed}
        open={shown.open?.id ?? null}
        charted={view.chosen}
        onOpen={open}
        onToggle={toggle}
        search={search}
      />
      <main id="main" tabIndex={-1} className={css.main}>
        <h1 className="sr-only">Signals{service ? ` of ${service}` : ""}</h1>
        <Toolbar
          view={view}
          change={change}
          dimensions={dimensions}
          mayCompare={view.look === "chart" && (shown.open === null || view.split === null)}
          maySplit={shown.open !== null && view.look === "chart"}
          onBackToNow={backToNow}
          onExpected={document}
          refusal={refusal}
          link={`${location.origin}/signals?${searchOf({ ...view, service })}`}
        />
        <Shown
          service={service}
          servicesFault={services === undefined ? servicesFault : null}
          loading={services === undefined}
          known={known}
          shown={shown}
          view={view}
          change={change}
          happenings={happenings}
          listed={listed}
          standings={standings}
          refusal={refusal}
          onOpen={open}
          onToggle={toggle}
          onZoom={zoom}
          onExpected={document}
        />
      </main>
      {documents && service !== null ? (
        <ExpectedDialog
          service={service}
          definitions={definitions}
          suggested={shown.open ? [shown.open.id] : view.chosen}
          onClose={() => setDocuments(false)}
        />
      ) : null}
    </div>
  );
}
const NONE: readonly never[] = [];

/** Legal reads; the others plan. The server refuses on its own account. */
function usePlanner(): string | null {
  const { role } = useAccount();
  return role === "legal" ? "Your role (legal) may not document changes. Ask a commander or responder." : null;
}

/** Into a stretch of time that was dragged over, and back to the moving window it was dragged in. */
function useZoom(window: WindowChoice, change: ReturnType<typeof useView>["change"]) {
  const moving = useRef(DEFAULT_WINDOW);
  useEffect(() => {
    if (window.kind === "last") moving.current = window.id;
  }, [window]);
  const zoom = useCallback(
    ({ from, to }: Range) => {
      const missing = Math.max(0, LEAST_SPAN_MS - (to - from)) / 2;
      change({ window: { kind: "fixed", from: Math.floor(from - missing), to: Math.ceil(to + missing) } }, { step: true });
    },
    [change],
  );
  const backToNow = useCallback(() => change({ window: { kind: "last", id: moving.current } }, { step: true }), [change]);
  return { zoom, backToNow };
}
