import { type Segment, segmentKey } from "@firebreak/incident";
import type { SegmentRow } from "@firebreak/signals";
import { GitCompareArrows, Paperclip } from "lucide-react";
import { Button, Card, classes, EmptyState, IconButton, SegmentLabel, ShareBar } from "../../../ui/index.ts";
import type { FoundEvidence } from "../AsEvidenceDialog.tsx";
import { percent } from "../compare/differenceText.ts";
import css from "./Causes.module.css";
import { isSurelyWorse, ratioText, sureText } from "./causeText.ts";

interface Props {
  /** Best first; empty where harm is spread evenly. */
  readonly rows: readonly SegmentRow[];
  /** What a bad record is called in a table's head. */
  readonly head: string;
  readonly bad: string;
  /** Keys of the segments that are isolated. */
  readonly isolated: ReadonlySet<string>;
  readonly isolateRefusal: string | null;
  readonly evidenceRefusal: string | null;
  readonly onIsolate: (segment: Segment) => void;
  readonly onCompare: (segment: Segment) => void;
  readonly onEvidence: (found: FoundEvidence) => void;
}

/** The combinations of dimensions that explain the harm, by one scan of the live records. */
export function RankedSegments(props: Props) {
  const { rows, head } = props;
  return (
    <Card title="Segments" fill className={css.segments} right="since the onset">
      {rows.length === 0 ? (
        <EmptyState title="No segment stands out">
          The harm is spread evenly over the traffic, or there is too little of it yet. Look for a cause that all requests share.
        </EmptyState>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Segment</th>
              <th scope="col">Traffic</th>
              <th scope="col" title={head}>
                {head}
              </th>
              <th scope="col">vs. rest</th>
              <th scope="col">Explains</th>
              <th scope="col">Sure</th>
              <th scope="col">
                <span className="sr-only">Do</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <Row key={keyOf(row)} {...props} row={row} first={index === 0} />
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}

const toSegment = ({ segment }: SegmentRow): Segment => ({ conditions: segment.conditions.map((one) => ({ ...one })) });
const keyOf = (row: SegmentRow): string => segmentKey(toSegment(row));

function Row(props: Props & { readonly row: SegmentRow; readonly first: boolean }) {
  const { row, first, bad, isolated } = props;
  const key = keyOf(row);
  const worse = isSurelyWorse(row);
  return (
    <tr className={classes(first && worse && css.firstRow, !worse && css.unsure)}>
      <th scope="row">
        <SegmentLabel segment={row.segment} />
        {isolated.has(key) ? <span className={css.isolated}>isolated</span> : null}
      </th>
      <td title={`${Math.round(row.requestsPerMinute)} requests a minute`}>{percent(row.trafficShare)}</td>
      <td
        className={classes(worse && css.harm)}
        title={`${row.bad.toLocaleString("en")} of ${row.total.toLocaleString("en")}; 95 % interval ${percent(row.low)} to ${percent(row.high)}`}
      >
        {percent(row.rate)}
      </td>
      <td title={`the rest of the traffic: ${percent(row.restRate)}`}>{ratioText(row)}</td>
      <td title={`${percent(row.harmShare)} of all ${bad}`}>
        <ShareBar share={row.explained} label={`Share of the excess that ${key} explains`} tone={worse ? "harm" : "info"} thin />
        <small>{percent(row.explained)}</small>
      </td>
      <td title="Were nothing wrong anywhere, a segment like it would be found by chance in the rest of the cases">
        {sureText(row.confidence)}
      </td>
      <td className={css.rowDoes}>
        <Does {...props} segment={toSegment(row)} segmentName={key} />
      </td>
    </tr>
  );
}

interface DoesProps extends Props {
  readonly row: SegmentRow;
  readonly segment: Segment;
  readonly segmentName: string;
}
function Does({
  row,
  segment,
  segmentName,
  bad,
  isolated,
  isolateRefusal,
  evidenceRefusal,
  onIsolate,
  onCompare,
  onEvidence,
}: DoesProps) {
  const already = isolated.has(segmentName) ? "It is isolated already: the board shows its effect." : null;
  const text = `${segmentName}: ${percent(row.rate)} ${bad} (${percent(row.low)} to ${percent(row.high)}), ${percent(row.restRate)} in the rest; ${percent(row.trafficShare)} of traffic, ${percent(row.explained)} of the excess explained`;
  return (
    <>
      <Button
        size="small"
        data-diagnosis-row
        refusal={isolateRefusal ?? already}
        aria-label={`Isolate ${segmentName}`}
        onClick={() => onIsolate(segment)}
      >
        Isolate
      </Button>
      <IconButton label={`Compare ${segmentName} with the rest`} className={css.icon} onClick={() => onCompare(segment)}>
        <GitCompareArrows aria-hidden="true" />
      </IconButton>
      <IconButton
        label={evidenceRefusal ?? `As evidence: ${segmentName}`}
        className={css.icon}
        aria-disabled={evidenceRefusal !== null || undefined}
        onClick={() =>
          evidenceRefusal ??
          onEvidence({ text, proof: { kind: "segment", label: segmentName.slice(0, 160), ref: segmentName }, layer: null })
        }
      >
        <Paperclip aria-hidden="true" />
      </IconButton>
    </>
  );
}
