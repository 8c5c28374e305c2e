import type { Refusal, SupportQuestion } from "@firebreak/incident";
import { useState } from "react";
import { Button, Dialog, EmptyState, RelativeTime, TextArea } from "../../ui/index.ts";
import css from "./QuestionsDialog.module.css";

interface Props {
  readonly questions: readonly SupportQuestion[];
  readonly refusal: string | null;
  readonly onAnswer: (questionId: string, answer: string) => Refusal | null;
  readonly onClose: () => void;
}

export function QuestionsDialog({ onClose, ...list }: Props) {
  return (
    <Dialog open onClose={onClose} title="Questions from support" description="An answer shows on the support page at once.">
      <QuestionsList {...list} />
    </Dialog>
  );
}

/** Open questions first, each answered where it stands. */
export function QuestionsList({ questions, refusal, onAnswer }: Omit<Props, "onClose">) {
  const sorted = questions.toSorted(
    (a, b) => Number(a.answer !== null) - Number(b.answer !== null) || b.askedAt.localeCompare(a.askedAt),
  );
  return (
    <>
      {sorted.length === 0 ? (
        <EmptyState title="Nobody asked yet">Questions from the support page arrive here.</EmptyState>
      ) : null}
      <ul className={css.list}>
        {sorted.map((question) => (
          <li key={question.questionId} className={css.question}>
            <p>
              <b>{question.text}</b>{" "}
              <span className={css.quiet}>
                {question.askedBy}, <RelativeTime at={question.askedAt} />
              </span>
            </p>
            {question.answer ? (
              <p>
                {question.answer.text} <span className={css.quiet}>{question.answer.by}</span>
              </p>
            ) : (
              <AnswerForm question={question} refusal={refusal} onAnswer={onAnswer} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function AnswerForm({
  question,
  refusal,
  onAnswer,
}: Pick<Props, "refusal" | "onAnswer"> & { readonly question: SupportQuestion }) {
  const [text, setText] = useState("");
  const [fault, setFault] = useState<string | null>(null);
  return (
    <div className={css.form}>
      <TextArea
        label={`Answer to “${question.text}”`}
        quietLabel
        rows={2}
        placeholder="Answer in words support can use"
        value={text}
        error={fault}
        onChange={(event) => setText(event.target.value)}
      />
      <Button
        size="small"
        look="primary"
        refusal={refusal ?? (text.trim() === "" ? "Write the answer first." : null)}
        onClick={() => setFault(onAnswer(question.questionId, text.trim())?.message ?? null)}
      >
        Answer
      </Button>
    </div>
  );
}
