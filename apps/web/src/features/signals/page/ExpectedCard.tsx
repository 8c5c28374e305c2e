import type { ExpectedChange } from "@firebreak/server/contract";
import type { SignalDefinition } from "@firebreak/signals";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, EXPECTED_CHANGES_KEY, faultOf } from "../../../live/index.ts";
import { Button, Card, toast } from "../../../ui/index.ts";
import { stretchText } from "../momentText.ts";
import { endOf, inForce } from "./catalogueList.ts";
import css from "./ExpectedCard.module.css";

interface Props {
  readonly changes: readonly ExpectedChange[];
  readonly definitions: ReadonlyMap<string, SignalDefinition>;
  readonly now: number;
  readonly refusal: string | null;
  readonly onDocument: () => void;
}

const SHOWN = 12;

/** Planned shifts: what is in force or to come, and the last ones; each can be ended before its time. */
export function ExpectedCard({ changes, definitions, now, refusal, onDocument }: Props) {
  const standing = changes.filter((change) => endOf(change) > now);
  return (
    <Card
      title="Expected changes"
      right={
        <Button size="small" look="bare" refusal={refusal} onClick={onDocument}>
          Document one
        </Button>
      }
      fill
    >
      {changes.length === 0 ? (
        <p className={css.none}>
          None documented. A planned shift – a campaign, a release, a load test – keeps its alerts quiet while it lasts, and ends
          by itself.
        </p>
      ) : null}
      <ul className={css.list}>
        {[...standing, ...changes.filter((change) => !standing.includes(change))].slice(0, SHOWN).map((change) => (
          <Row key={change.changeId} change={change} definitions={definitions} now={now} refusal={refusal} />
        ))}
      </ul>
    </Card>
  );
}

interface RowProps extends Pick<Props, "definitions" | "now" | "refusal"> {
  readonly change: ExpectedChange;
}
function Row({ change, definitions, now, refusal }: RowProps) {
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => api.expectedChanges.end.mutate({ changeId: change.changeId }),
    onSuccess: () => client.invalidateQueries({ queryKey: [EXPECTED_CHANGES_KEY] }),
    onError: (error) => toast({ title: "The change was not ended", text: faultOf(error).message, tone: "harm" }),
  });
  const over = endOf(change) <= now;
  const titles = change.signals.map((signal) => definitions.get(signal)?.title ?? signal);
  return (
    <li className={css.change} data-over={over || undefined}>
      <div>
        <p className={css.reason}>{change.reason}</p>
        <p className={css.facts}>
          {inForce(change, now) ? <b className={css.now}>in force</b> : over ? "over" : "to come"} ·{" "}
          {stretchText({ from: change.from, to: endOf(change) })} · {titles.length === 0 ? "all signals" : titles.join(", ")} ·{" "}
          {change.endedEarly ? `ended by ${change.endedEarly.by}` : change.by}
        </p>
      </div>
      {over ? null : (
        <Button size="small" refusal={refusal} busy={end.isPending} onClick={() => end.mutate()}>
          {inForce(change, now) ? "End now" : "Call off"}
        </Button>
      )}
    </li>
  );
}
