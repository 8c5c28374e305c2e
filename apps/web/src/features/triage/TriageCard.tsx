import type { DeclaredIncident, Proof, Refusal, TriageQuestion } from "@firebreak/incident";
import { Pencil } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { Button, Card, classes, durationText, IconButton, ProofChip, TextArea, useNow } from "../../ui/index.ts";
import css from "./TriageCard.module.css";
import { QUESTION_ORDER, QUESTIONS, triageClock } from "./triageClock.ts";

export interface ProposedAnswer {
  readonly answer: string;
  readonly proofs: readonly Proof[];
}

interface Props {
  readonly incidentId: string;
  readonly state: DeclaredIncident;
  /** From data; a question without one is answered by hand. */
  readonly proposals: Readonly<Partial<Record<TriageQuestion, ProposedAnswer>>>;
  readonly onAnswer: (question: TriageQuestion, answer: string, proofs: readonly Proof[]) => Refusal | null;
  /** Why nobody here may answer; null when they may. */
  readonly refusal: string | null;
}

/** Runbook C1: four questions, fifteen minutes, each answer with what proves it. */
export function TriageCard({ state, ...props }: Props) {
  return (
    <Card title="What we know" right={<TriageClockText state={state} />} className={css.card}>
      {QUESTION_ORDER.map((question) => (
        <Question
          key={question}
          question={question}
          given={state.triage[question]}
          proposal={props.proposals[question]}
          {...props}
        />
      ))}
    </Card>
  );
}

function TriageClockText({ state }: Pick<Props, "state">) {
  const clock = triageClock(state, useNow());
  switch (clock.kind) {
    case "done":
      return <span>done in {durationText(clock.tookMs)} · 4 of 4</span>;
    case "over":
      return (
        <span className={css.short}>
          triage over by {durationText(clock.overMs)} · {clock.answered} of 4
        </span>
      );
    case "running":
      return (
        <span className={clock.short ? css.short : undefined}>
          <span className={css.word}>triage </span>
          {durationText(clock.elapsedMs)} of 15:00 · {clock.answered} of 4
        </span>
      );
  }
}

interface QuestionProps extends Omit<Props, "state" | "proposals"> {
  readonly question: TriageQuestion;
  readonly given: DeclaredIncident["triage"][TriageQuestion];
  readonly proposal: ProposedAnswer | undefined;
}

function Question(props: QuestionProps) {
  const { question, given, proposal, incidentId, onAnswer, refusal } = props;
  const [writing, setWriting] = useState(false);
  const shown = given ?? proposal ?? null;
  return (
    <div className={css.question}>
      <div className={css.head}>
        <h3 className={css.asked}>{QUESTIONS[question]}</h3>
        {writing || refusal !== null ? null : (
          <span className={css.actions}>
            {!given && proposal ? (
              <Button
                size="small"
                className={css.accept}
                aria-label={`Accept: ${QUESTIONS[question]}`}
                onClick={() => onAnswer(question, proposal.answer, proposal.proofs)}
              >
                Accept
              </Button>
            ) : null}
            <IconButton
              className={classes(css.edit, given && css.quiet)}
              label={`${given ? "Write over" : "Write"}: ${QUESTIONS[question]}`}
              onClick={() => setWriting(true)}
            >
              <Pencil aria-hidden="true" />
            </IconButton>
          </span>
        )}
      </div>
      {writing ? (
        <Write {...props} onDone={() => setWriting(false)} />
      ) : (
        <Folded
          text={shown?.answer ?? ""}
          proofs={shown?.proofs
            .slice(0, 3)
            .map((proof) => <ProofChip key={`${proof.kind}-${proof.ref}`} incidentId={incidentId} proof={proof} />)}
        >
          {given ? given.answer : <Unanswered proposal={proposal} />}
        </Folded>
      )}
    </div>
  );
}

interface FoldedProps {
  readonly text: string;
  readonly proofs: ReactNode;
  readonly children: ReactNode;
}
/** Three lines, so that all four questions and what stands below them keep their places; the rest on a press. */
function Folded({ text, proofs, children }: FoldedProps) {
  const [open, setOpen] = useState(false);
  const [isLong, setLong] = useState(false);
  const words = useRef<HTMLParagraphElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text may fit or not
  useLayoutEffect(() => {
    const { current } = words;
    if (current && !open) setLong(current.scrollHeight > current.clientHeight + 1);
  }, [text, open]);
  return (
    <>
      <p ref={words} className={classes(css.answer, !open && css.folded)}>
        {children}
      </p>
      <div className={css.foot}>
        {proofs}
        {isLong ? (
          <button type="button" className={css.more} aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "less" : "more"}
          </button>
        ) : null}
      </div>
    </>
  );
}

function Unanswered({ proposal }: Pick<QuestionProps, "proposal">) {
  return (
    <>
      <span className={css.open}>Unanswered</span>
      {proposal ? ` — suggested: ${proposal.answer}` : null}
    </>
  );
}

function Write({ question, given, proposal, onAnswer, onDone }: QuestionProps & { readonly onDone: () => void }) {
  const [text, setText] = useState(given?.answer ?? proposal?.answer ?? "");
  const [fault, setFault] = useState<string | null>(null);
  const save = () => {
    // The proofs of a proposal prove its own words only; written over, they stay where the words lean on them.
    const refusal = onAnswer(question, text.trim(), given?.proofs ?? proposal?.proofs ?? []);
    if (refusal) setFault(refusal.message);
    else onDone();
  };
  return (
    <div className={css.write}>
      <TextArea
        label={QUESTIONS[question]}
        quietLabel
        rows={2}
        autoFocus
        value={text}
        error={fault}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && !event.shiftKey && text.trim() !== "") {
            event.preventDefault();
            save();
          }
          if (event.key === "Escape") onDone();
        }}
      />
      <div className={css.actions}>
        <Button size="small" look="bare" onClick={onDone}>
          Cancel
        </Button>
        <Button size="small" look="primary" refusal={text.trim() === "" ? "Write the answer first." : null} onClick={save}>
          Save
        </Button>
      </div>
    </div>
  );
}
