import type { UpdateContent } from "@firebreak/incident";
import { RadioGroup, TextField } from "../../ui/index.ts";
import css from "./UpdateDialog.module.css";

type Content = Extract<UpdateContent, { audience: "executives" }>;
interface Props {
  readonly content: Content;
  readonly onChange: (content: Content) => void;
}

export function ExecutiveFields({ content, onChange }: Props) {
  const figure = content.impactFigure ?? { value: "", of: "" };
  const { expected } = content;
  const setExpected = (part: Partial<NonNullable<Content["expected"]>>) =>
    onChange({ ...content, expected: { at: "", confidence: "low", basis: "", ...expected, ...part } });
  return (
    <>
      <fieldset className={css.pair}>
        <legend className="sr-only">Impact figure</legend>
        <TextField
          label="Impact figure"
          placeholder="6.1 %"
          maxLength={24}
          value={figure.value}
          onChange={(event) => onChange({ ...content, impactFigure: { ...figure, value: event.target.value } })}
        />
        <TextField
          label="of what"
          placeholder="of all answers in German, tier pro"
          maxLength={200}
          value={figure.of}
          onChange={(event) => onChange({ ...content, impactFigure: { ...figure, of: event.target.value } })}
        />
      </fieldset>
      <fieldset className={css.triple}>
        <legend className="sr-only">Expected end</legend>
        <TextField
          type="datetime-local"
          label="Expected (optional)"
          hint="Leave empty where nobody knows."
          value={expected?.at ? localValue(expected.at) : ""}
          onChange={(event) => {
            const at = Date.parse(event.target.value);
            if (Number.isNaN(at)) onChange({ ...content, expected: null });
            else setExpected({ at: new Date(at).toISOString() });
          }}
        />
        {expected ? (
          <>
            <RadioGroup
              label="Confidence"
              value={expected.confidence}
              options={[
                { value: "low", label: "low" },
                { value: "medium", label: "medium" },
                { value: "high", label: "high" },
              ]}
              onChange={(confidence) => setExpected({ confidence })}
            />
            <TextField
              label="It rests on"
              maxLength={200}
              value={expected.basis}
              onChange={(event) => setExpected({ basis: event.target.value })}
            />
          </>
        ) : null}
      </fieldset>
    </>
  );
}

/** The form `datetime-local` takes: the reader's zone, to the minute. */
function localValue(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
