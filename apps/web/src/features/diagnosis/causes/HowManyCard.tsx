import type { Diagnosis } from "@firebreak/server/contract";
import { Card, LinkButton } from "../../../ui/index.ts";
import { countText, excessText } from "./causeText.ts";
import css from "./HowManyCard.module.css";

interface Props {
  readonly affected: Diagnosis["affected"];
  readonly bad: string;
  readonly recordsPath: string;
}

/** How much harm there is since the onset: counted, and above what the time before lets expect. */
export function HowManyCard({ affected, bad, recordsPath }: Props) {
  const { requests, conversations, people } = affected;
  const excess = excessText(affected.excess);
  const share = requests === 0 ? null : affected.bad / requests;
  return (
    <Card
      title="How many"
      className={css.fixed}
      right={
        <LinkButton to={recordsPath} size="small" look="bare" className={css.inHead}>
          Their records
        </LinkButton>
      }
    >
      <dl className={css.figures}>
        <Figure
          value={countText(affected.bad)}
          name={bad}
          remark={share === null ? "no requests" : `${(share * 100).toFixed(1)} % of ${countText(requests)} requests`}
        />
        <Figure
          value={excess.value}
          name="above what is usual"
          remark={`95 % interval ${excess.interval}`}
          harm={affected.excess.low > 0}
        />
        <Figure value={countText(conversations)} name="conversations" remark="with a bad one" />
        <Figure
          value={people === null ? "–" : countText(people)}
          name="people"
          remark={people === null ? "no pseudonymous id is sent" : "with a bad one"}
        />
      </dl>
    </Card>
  );
}

interface FigureProps {
  readonly value: string;
  readonly name: string;
  readonly remark: string;
  readonly harm?: boolean;
}
const Figure = ({ value, name, remark, harm = false }: FigureProps) => (
  <div>
    <dt>{name}</dt>
    <dd>
      <b className={harm ? css.harm : undefined}>{value}</b>
    </dd>
    <dd>
      <small>{remark}</small>
    </dd>
  </div>
);
