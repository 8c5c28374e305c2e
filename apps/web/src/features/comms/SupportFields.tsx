import type { UpdateContent } from "@firebreak/incident";
import { Plus, X } from "lucide-react";
import { Button, IconButton, TextArea, TextField } from "../../ui/index.ts";
import css from "./UpdateDialog.module.css";

type Content = Extract<UpdateContent, { audience: "support" }>;
interface Props {
  readonly content: Content;
  readonly onChange: (content: Content) => void;
}

export function SupportFields({ content, onChange }: Props) {
  const points = content.talkingPoints;
  const setPoint = (index: number, part: Partial<Content["talkingPoints"][number]>) =>
    onChange({ ...content, talkingPoints: points.map((point, at) => (at === index ? { ...point, ...part } : point)) });
  return (
    <>
      <fieldset className={css.points}>
        <legend>Talking points</legend>
        {points.map((point, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a talking point has no identity but its place in the list
          <div key={index} className={css.point}>
            <TextField
              label={`When, point ${index + 1}`}
              quietLabel
              placeholder="When a customer asks …"
              value={point.when}
              onChange={(event) => setPoint(index, { when: event.target.value })}
            />
            <TextArea
              label={`Say, point ${index + 1}`}
              quietLabel
              rows={2}
              placeholder="Say …"
              value={point.say}
              onChange={(event) => setPoint(index, { say: event.target.value })}
            />
            <IconButton
              label={`Remove point ${index + 1}`}
              onClick={() => onChange({ ...content, talkingPoints: points.filter((_, at) => at !== index) })}
            >
              <X aria-hidden="true" />
            </IconButton>
          </div>
        ))}
        {points.length < 12 ? (
          <Button
            size="small"
            look="bare"
            icon={<Plus aria-hidden="true" />}
            onClick={() => onChange({ ...content, talkingPoints: [...points, { when: "", say: "" }] })}
          >
            Add a talking point
          </Button>
        ) : null}
      </fieldset>
      <Lines label="Do not say" lines={content.doNotSay} onChange={(doNotSay) => onChange({ ...content, doNotSay })} />
      <Lines
        label="Escalate when"
        lines={content.escalateWhen}
        onChange={(escalateWhen) => onChange({ ...content, escalateWhen })}
      />
    </>
  );
}

/** One entry a line. */
function Lines({
  label,
  lines,
  onChange,
}: {
  readonly label: string;
  readonly lines: string[];
  readonly onChange: (lines: string[]) => void;
}) {
  return (
    <TextArea
      label={label}
      hint="One a line, at most twelve."
      rows={Math.max(2, lines.length)}
      value={lines.join("\n")}
      onChange={(event) => onChange(event.target.value === "" ? [] : event.target.value.split("\n").slice(0, 12))}
    />
  );
}
