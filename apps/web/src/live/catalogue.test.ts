import { SIGNALS } from "@firebreak/signals";
import { expect, it } from "vitest";
import { onBoard } from "./catalogue.ts";

it("takes the signals that have a place on the board, in the order of their places, six at most", () => {
  const placed = SIGNALS.filter((signal) => signal.board !== null);
  const [first] = placed;
  if (!first) throw new Error("no signal has a place on the board");
  const shuffled = [...placed]
    .reverse()
    .concat({ ...first, id: "not-there", board: null }, { ...first, id: "too-many", board: 99 });
  expect(onBoard(shuffled).map(({ id }) => id)).toEqual(
    [...placed]
      .sort((a, b) => (a.board ?? 0) - (b.board ?? 0))
      .slice(0, 6)
      .map(({ id }) => id),
  );
  expect(onBoard([])).toEqual([]);
});
