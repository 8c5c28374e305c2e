import type { Hypothesis, HypothesisStatus, IncidentCommand, Person } from "@firebreak/incident";
import { LAYER_TITLES } from "@firebreak/runbook";
import { Paperclip } from "lucide-react";
import { type ReactNode, useId } from "react";
import { Button, Card, ClockTime, classes, Dot, Menu, MenuItem, MenuNote } from "../../ui/index.ts";
import { EvidenceList } from "./EvidenceList.tsx";
import { STATUS_TONE } from "./HypothesisLine.tsx";
import type { HypothesisAsk } from "./HypothesisTree.tsx";
import css from "./HypothesisView.module.css";
import { type HypothesisRow, turnedText } from "./hypothesisTree.ts";

interface Props {
  readonly incidentId: string;
  readonly row: HypothesisRow;
  readonly accountId: string;
  /** Whom it can be handed to. */
  readonly people: readonly Person[];
  /** Why nothing of it can be changed by this person now. */
  readonly refusal: string | null;
  /** Why a command would be refused as things stand. */
  readonly explain: (command: IncidentCommand) => string | null;
  readonly onAsk: (ask: HypothesisAsk) => void;
  readonly onHandOver: (hypothesis: Hypothesis, to: Person) => void;
  /** What the machine found in its layer. */
  readonly finding: ReactNode;
  readonly history: ReactNode;
}

/** One hypothesis with all that is known of it, and all that can be done to it. */
export function HypothesisView(props: Props) {
  const { incidentId, row, refusal, onAsk, finding, history } = props;
  const { hypothesis, turned } = row;
  const speaks = Map.groupBy(hypothesis.evidence, (piece) => piece.stance);
  return (
    <Card fill title={LAYER_TITLES[hypothesis.layer]} right={<Standing hypothesis={hypothesis} />}>
      <div className={css.view}>
        <div>
          <h3 className={css.statement}>{hypothesis.statement}</h3>
          {hypothesis.check ? <p className={css.check}>{hypothesis.check}</p> : null}
        </div>
        <Deciding {...props} />
        {turned > 0 ? (
          <p className={css.turned}>
            {turnedText(turned)}.{hypothesis.status === "open" ? "" : ` It was ${hypothesis.status} with it: look again.`}
          </p>
        ) : null}
        <Section
          title="Evidence"
          right={
            <Button
              size="small"
              icon={<Paperclip aria-hidden="true" />}
              refusal={refusal}
              onClick={() => onAsk({ kind: "evidence", hypothesis })}
            >
              Attach evidence
            </Button>
          }
        >
          <div className={css.sides}>
            {(["for", "against"] as const).map((stance) => (
              <div key={stance}>
                <h5 className={css.side}>
                  {stance === "for" ? "For" : "Against"} · {speaks.get(stance)?.length ?? 0}
                </h5>
                <EvidenceList incidentId={incidentId} evidence={speaks.get(stance) ?? []} none="None yet." sorted />
              </div>
            ))}
          </div>
        </Section>
        <Section title="What Firebreak found in this layer">{finding}</Section>
        <Section title="History">{history}</Section>
      </div>
    </Card>
  );
}

function Standing({ hypothesis: { status, standing } }: { readonly hypothesis: Hypothesis }) {
  return (
    <span className={css.standing}>
      <Dot tone={STATUS_TONE[status]} /> {status}
      {standing ? (
        <>
          {" · "}
          {standing.by} <ClockTime at={standing.at} />
        </>
      ) : null}
    </span>
  );
}

const STATUSES: readonly { readonly status: HypothesisStatus; readonly label: string }[] = [
  { status: "open", label: "Open" },
  { status: "investigating", label: "Investigating" },
  { status: "supported", label: "Supported" },
  { status: "refuted", label: "Refuted …" },
  { status: "confirmed", label: "Confirmed …" },
];

function Deciding({ row: { hypothesis }, accountId, people, refusal, explain, onAsk, onHandOver }: Props) {
  const { hypothesisId, status, standing, owner } = hypothesis;
  return (
    <div className={css.deciding}>
      <fieldset className={css.statuses} aria-label="Status">
        {STATUSES.map(({ status: next, label }) => (
          <Button
            key={next}
            size="small"
            look="bare"
            className={classes(next === status && css.on)}
            aria-pressed={next === status}
            refusal={
              next === status ? null : explain({ type: "ChangeHypothesisStatus", hypothesisId, status: next, reason: "asked" })
            }
            onClick={() => next !== status && onAsk({ kind: "status", hypothesis, status: next })}
          >
            {label}
          </Button>
        ))}
      </fieldset>
      {standing?.reason ? <p className={css.reason}>{standing.reason}</p> : null}
      <div className={css.actions}>
        <span className={css.owner}>
          Owner <b>{owner === null ? "nobody" : owner.id === accountId ? "you" : owner.name}</b>
        </span>
        {owner?.id === accountId ? null : (
          <Button size="small" refusal={refusal} onClick={() => onAsk({ kind: "take", hypothesis })}>
            Take it
          </Button>
        )}
        <HandOver {...{ hypothesis, people, refusal, onHandOver }} />
        <span className={css.gap} />
        <Button size="small" look="bare" refusal={refusal} onClick={() => onAsk({ kind: "add", parent: hypothesis })}>
          Add below …
        </Button>
        <Button size="small" look="bare" refusal={refusal} onClick={() => onAsk({ kind: "split", hypothesis })}>
          Split …
        </Button>
        <Button size="small" look="bare" refusal={refusal} onClick={() => onAsk({ kind: "move", hypothesis })}>
          Move …
        </Button>
      </div>
    </div>
  );
}

function HandOver({
  hypothesis,
  people,
  refusal,
  onHandOver,
}: Pick<Props, "people" | "refusal" | "onHandOver"> & { readonly hypothesis: Hypothesis }) {
  const others = people.filter(({ id }) => id !== hypothesis.owner?.id);
  if (refusal !== null || others.length === 0)
    return (
      <Button size="small" refusal={refusal ?? "There is nobody else to hand it to. An administrator can invite people."}>
        Hand over
      </Button>
    );
  return (
    <Menu align="start" trigger={<Button size="small">Hand over</Button>}>
      <MenuNote>Who looks into it from now on?</MenuNote>
      {others.map((person) => (
        <MenuItem key={person.id} onSelect={() => onHandOver(hypothesis, { id: person.id, name: person.name })}>
          {person.name}
        </MenuItem>
      ))}
    </Menu>
  );
}

function Section({
  title,
  right,
  children,
}: {
  readonly title: string;
  readonly right?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={css.section}>
      <header className={css.head}>
        <h4 id={id} className={css.title}>
          {title}
        </h4>
        {right}
      </header>
      {children}
    </section>
  );
}
