import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { classes } from "../../ui/index.ts";
import css from "./Composer.module.css";
import { type ComposerIntent, completionsFor, readComposer } from "./composerGrammar.ts";

export type SubmitAnswer = { readonly ok: true } | { readonly ok: false; readonly message: string };

interface Props {
  /** Where the unsent text is kept, so that leaving the page does not lose it. */
  readonly storageKey: string;
  readonly known: Parameters<typeof completionsFor>[1];
  /** Resolves once it landed, opened its dialog, or was refused; a refused text stays. */
  readonly onSubmit: (intent: Exclude<ComposerIntent, { kind: "empty" | "incomplete" }>) => Promise<SubmitAnswer>;
}

export function Composer({ storageKey, known, onSubmit }: Props) {
  const [text, setText] = useKeptText(storageKey);
  const [chosen, setChosen] = useState(0);
  const [closed, setClosed] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const listId = useId();
  const completions = closed ? [] : completionsFor(text, known);
  const selected = completions[Math.min(chosen, completions.length - 1)] ?? null;

  const change = (next: string) => {
    setText(next);
    setChosen(0);
    setClosed(false);
    setMessage(null);
  };
  const send = async () => {
    const intent = readComposer(text);
    if (intent.kind === "empty" || sending) return;
    if (intent.kind === "incomplete") return setMessage(intent.message);
    setSending(true);
    try {
      const answer = await onSubmit(intent);
      if (answer.ok) change("");
      else setMessage(answer.message);
    } finally {
      setSending(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && completions.length > 0) {
      event.preventDefault();
      setChosen((chosen + step + completions.length) % completions.length);
    } else if (event.key === "Escape" && completions.length > 0) {
      event.stopPropagation();
      setClosed(true);
    } else if (selected && (event.key === "Tab" || (event.key === "Enter" && isUnfinished(text)))) {
      event.preventDefault();
      change(selected.text);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };

  return (
    <div className={css.composer}>
      {completions.length > 0 ? (
        <div className={css.completions} id={listId} role="listbox" aria-label="Commands">
          {completions.map((completion) => (
            <div
              key={completion.text}
              id={`${listId}-${completions.indexOf(completion)}`}
              role="option"
              tabIndex={-1}
              aria-selected={completion === selected}
              className={classes(css.completion, completion === selected && css.selected)}
              onPointerDown={(event) => {
                event.preventDefault();
                change(completion.text);
              }}
            >
              <span className="mono">{completion.label}</span>
              <span className={css.hint}>{completion.hint}</span>
            </div>
          ))}
        </div>
      ) : null}
      {message ? (
        <p className={css.message} role="alert">
          {message}
        </p>
      ) : null}
      <div className={css.field}>
        <textarea
          className={css.input}
          data-composer
          aria-label="Write into the log, or / for a command"
          {...(completions.length > 0 ? { "aria-controls": listId } : {})}
          aria-autocomplete="list"
          {...(selected ? { "aria-activedescendant": `${listId}-${completions.indexOf(selected)}` } : {})}
          placeholder="Write, or / for a command"
          rows={1}
          value={text}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <kbd className={css.kbd}>{sending ? "…" : text ? "↵" : "⌘K"}</kbd>
      </div>
    </div>
  );
}

/** Only the command's name is being typed: Enter takes the completion instead of sending half a command. */
const isUnfinished = (text: string): boolean => /^\/\S*$/.test(text);

function useKeptText(key: string): readonly [string, (text: string) => void] {
  const [text, setText] = useState(() => localStorage.getItem(key) ?? "");
  useEffect(() => {
    if (text === "") localStorage.removeItem(key);
    else localStorage.setItem(key, text);
  }, [key, text]);
  return [text, setText];
}
