import {
  formatValue,
  type ServiceProfile,
  type SignalDefinition,
  type SignalId,
  type SignalSeries,
  type Standing,
} from "@firebreak/signals";
import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { Chip, classes, LoadingState, RefusedState, useNowAs } from "../../../ui/index.ts";
import { alarmSince, type Range } from "../chartModel.ts";
import { momentText } from "../momentText.ts";
import { useUnchanged } from "../useUnchanged.ts";
import { AlertsCard } from "./AlertsCard.tsx";
import { CalibrationView } from "./CalibrationView.tsx";
import { covers, isWatched } from "./catalogueList.ts";
import { DefinitionCard } from "./DefinitionCard.tsx";
import { DetailChart } from "./DetailChart.tsx";
import css from "./DetailView.module.css";
import { DistributionView } from "./DistributionView.tsx";
import { ExpectedCard } from "./ExpectedCard.tsx";
import { fieldChoices, isAboutPrediction, isLabelDelay, ownField } from "./fieldChoices.ts";
import { type Happenings, heldBy, marksOf, spansOf } from "./happenings.ts";
import { StatRow } from "./StatRow.tsx";
import { type PageReading, usePageSeries } from "./usePageData.ts";
import type { ChangeView } from "./useView.ts";
import type { Look, SignalsView } from "./view.ts";

interface Props {
  readonly service: string;
  readonly definition: SignalDefinition;
  readonly definitions: ReadonlyMap<SignalId, SignalDefinition>;
  readonly profile: ServiceProfile;
  readonly view: SignalsView;
  readonly change: ChangeView;
  readonly happenings: Happenings;
  /** Current values of the list. */
  readonly listed: ReadonlyMap<SignalId, SignalSeries>;
  /** What detection says of it now; null where it does not watch it. */
  readonly standing: Standing | null;
  readonly refusal: string | null;
  readonly onZoom: (range: Range) => void;
  readonly onExpected: () => void;
}

/** One signal: how it goes, why it alarms, how its values lie, what it is. */
export function DetailView(props: Props) {
  const { service, definition, definitions, view, change, happenings, refusal, onExpected } = props;
  const { segment, split, window, compare } = view;
  const shown = usePageSeries({
    service,
    signals: [definition.id],
    segment,
    split: view.look === "chart" ? split : null,
    window,
    compare: split === null ? compare : null,
    fine: split === null,
  });
  const whole = shown.reading?.series.find((one) => one.split === null && one.signal === definition.id) ?? null;
  const now = useNowAs((at) => Math.floor(at / 10_000) * 10_000);
  const expected = happenings.expected.filter((each) => covers(each, definition.id));
  return (
    <section className={classes(css.detail, view.look !== "chart" && css.tall)} aria-label={definition.title}>
      <Head {...props} series={whole} />
      <Looks {...props} />
      <div className={css.picture} role="tabpanel" aria-label={LOOK_TITLES[view.look]} aria-busy={shown.stale}>
        <Picture {...props} reading={shown.reading} fault={shown.fault} />
      </div>
      <div className={css.below}>
        <AlertsCard definition={definition} alerts={happenings.alerts} standing={whole?.standing ?? props.standing} />
        <DefinitionCard definition={definition} />
        <ExpectedCard changes={expected} definitions={definitions} now={now} refusal={refusal} onDocument={onExpected} />
      </div>
      <button type="button" className={css.back} onClick={() => change({ open: null, look: "chart" }, { step: true })}>
        <ArrowLeft aria-hidden="true" /> Charts
      </button>
    </section>
  );
}

const LOOK_TITLES: Readonly<Record<Look, string>> = {
  chart: "Over time",
  distribution: "Distribution",
  calibration: "Calibration",
};

function Head({
  service,
  definition,
  view,
  series,
  listed,
  standing,
  happenings,
}: Props & { readonly series: SignalSeries | null }) {
  const said = series?.standing ?? standing;
  const held = useNowAs((now) => heldBy(happenings, definition.id, now)?.reason ?? null);
  const since = series ? alarmSince(series) : said?.kind === "alarming" ? said.since : null;
  return (
    <header className={css.head}>
      <div className={css.words}>
        <h2 className={css.title}>{definition.title}</h2>
        <p className={css.meta}>
          {held ? <Chip kind="planned">expected: {held}</Chip> : null}
          {held ? null : since === null ? (
            <Chip>{said?.kind === "learning" ? "learning" : isWatched(definition) ? "quiet" : "not watched"}</Chip>
          ) : (
            <Chip kind="harm">outside since {momentText(since)}</Chip>
          )}
          <span>{definition.owner}</span>
          <span>{definition.timing}</span>
          <code>{definition.id}</code>
        </p>
      </div>
      <StatRow
        service={service}
        segment={view.segment}
        definition={definition}
        series={series ?? (view.segment === null ? (listed.get(definition.id) ?? null) : null)}
      />
    </header>
  );
}

function Looks({ definition, view, change }: Props) {
  const looks: readonly Look[] = isAboutPrediction(definition)
    ? ["chart", "distribution", "calibration"]
    : ["chart", "distribution"];
  return (
    <div className={css.looks} role="tablist" aria-label="How to look at it">
      {looks.map((look) => (
        <button
          key={look}
          type="button"
          role="tab"
          aria-selected={view.look === look}
          className={classes(css.look, view.look === look && css.on)}
          onClick={() => change({ look, field: null }, { step: true })}
        >
          {LOOK_TITLES[look]}
        </button>
      ))}
    </div>
  );
}

interface PictureProps extends Props {
  readonly reading: PageReading | null;
  readonly fault: string | null;
}
function Picture(props: PictureProps) {
  const { service, definition, definitions, profile, view, change, happenings, listed, onZoom, reading, fault } = props;
  const marks = useUnchanged(useMemo(() => marksOf(definition.id, happenings), [definition.id, happenings]));
  const spans = useUnchanged(useMemo(() => spansOf(definition.id, happenings), [definition.id, happenings]));
  const isHeld = useNowAs((now) => heldBy(happenings, definition.id, now) !== null);
  const choices = useMemo(() => fieldChoices(profile), [profile]);
  switch (view.look) {
    case "distribution": {
      const field = view.field ?? ownField(definition) ?? choices[0]?.field ?? "latency";
      return <DistributionView service={service} view={view} change={change} field={field} choices={choices} />;
    }
    case "calibration":
      return <CalibrationView service={service} view={view} labelDelay={labelDelayText(definitions, listed)} />;
    case "chart":
      if (reading) {
        const { split, compare } = view;
        return (
          <DetailChart
            reading={reading}
            definition={definition}
            split={split}
            compare={compare}
            held={isHeld}
            marks={marks}
            spans={spans}
            onZoom={onZoom}
          />
        );
      }
      return fault ? (
        <RefusedState title="The signal cannot be read">{fault}</RefusedState>
      ) : (
        <LoadingState what={`Reading ${definition.title}`} />
      );
  }
}

/** What the catalogue's own signal of the label delay says now. */
function labelDelayText(
  definitions: ReadonlyMap<SignalId, SignalDefinition>,
  listed: ReadonlyMap<SignalId, SignalSeries>,
): string | null {
  const definition = [...definitions.values()].find(isLabelDelay);
  if (!definition) return null;
  const current = listed.get(definition.id)?.current ?? null;
  return current === null ? null : `${formatValue(definition.unit, current)} (${definition.title})`;
}
