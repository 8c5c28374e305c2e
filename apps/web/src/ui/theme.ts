/** `null`: the page's own (dark in the war room, light for executives and support). */
export type ThemeChoice = "dark" | "light" | "system" | null;

/** Defined by `public/theme.js`, which runs before the first paint. */
declare global {
  var firebreakTheme: { apply(): void; choose(choice: ThemeChoice): void; chosen(): ThemeChoice } | undefined;
}

export const chosenTheme = (): ThemeChoice => globalThis.firebreakTheme?.chosen() ?? null;
export const chooseTheme = (choice: ThemeChoice): void => globalThis.firebreakTheme?.choose(choice);
/** To be called when the path changed: another page may have another theme of its own. */
export const applyTheme = (): void => globalThis.firebreakTheme?.apply();
