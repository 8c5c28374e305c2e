import type { SignalDefinition, SignalId } from "@firebreak/signals";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, EXPECTED_CHANGES_KEY, faultOf } from "../../../live/index.ts";
import {
  Button,
  Dialog,
  fromLocalInput,
  RadioGroup,
  serverNow,
  TextArea,
  TextField,
  toast,
  toLocalInput,
} from "../../../ui/index.ts";
import css from "./ExpectedDialog.module.css";
import { checkExpected, type ExpectedDraft } from "./expectedDraft.ts";

interface Props {
  readonly service: string;
  readonly definitions: readonly SignalDefinition[];
  /** What the page shows when it is opened. */
  readonly suggested: readonly SignalId[];
  readonly onClose: () => void;
}

const HOUR = 3_600_000;
const LENGTHS = [
  { hours: 1, label: "1 h" },
  { hours: 4, label: "4 h" },
  { hours: 24, label: "1 day" },
  { hours: 168, label: "7 days" },
] as const;

/** A planned shift: while it lasts, alerts of its signals are held with its reason, and what is expected of them adapts. */
export function ExpectedDialog({ service, definitions, suggested, onClose }: Props) {
  const [draft, setDraft] = useState<ExpectedDraft>(() => emptyDraft(suggested));
  const [tried, setTried] = useState(false);
  const client = useQueryClient();
  const document = useMutation({
    mutationFn: () => api.expectedChanges.document.mutate({ service, ...toSend(draft) }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: [EXPECTED_CHANGES_KEY] });
      toast({ title: "Documented", text: "Its alerts are held while it lasts. It ends by itself." });
      onClose();
    },
  });
  const faults = tried ? checkExpected(draft, serverNow()) : {};
  const change = (part: Partial<ExpectedDraft>) => setDraft((before) => ({ ...before, ...part }));
  const send = () => {
    setTried(true);
    if (Object.keys(checkExpected(draft, serverNow())).length === 0) document.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      width="medium"
      title="Document an expected change"
      description={
        <>
          Alerts of <code>{service}</code> are held with this reason while it lasts. It ends by itself.
        </>
      }
      actions={
        <>
          <Button look="bare" onClick={onClose}>
            Cancel
          </Button>
          <Button look="primary" busy={document.isPending} onClick={send}>
            Document
          </Button>
        </>
      }
    >
      <div className={css.form}>
        <TextArea
          label="What is planned"
          placeholder="Load test of the new serving image"
          rows={2}
          maxLength={1000}
          value={draft.reason}
          error={faults.reason}
          onChange={(event) => change({ reason: event.target.value })}
        />
        <div className={css.times}>
          <TextField
            type="datetime-local"
            step={60}
            label="From"
            value={draft.from === null ? "" : toLocalInput(draft.from)}
            error={faults.from}
            onChange={(event) => change({ from: fromLocalInput(event.target.value) })}
          />
          <TextField
            type="datetime-local"
            step={60}
            label="Until"
            value={draft.to === null ? "" : toLocalInput(draft.to)}
            error={faults.to}
            onChange={(event) => change({ to: fromLocalInput(event.target.value) })}
          />
          <span className={css.lengths}>
            {LENGTHS.map(({ hours, label }) => (
              <Button
                key={hours}
                size="small"
                aria-label={`Lasts ${label}`}
                onClick={() => change({ to: (draft.from ?? serverNow()) + hours * HOUR })}
              >
                {label}
              </Button>
            ))}
          </span>
        </div>
        <SignalChoice draft={draft} definitions={definitions} error={faults.signals} change={change} />
        {document.error ? (
          <p role="alert" className={css.fault}>
            {faultOf(document.error).message}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}

function emptyDraft(suggested: readonly SignalId[]): ExpectedDraft {
  const from = Math.floor(serverNow() / 60_000) * 60_000;
  return { reason: "", from, to: from + HOUR, scope: suggested.length === 1 ? "some" : "all", signals: suggested };
}
/** The draft was checked: both times are there. */
const toSend = ({ reason, from, to, scope, signals }: ExpectedDraft) => ({
  reason: reason.trim(),
  from: from ?? 0,
  to: to ?? 0,
  signals: scope === "all" ? [] : [...signals],
});

interface ChoiceProps {
  readonly draft: ExpectedDraft;
  readonly definitions: readonly SignalDefinition[];
  readonly error: string | undefined;
  readonly change: (part: Partial<ExpectedDraft>) => void;
}
function SignalChoice({ draft, definitions, error, change }: ChoiceProps) {
  const toggle = (id: SignalId) =>
    change({ signals: draft.signals.includes(id) ? draft.signals.filter((one) => one !== id) : [...draft.signals, id] });
  return (
    <>
      <RadioGroup
        label="Which signals shift"
        value={draft.scope}
        options={[
          { value: "all", label: "All of the service" },
          { value: "some", label: `These (${draft.signals.length})` },
        ]}
        onChange={(scope) => change({ scope })}
      />
      {draft.scope === "some" ? (
        <fieldset className={css.signals}>
          <legend className="sr-only">Signals that shift</legend>
          {definitions.map(({ id, title }) => (
            <label key={id} className={css.signal}>
              <input type="checkbox" checked={draft.signals.includes(id)} onChange={() => toggle(id)} />
              {title}
            </label>
          ))}
        </fieldset>
      ) : null}
      {error ? (
        <p role="alert" className={css.fault}>
          {error}
        </p>
      ) : null}
    </>
  );
}
