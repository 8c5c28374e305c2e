import type { Hypothesis } from "@firebreak/incident";
import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { classes, Dot, IconButton, Menu, MenuItem, MenuNote, MenuRule, ProofChip, ShareBar, type Tone } from "../../ui/index.ts";
import css from "./HypothesesPanel.module.css";
import type { HypothesisAsk } from "./HypothesesPanel.tsx";
import { type HypothesisRow, standingText } from "./hypothesisTree.ts";

interface Props {
  readonly incidentId: string;
  readonly row: HypothesisRow;
  readonly mine: boolean;
  readonly refusal: string | null;
  readonly onAsk: (ask: HypothesisAsk) => void;
}
/** Amber is being worked on; green and red are decided; grey was not looked at. */
const TONE: Readonly<Record<Hypothesis["status"], Tone>> = {
  open: "neutral",
  investigating: "attention",
  supported: "attention",
  refuted: "verified",
  confirmed: "harm",
};

export function HypothesisLine({ incidentId, row, mine, refusal, onAsk }: Props) {
  const [open, setOpen] = useState(false);
  const { hypothesis, depth, ordinal, weight, leads } = row;
  const { status, statement } = hypothesis;
  return (
    <li className={classes(css.item, depth > 0 && css.child)} style={{ marginLeft: depth * 27 }}>
      <div className={classes(css.line, leads && css.lead)}>
        <Dot tone={TONE[status]} />
        <button
          type="button"
          data-row
          className={classes(css.statement, status === "refuted" && css.struck, depth === 0 && leads && css.strong)}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {ordinal ? `${ordinal} · ` : ""}
          {statement}
        </button>
        {weight === null ? null : (
          <span className={css.weight}>
            <ShareBar thin share={weight} tone="violet" label="Evidence in favour" />
          </span>
        )}
        <span className={css.standing} title={standingText(row)}>
          {standingText(row)}
        </span>
        {refusal === null ? <Actions row={row} mine={mine} onAsk={onAsk} /> : null}
      </div>
      {open ? <Detail incidentId={incidentId} hypothesis={hypothesis} /> : null}
    </li>
  );
}

function Actions({ row: { hypothesis }, mine, onAsk }: Pick<Props, "row" | "mine" | "onAsk">) {
  const { status } = hypothesis;
  const change = (next: Hypothesis["status"], label: string) =>
    status === next ? null : (
      <MenuItem key={next} onSelect={() => onAsk({ kind: "status", hypothesis, status: next })}>
        {label}
      </MenuItem>
    );
  return (
    <Menu
      trigger={
        <IconButton className={css.more} label={`Actions for ${hypothesis.statement}`}>
          <Ellipsis aria-hidden="true" />
        </IconButton>
      }
    >
      {hypothesis.check ? <MenuNote>{hypothesis.check}</MenuNote> : null}
      {mine ? null : <MenuItem onSelect={() => onAsk({ kind: "take", hypothesis })}>Take it</MenuItem>}
      {change("investigating", "Investigate")}
      {change("supported", "Mark supported")}
      {change("refuted", "Refute …")}
      {change("confirmed", "Confirm …")}
      {change("open", "Open again")}
      <MenuRule />
      <MenuItem onSelect={() => onAsk({ kind: "evidence", hypothesis })}>Attach evidence …</MenuItem>
      <MenuItem onSelect={() => onAsk({ kind: "add", parent: hypothesis })}>Add one below …</MenuItem>
    </Menu>
  );
}

function Detail({ incidentId, hypothesis }: { readonly incidentId: string; readonly hypothesis: Hypothesis }) {
  return (
    <div className={css.detail}>
      {hypothesis.check ? <p>{hypothesis.check}</p> : null}
      {hypothesis.evidence.length === 0 ? <p className={css.faint}>No evidence attached yet.</p> : null}
      {hypothesis.evidence.map((evidence) => (
        <p key={evidence.evidenceId}>
          <b className={evidence.stance === "for" ? css.for : css.against}>{evidence.stance}</b> {evidence.text}{" "}
          <span className={css.faint}>{evidence.by}</span>{" "}
          {evidence.proofs.map((proof) => (
            <ProofChip key={`${proof.kind}-${proof.ref}`} incidentId={incidentId} proof={proof} />
          ))}
        </p>
      ))}
    </div>
  );
}
