import { classes } from "../../ui/index.ts";
import { type SignalWindow, WINDOWS, type WindowId } from "./signalWindow.ts";
import css from "./WindowPicker.module.css";

interface Props {
  readonly window: SignalWindow;
  readonly windows?: readonly SignalWindow[];
  readonly onPick: (id: WindowId) => void;
}

export function WindowPicker({ window, windows = WINDOWS, onPick }: Props) {
  return (
    <fieldset className={css.picker}>
      <legend className="sr-only">Window of the charts</legend>
      {windows.map((choice) => (
        <button
          key={choice.id}
          type="button"
          className={classes(css.choice, choice.id === window.id && css.on)}
          aria-pressed={choice.id === window.id}
          onClick={() => onPick(choice.id)}
        >
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}
