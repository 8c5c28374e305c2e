import type { SupportView } from "@firebreak/incident";
import { mayCommand } from "@firebreak/incident";
import { useState } from "react";
import { useAccount, useAskQuestion } from "../../live/index.ts";
import { Button, ClockTime, ReaderCard, readerStyles, TextArea } from "../../ui/index.ts";
import styles from "./Support.module.css";

/** Support's line to the war room: open questions in amber, answers in green. */
export function Questions({ view }: { view: SupportView }) {
  const account = useAccount();
  const open = view.questions.filter((question) => question.answer === null).length;
  const closed = view.nextUpdateDueAt === null && view.status.tone === "neutral";
  return (
    <ReaderCard title="Questions support sent to the war room" right={open === 0 ? undefined : `${open} open`}>
      {view.questions.length === 0 && <p className={readerStyles.line}>None yet.</p>}
      {view.questions.map((question) => (
        <p key={question.questionId} className={readerStyles.line}>
          {question.text}{" "}
          {question.answer === null ? (
            <span className={styles.open}>
              — asked <ClockTime at={question.askedAt} /> by {question.askedBy}, waits for an answer
            </span>
          ) : (
            <span className={styles.answer}>
              — {question.answer.text} (<ClockTime at={question.answer.at} />)
            </span>
          )}
        </p>
      ))}
      {mayCommand(account.role, "AskQuestion") && !closed && <Ask incidentId={view.incidentId} />}
    </ReaderCard>
  );
}

function Ask({ incidentId }: { incidentId: string }) {
  const ask = useAskQuestion(incidentId);
  const [text, setText] = useState("");
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  async function send() {
    if (text.trim() === "") {
      setRefusal("Write the question first.");
      return;
    }
    setSending(true);
    setRefusal(null);
    const asked = await ask(text.trim());
    setSending(false);
    if (asked.ok) setText("");
    else setRefusal(asked.message);
  }
  return (
    <form
      className={styles.ask}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <TextArea
        label="Ask the war room"
        quietLabel
        placeholder="Ask the war room"
        rows={2}
        maxLength={4000}
        value={text}
        error={refusal}
        readOnly={sending}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void send();
        }}
      />
      <Button type="submit" size="large" busy={sending}>
        {sending ? "Sending …" : "Ask"}
      </Button>
    </form>
  );
}
