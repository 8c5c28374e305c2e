import { create } from "zustand";

/** The moment under the pointer, shared by all charts on the page; epoch milliseconds. */
interface Crosshair {
  readonly at: number | null;
  readonly point: (at: number | null) => void;
}
export const useCrosshair = create<Crosshair>()((set) => ({ at: null, point: (at) => set({ at }) }));

let wanted: number | null = null;
let awaitsFrame = false;
/** Takes effect with the next frame; only the last of a frame's moves counts. */
export function pointSoon(at: number | null): void {
  wanted = at;
  if (awaitsFrame) return;
  awaitsFrame = true;
  requestAnimationFrame(() => {
    awaitsFrame = false;
    useCrosshair.getState().point(wanted);
  });
}
