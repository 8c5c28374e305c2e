import type { DistributionAnswer } from "@firebreak/server/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, faultOf } from "../../../live/index.ts";
import { Card, classes, EmptyState, LoadingState, RadioGroup, RefusedState, serverNow } from "../../../ui/index.ts";
import { stretchText } from "../momentText.ts";
import { resolveWindow } from "../signalWindow.ts";
import css from "./DistributionView.module.css";
import { type DistributionPicture, distributionPicture, verdictsOf } from "./distributionBars.ts";
import type { FieldChoice } from "./fieldChoices.ts";
import type { ChangeView } from "./useView.ts";
import { type Reference, referenceSpan, type SignalsView } from "./view.ts";

interface Props {
  readonly service: string;
  readonly view: SignalsView;
  readonly change: ChangeView;
  readonly field: string;
  readonly choices: readonly FieldChoice[];
}

const REFERENCE_WORDS: readonly { readonly value: Reference; readonly label: string }[] = [
  { value: "before", label: "the day before" },
  { value: "day", label: "same time yesterday" },
  { value: "week", label: "same time last week" },
];

function useDistribution({ service, view, field }: Pick<Props, "service" | "view" | "field">) {
  const { window, segment, reference } = view;
  return useQuery({
    queryKey: ["signals-page", "distribution", service, field, window, segment, reference],
    refetchInterval: window.kind === "last" ? 15_000 : false,
    placeholderData: keepPreviousData,
    queryFn: async () => {
      const { range } = resolveWindow(window, false, serverNow());
      const held = referenceSpan(reference, range);
      const answer = await api.signals.distribution.query({
        service,
        ...range,
        field,
        segment: segment && { conditions: [...segment.conditions] },
        reference: held,
      });
      return { answer, range, held };
    },
  });
}

/** How the values of a field lie now, held against how they lay, and whether that is more than chance. */
export function DistributionView({ service, view, change, field, choices }: Props) {
  const { data, error } = useDistribution({ service, view, field });
  return (
    <div className={css.view}>
      <div className={css.controls}>
        <label className={css.field}>
          Distribution of
          <select value={field} onChange={(event) => change({ field: event.target.value })}>
            {choices.some((choice) => choice.field === field) ? null : <option value={field}>{field}</option>}
            {[...Map.groupBy(choices, ({ group }) => group)].map(([group, members]) => (
              <optgroup key={group} label={group}>
                {members.map((choice) => (
                  <option key={choice.field} value={choice.field}>
                    {choice.field}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        <RadioGroup
          label="Held against"
          className={css.reference}
          value={view.reference}
          options={REFERENCE_WORDS}
          onChange={(reference) => change({ reference })}
        />
        {data ? (
          <p className={css.legend}>
            <span>
              <i className={css.currentKey} aria-hidden="true" /> {stretchText(data.range)}
            </span>
            <span>
              <i className={css.referenceKey} aria-hidden="true" /> {stretchText(data.held)}
            </span>
          </p>
        ) : null}
      </div>
      {data ? <Answer field={field} answer={data.answer} /> : null}
      {!data && error ? <RefusedState title="The distribution cannot be read">{faultOf(error).message}</RefusedState> : null}
      {!data && !error ? <LoadingState what="Counting values" /> : null}
    </div>
  );
}

function Answer({ field, answer }: { readonly field: string; readonly answer: DistributionAnswer }) {
  const picture = distributionPicture(answer.distribution);
  const verdicts = verdictsOf(answer);
  if (picture.currentEvents === 0 && picture.referenceEvents === 0) {
    return (
      <EmptyState title={`No record carries ${field}`}>
        Neither this window nor the one it is held against. Choose another field, or a longer window.
      </EmptyState>
    );
  }
  if (picture.referenceEvents === 0) {
    return (
      <EmptyState title="Nothing to hold it against">
        {picture.currentEvents.toLocaleString("en")} values now, none in the window before. Choose a shorter window, so that what
        was recorded earlier lies before it, or another time to hold it against.
      </EmptyState>
    );
  }
  const shifted = verdicts.filter((verdict) => verdict.shifted).length;
  const judged = verdicts.filter(({ critical }) => critical !== null).length;
  return (
    <div className={css.answer}>
      <Histogram field={field} picture={picture} quantiles={answer.distribution.kind === "number"} />
      <Card
        title="Has it shifted?"
        right={judged === 0 ? "too little to say" : shifted === 0 ? "no" : `${shifted} of ${judged} say so`}
        className={css.verdicts}
      >
        {verdicts.length === 0 ? <p className={css.quiet}>A comparison needs at least 50 values in each window.</p> : null}
        <ul>
          {verdicts.map((verdict) => (
            <li key={verdict.measure} className={css.verdict}>
              <span className={css.name} title={verdict.means}>
                {verdict.name}
                <small className={classes(verdict.shifted && css.shifted)}>{verdict.words}</small>
              </span>
              <span className={classes(css.figure, verdict.shifted && css.shifted)}>
                {verdict.value.toFixed(3)}
                <small>{verdict.critical === null ? "no bound" : `chance ≤ ${verdict.critical.toFixed(3)}`}</small>
              </span>
            </li>
          ))}
        </ul>
        <dl className={css.counts}>
          <Count name="Values now" value={picture.currentEvents.toLocaleString("en")} />
          <Count name="Values before" value={picture.referenceEvents.toLocaleString("en")} />
          <Count name="Missing now" value={missingText(picture.currentMissing)} />
          <Count name="Missing before" value={missingText(picture.referenceMissing)} />
        </dl>
      </Card>
    </div>
  );
}

const Count = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
const missingText = (share: number | null): string => (share === null ? "–" : `${(share * 100).toFixed(1)} %`);

interface HistogramProps {
  readonly field: string;
  readonly picture: DistributionPicture;
  /** The bins hold equal parts of the reference. */
  readonly quantiles: boolean;
}
function Histogram({ field, picture, quantiles }: HistogramProps) {
  const { bars, most } = picture;
  const height = (share: number) => ({ height: `${(share / most) * 100}%` });
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return (
    <figure className={css.histogram}>
      <div
        className={css.bars}
        role="img"
        aria-label={`Distribution of ${field} in ${bars.length} bins, ${picture.currentEvents} values now, ${picture.referenceEvents} before`}
      >
        {bars.map((bar, at) => (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: bins have no name of their own, and keep their order.
            key={at}
            className={css.bar}
            title={`${bar.label}\nnow ${percent(bar.current)}, before ${percent(bar.reference)}`}
          >
            <i className={css.current} style={height(bar.current)} />
            <i className={css.before} style={height(bar.reference)} />
          </div>
        ))}
        <span className={css.most}>{percent(most)}</span>
      </div>
      <div className={css.labels} aria-hidden="true">
        {bars.map((bar, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above.
          <span key={at}>{shownLabel(bars.length, at) ? bar.label : ""}</span>
        ))}
      </div>
      <figcaption className={css.caption}>
        {quantiles
          ? `${field}: bins between the quantiles of the window before, so that its bars are level where values repeat little`
          : `${field}: the values used most before, the rest as one`}
      </figcaption>
    </figure>
  );
}
/** Words under every bar where there is room, else under every fifth. */
const shownLabel = (bars: number, at: number): boolean => bars <= 9 || at % Math.ceil(bars / 7) === 0;
