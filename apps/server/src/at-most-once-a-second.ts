/** The first call runs `task` at once; those within the next second run it once more, at its end. */
export function atMostOnceASecond(task: () => void): (() => void) & { cancel(): void } {
  let pause: NodeJS.Timeout | null = null;
  let again = false;
  const run = () => {
    again = false;
    pause = setTimeout(() => {
      pause = null;
      if (again) run();
    }, 1_000).unref();
    task();
  };
  const ask = () => {
    if (pause) again = true;
    else run();
  };
  ask.cancel = () => {
    if (pause) clearTimeout(pause);
    again = false;
  };
  return ask;
}
