import { create } from "zustand";

/** The moment under the pointer, shared by all charts on the page; epoch milliseconds. */
interface Crosshair {
  readonly at: number | null;
  readonly point: (at: number | null) => void;
}
export const useCrosshair = create<Crosshair>()((set) => ({ at: null, point: (at) => set({ at }) }));
