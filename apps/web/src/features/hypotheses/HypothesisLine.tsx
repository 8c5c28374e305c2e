import type { Hypothesis } from "@firebreak/incident";
import type { LayerFinding } from "@firebreak/runbook";
import { Ellipsis, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { classes, Dot, IconButton, Menu, MenuItem, MenuNote, MenuRule, ShareBar, type Tone, Tooltip } from "../../ui/index.ts";
import { EvidenceList } from "./EvidenceList.tsx";
import css from "./HypothesesPanel.module.css";
import type { HypothesisAsk, HypothesisTreeProps } from "./HypothesisTree.tsx";
import { type HypothesisRow, standingText, turnedText } from "./hypothesisTree.ts";
import type { RowDrag } from "./useRowDrag.ts";

interface Props {
  readonly incidentId: string;
  readonly row: HypothesisRow;
  readonly mine: boolean;
  readonly pending: boolean;
  readonly refusal: string | null;
  readonly onAsk: (ask: HypothesisAsk) => void;
  readonly finding: LayerFinding | undefined;
  readonly choice: HypothesisTreeProps["choice"] | undefined;
  readonly drag: RowDrag | null;
}
/** Amber is being worked on; green and red are decided; grey was not looked at. */
export const STATUS_TONE: Readonly<Record<Hypothesis["status"], Tone>> = {
  open: "neutral",
  investigating: "attention",
  supported: "attention",
  refuted: "verified",
  confirmed: "harm",
};

export function HypothesisLine({ incidentId, row, mine, pending, refusal, onAsk, finding, choice, drag }: Props) {
  const [open, setOpen] = useState(false);
  const { hypothesis, depth, ordinal, weight, leads, turned } = row;
  const { hypothesisId, status, statement } = hypothesis;
  const chosen = choice?.chosen === hypothesisId;
  return (
    <li
      className={classes(css.item, depth > 0 && css.child)}
      style={{ marginLeft: depth * 27 }}
      data-hypothesis={hypothesisId}
      data-pending={pending || undefined}
    >
      <div
        className={classes(
          css.line,
          choice && css.roomy,
          leads && css.lead,
          chosen && css.chosen,
          drag?.isDragged(hypothesisId) && css.dragged,
        )}
        data-drop={drag?.markOn(hypothesisId) ?? undefined}
        {...drag?.handlers(row)}
      >
        <Dot tone={STATUS_TONE[status]} />
        <button
          type="button"
          data-row
          className={classes(css.statement, status === "refuted" && css.struck, depth === 0 && leads && css.strong)}
          aria-keyshortcuts={drag ? "Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight" : undefined}
          {...(choice ? { "aria-current": chosen || undefined } : { "aria-expanded": open })}
          onClick={() => (choice ? choice.choose(hypothesisId) : setOpen(!open))}
        >
          {ordinal ? `${ordinal} · ` : ""}
          {statement}
        </button>
        <Weight weight={weight} />
        {turned > 0 ? <TurnedMark turned={turned} /> : null}
        <span className={css.standing} title={standingText(row)}>
          {standingText(row)}
          {pending ? " · sending" : ""}
        </span>
        {refusal === null ? <Actions row={row} mine={mine} onAsk={onAsk} /> : null}
      </div>
      <Below {...{ incidentId, hypothesis, finding, open: open && !choice }} />
    </li>
  );
}

function Weight({ weight }: Pick<HypothesisRow, "weight">) {
  if (weight === null) return null;
  return (
    <span className={css.weight}>
      <ShareBar thin share={weight} tone="violet" label="Evidence in favour" />
    </span>
  );
}

interface BelowProps extends Pick<Props, "incidentId" | "finding"> {
  readonly hypothesis: Hypothesis;
  readonly open: boolean;
}
function Below({ incidentId, hypothesis, finding, open }: BelowProps) {
  return (
    <>
      {finding && finding.finding !== "not-measured" ? (
        <p className={css.found} data-finding={finding.finding}>
          {finding.sentence}
        </p>
      ) : null}
      {open ? (
        <div className={css.detail}>
          {hypothesis.check ? <p>{hypothesis.check}</p> : null}
          <EvidenceList incidentId={incidentId} evidence={hypothesis.evidence} />
        </div>
      ) : null}
    </>
  );
}

/** What was concluded may rest on something that is no longer so. */
function TurnedMark({ turned }: { readonly turned: number }) {
  return (
    <Tooltip text={turnedText(turned)}>
      <span className={css.turned} role="img" aria-label={turnedText(turned)}>
        <TriangleAlert aria-hidden="true" />
      </span>
    </Tooltip>
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
      <MenuItem onSelect={() => onAsk({ kind: "split", hypothesis })}>Split …</MenuItem>
      <MenuItem onSelect={() => onAsk({ kind: "move", hypothesis })}>Move …</MenuItem>
    </Menu>
  );
}
