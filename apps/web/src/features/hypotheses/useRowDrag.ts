import type { Hypothesis } from "@firebreak/incident";
import { type DragEvent, useState } from "react";
import type { HypothesisRow } from "./hypothesisTree.ts";
import { type Place, placeOfDrop, type Zone, zoneAt } from "./treePlaces.ts";

interface Desk {
  readonly explainPlace: (hypothesisId: string, place: Place) => string | null;
  readonly place: (hypothesis: Hypothesis, place: Place) => void;
  readonly refused: (sentence: string) => void;
}
interface Over {
  readonly hypothesisId: string;
  readonly zone: Zone;
  readonly fault: string | null;
}
export interface RowDrag {
  /** Where the dragged row would land on this one; null: it is not over it, or may not land there. */
  readonly markOn: (hypothesisId: string) => Zone | null;
  readonly isDragged: (hypothesisId: string) => boolean;
  readonly handlers: (row: HypothesisRow) => {
    readonly draggable: true;
    readonly onDragStart: (event: DragEvent) => void;
    readonly onDragOver: (event: DragEvent) => void;
    readonly onDragLeave: (event: DragEvent) => void;
    readonly onDrop: (event: DragEvent) => void;
    readonly onDragEnd: () => void;
  };
}

/** Rows dragged with the pointer onto each other's edges (beside) or middle (below it). Where the core would refuse, no mark is drawn. */
export function useRowDrag(rows: readonly HypothesisRow[], { explainPlace, place, refused }: Desk): RowDrag {
  const [dragged, drag] = useState<Hypothesis | null>(null);
  const [over, setOver] = useState<Over | null>(null);
  const end = () => {
    drag(null);
    setOver(null);
  };
  const landing = (event: DragEvent, target: HypothesisRow, one: Hypothesis) => {
    const zone = zoneUnder(event);
    const to = placeOfDrop(rows, one, target, zone);
    const fault = typeof to === "string" ? to : explainPlace(one.hypothesisId, to);
    return { zone, to, fault };
  };
  return {
    markOn: (hypothesisId) => (over?.hypothesisId === hypothesisId && over.fault === null ? over.zone : null),
    isDragged: (hypothesisId) => dragged?.hypothesisId === hypothesisId,
    handlers: (row) => ({
      draggable: true,
      onDragStart: (event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", row.hypothesis.statement);
        drag(row.hypothesis);
      },
      onDragOver: (event) => {
        if (dragged === null) return;
        event.preventDefault();
        const { zone, fault } = landing(event, row, dragged);
        event.dataTransfer.dropEffect = "move";
        const { hypothesisId } = row.hypothesis;
        if (over?.hypothesisId !== hypothesisId || over.zone !== zone || over.fault !== fault)
          setOver({ hypothesisId, zone, fault });
      },
      onDragLeave: (event) => {
        if (event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)) return;
        setOver((now) => (now?.hypothesisId === row.hypothesis.hypothesisId ? null : now));
      },
      onDrop: (event) => {
        event.preventDefault();
        if (dragged === null) return;
        const { to, fault } = landing(event, row, dragged);
        end();
        // Put back where it was: no word is needed.
        if (dragged.hypothesisId === row.hypothesis.hypothesisId) return;
        if (typeof to === "string" || fault !== null) refused(fault ?? "");
        else place(dragged, to);
      },
      onDragEnd: end,
    }),
  };
}

function zoneUnder({ currentTarget, clientY }: DragEvent): Zone {
  const box = currentTarget.getBoundingClientRect();
  return zoneAt(clientY - box.top, box.height);
}
