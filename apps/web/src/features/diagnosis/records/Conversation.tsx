import type { InferenceRecord } from "@firebreak/signals";
import type { ReactNode } from "react";
import { Chip, EmptyState } from "../../../ui/index.ts";
import {
  type Content,
  documentsIn,
  type Message,
  messagesIn,
  type Part,
  type SourceDocument,
  type ToolCall,
  toolCallsIn,
} from "./content.ts";
import { FoldedText } from "./FoldedText.tsx";
import css from "./Trace.module.css";

/** What was said, in its order. All of it is other people's text: it is shown as text, never as markup. */
export function Conversation({ record: { payload } }: { readonly record: InferenceRecord }) {
  const system = messagesIn(payload.system);
  const input = messagesIn(payload.input);
  const documents = documentsIn(payload.documents);
  const calls = toolCallsIn(payload.toolCalls);
  const output = messagesIn(payload.output);
  if ([system, input, documents, calls, output].every(({ kind }) => kind === "nothing")) {
    return (
      <div className={css.content}>
        <EmptyState title="The service sends no content">
          Its questions, answers, documents and tool calls are kept once it sends them: see what a serving system sends.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className={css.content}>
      <Section title="Instructions" content={system} folded>
        {(items) => items.map((item, at) => <MessageView key={keyOf(at)} message={item} fold="short" />)}
      </Section>
      <Section title="Messages" content={input}>
        {(items) => items.map((item, at) => <MessageView key={keyOf(at)} message={item} />)}
      </Section>
      <Section title="Retrieved documents" content={documents}>
        {(items) => items.map((item, at) => <DocumentView key={keyOf(at)} document={item} />)}
      </Section>
      <Section title="Tool calls" content={calls}>
        {(items) => items.map((item, at) => <CallView key={keyOf(at)} call={item} />)}
      </Section>
      <Section title="Answer" content={output}>
        {(items) => items.map((item, at) => <MessageView key={keyOf(at)} message={item} answer />)}
      </Section>
    </div>
  );
}
/** Items of a content have no name of their own, and never change. */
const keyOf = (at: number): string => `item-${at}`;

interface SectionProps<T> {
  readonly title: string;
  readonly content: Content<T>;
  readonly folded?: boolean;
  readonly children: (items: readonly T[]) => ReactNode;
}
function Section<T>({ title, content, folded = false, children }: SectionProps<T>) {
  if (content.kind === "nothing") return null;
  const count = content.kind === "read" && content.items.length > 1 ? ` ${content.items.length}` : "";
  return (
    <section className={css.section}>
      <h3>
        {title}
        <span>{count}</span>
        {content.kind === "raw" ? <small>as it was sent</small> : null}
      </h3>
      {content.kind === "raw" ? <FoldedText text={content.text} lines={folded ? 3 : 12} mono /> : children(content.items)}
    </section>
  );
}

interface MessageProps {
  readonly message: Message;
  readonly answer?: boolean;
  readonly fold?: "short";
}
function MessageView({ message: { role, parts }, answer = false, fold }: MessageProps) {
  return (
    <div className={css.message} data-role={answer ? "assistant" : role}>
      {role ? <span className={css.role}>{role}</span> : null}
      {parts.map((part, at) => (
        <PartView key={keyOf(at)} part={part} lines={fold ? 3 : 14} />
      ))}
    </div>
  );
}
function PartView({ part, lines }: { readonly part: Part; readonly lines: number }) {
  switch (part.kind) {
    case "text":
      return part.text === "" ? <p className={css.dim}>(empty)</p> : <FoldedText text={part.text} lines={lines} />;
    case "call":
      return (
        <div className={css.call}>
          <b className="mono">{part.name}</b>
          {part.input ? <FoldedText text={part.input} lines={10} mono /> : null}
        </div>
      );
    case "result":
      return (
        <div className={css.call}>
          <span className={css.role}>result</span>
          <FoldedText text={part.text} lines={10} />
        </div>
      );
    case "other":
      return <FoldedText text={part.json} lines={6} mono />;
  }
}

function DocumentView({ document: { id, title, score, text } }: { readonly document: SourceDocument }) {
  return (
    <div className={css.document}>
      <p className={css.source}>
        <span className="mono">{id || "document"}</span> {title ? <b>{title}</b> : null}
        {score === null ? null : <span className={css.scored}>score {score.toFixed(3)}</span>}
      </p>
      {text ? <FoldedText text={text} lines={4} /> : null}
    </div>
  );
}

function CallView({ call: { name, input, result, denied } }: { readonly call: ToolCall }) {
  return (
    <div className={css.call}>
      <p className={css.source}>
        <b className="mono">{name}</b> {denied === null ? null : <Chip kind="harm">{denied}</Chip>}
      </p>
      {input ? <FoldedText text={input} lines={8} mono /> : null}
      {result ? (
        <>
          <span className={css.role}>result</span>
          <FoldedText text={result} lines={8} />
        </>
      ) : null}
    </div>
  );
}
