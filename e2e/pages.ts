import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const LOADED_MS = 60_000;

/** The page that is open, loaded, breaks no rule of WCAG 2.2 AA, dark or light. What is only half faded in has no contrast yet: no motion meanwhile. */
export async function breaksNoRule(page: Page): Promise<void> {
  const path = new URL(page.url()).pathname;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect(page.locator("[role=status][aria-busy=true]")).toHaveCount(0, { timeout: LOADED_MS });
  for (const theme of ["light", "dark"]) {
    await page.evaluate(
      (name) => (globalThis as unknown as { firebreakTheme: { choose(theme: string): void } }).firebreakTheme.choose(name),
      theme,
    );
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    const { violations } = await new AxeBuilder({ page })
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
      .analyze();
    expect(
      violations.map(
        (violation) => `${path} ${theme}: ${violation.id} ${violation.nodes.map((node) => node.target.join(" ")).join(", ")}`,
      ),
    ).toEqual([]);
  }
  await page.emulateMedia({ reducedMotion: null });
}

/** The README's pictures are made by the journeys: `UPDATE_PICTURES=1 pnpm e2e`. */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_PICTURES) await page.screenshot({ path: `docs/images/${name}.png`, animations: "disabled" });
}
