import { segmentKey } from "@firebreak/incident";
import { Select, TextField } from "../../ui/index.ts";
import { type EvidenceDraft, type EvidenceSources, saidOf, withSegment } from "./evidenceDraft.ts";
import { changeName, EXPECTS_LABELS, EXPECTS_OF_ALL, EXPECTS_OF_SEGMENT, segmentIn } from "./evidenceText.ts";
import css from "./HypothesisForm.module.css";
import { useCheckNow } from "./useCheckNow.ts";

interface Props {
  readonly draft: EvidenceDraft;
  readonly sources: EvidenceSources;
  readonly onChange: (draft: EvidenceDraft) => void;
}
const NOT_CHOSEN = { value: "", label: "Choose …" } as const;

/** What each kind of evidence asks for. */
export function EvidenceFields({ draft, sources, onChange }: Props) {
  switch (draft.kind) {
    case "live":
      return <LiveFields draft={draft} sources={sources} onChange={onChange} />;
    case "change":
      return <ChangeField draft={draft} sources={sources} onChange={onChange} />;
    case "segment":
      return (
        <Select
          label={`Segment, by ${sources.harm.bad}`}
          value={draft.segment}
          hint={sources.segments === null ? "The segments are being measured." : undefined}
          options={[NOT_CHOSEN, ...segmentOptions(sources)]}
          onChange={(segment) => onChange({ ...draft, segment })}
        />
      );
    case "record":
      return <RecordFields draft={draft} sources={sources} onChange={onChange} />;
    case "note":
      return (
        <TextField
          label="Link (optional)"
          type="url"
          value={draft.link}
          onChange={(event) => onChange({ ...draft, link: event.target.value })}
        />
      );
  }
}

const segmentOptions = ({ segments }: EvidenceSources) =>
  (segments ?? []).map((row) => {
    const key = segmentKey(segmentIn(row));
    return { value: key, label: `${key} · ${(row.rate * 100).toFixed(1)} %` };
  });

function LiveFields({ draft, sources, onChange }: Props) {
  const offered = draft.of === "" ? EXPECTS_OF_ALL : EXPECTS_OF_SEGMENT;
  return (
    <>
      <Select
        label="Signal"
        value={draft.signal}
        options={sources.definitions.map(({ id, title }) => ({ value: id, label: title }))}
        onChange={(signal) => onChange({ ...draft, signal })}
      />
      <div className={css.pair}>
        <Select
          label="Of"
          value={draft.of}
          options={[{ value: "", label: "all traffic" }, ...segmentOptions(sources)]}
          onChange={(of) => onChange(withSegment(draft, of))}
        />
        <Select
          label="Expected"
          value={draft.expects}
          options={offered.map((value) => ({ value, label: EXPECTS_LABELS[value] }))}
          onChange={(expects) => onChange({ ...draft, expects })}
        />
      </div>
      <Now draft={draft} sources={sources} />
    </>
  );
}

/** What the query says this moment, before it is attached. */
function Now({ draft, sources }: Omit<Props, "onChange">) {
  const said = saidOf(draft, null, sources);
  const live = typeof said === "string" ? null : said.live;
  const unit = sources.definitions.find(({ id }) => id === draft.signal)?.unit ?? "share";
  const { now, fault } = useCheckNow(sources.service, live, unit);
  const word = now?.holds === true ? "It holds. " : now?.holds === false ? "It does not hold. " : "";
  return (
    <p className={css.now} role="status">
      <b>{word}</b>
      {typeof said === "string" ? said : (fault ?? now?.sentence ?? "Looking …")}
    </p>
  );
}

function ChangeField({ draft, sources, onChange }: Props) {
  const { changes, changesFault } = sources;
  const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const empty = changes?.length === 0 ? "No change was announced or seen in the last 24 hours." : null;
  return (
    <Select
      label="Change"
      value={draft.changeId}
      error={changesFault}
      hint={changes === null && changesFault === null ? "The changes are being read." : empty}
      options={[
        NOT_CHOSEN,
        ...(changes ?? []).map((change) => ({
          value: change.changeId,
          label: `${clock.format(change.effectiveAt)} · ${changeName(change)}`,
        })),
      ]}
      onChange={(changeId) => onChange({ ...draft, changeId })}
    />
  );
}

function RecordFields({ draft, sources, onChange }: Props) {
  const isPinned = sources.pinned.some(({ requestId }) => requestId === draft.requestId);
  return (
    <div className={css.pair}>
      <Select
        label="Pinned to the incident"
        value={isPinned ? draft.requestId : ""}
        options={[
          { value: "", label: sources.pinned.length === 0 ? "None is pinned yet" : "Choose …" },
          ...sources.pinned.map(({ requestId, reason }) => ({ value: requestId, label: `${requestId} · ${reason}` })),
        ]}
        onChange={(requestId) => onChange({ ...draft, requestId })}
      />
      <TextField
        label="Or by its request id"
        value={draft.requestId}
        maxLength={200}
        onChange={(event) => onChange({ ...draft, requestId: event.target.value })}
      />
    </div>
  );
}
