import { useSearchParams } from "react-router";
import { useNowAs } from "../../ui/index.ts";
import { defaultWindow, type SignalWindow, type WindowId, windowOf } from "./signalWindow.ts";

/** The window of the charts, in the address as `?window=`; without one, the shortest that holds the incident. */
export function useSignalWindow(impactStartedAt: string): readonly [SignalWindow, (id: WindowId) => void] {
  const [search, setSearch] = useSearchParams();
  const fitting = useNowAs((now) => defaultWindow(Date.parse(impactStartedAt), now).id);
  const window = windowOf(search.get("window")) ?? windowOf(fitting);
  if (!window) throw new Error(`there is no window ${fitting}`);
  const pick = (id: WindowId) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        next.set("window", id);
        return next;
      },
      { replace: true },
    );
  return [window, pick];
}
