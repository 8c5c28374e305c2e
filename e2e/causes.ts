import { expect, type Locator, type Page } from "@playwright/test";

/** What a drill really did: the key to the answer. The product does not know it. */
export interface TrueCause {
  /** As the change names it: artefact and version. */
  readonly change: string;
  /** As the page writes a segment; null: all traffic is hit, and no segment may claim half of it. */
  readonly segment: string | null;
  /** Where the runbook would look; either is right where the fault has two sides. */
  readonly layers: readonly string[];
}

/** First or second in its ranking counts as found: somebody who looks will look there. */
const LOOKED_AT = 2;

/**
 * The Diagnose page of an incident names the true cause, by machine-made proposals alone: nobody has added a hypothesis, an answer or a
 * change. Says how long after the drill began.
 */
export async function namesTheCause(
  page: Page,
  given: { incident: string; began: number; drill: string } & TrueCause,
): Promise<void> {
  const { incident, began, drill, change, segment, layers } = given;
  await page.goto(`${incident}/diagnose`);
  const region = (name: string) => page.getByRole("region", { name, exact: true });
  // The fault unfolds while it is looked at: the ranking is awaited, not sampled.
  await expect(async () => {
    const found = {
      changes: await firstOf(region("Changes").getByRole("listitem")),
      segments: await firstOf(region("Segments").getByRole("rowheader")),
      layers: await firstOf(region("Layers").getByRole("listitem")),
    };
    expect(
      found.changes.some((text) => text.includes(change)),
      `${change} among ${found.changes.join(" | ")}`,
    ).toBe(true);
    if (segment === null)
      expect(Math.max(0, ...(await explainedBy(region("Segments")))), "what a segment explains").toBeLessThan(50);
    else
      expect(
        found.segments.map((text) => text.trim()),
        "segments",
      ).toContain(segment);
    const named = layers.some((layer) => found.layers.some((text) => text.includes(layer)));
    expect(named, `${layers.join(" or ")} among ${found.layers.join(" | ")}`).toBe(true);
  }).toPass({ timeout: 180_000, intervals: [2_000] });
  console.log(
    `${drill}: its cause stands on the Diagnose page ${Math.round((Date.now() - began) / 1000)} s after the drill began`,
  );
}

/** Per cent of the excess, of each segment that is listed. */
async function explainedBy(segments: Locator): Promise<readonly number[]> {
  const rows = await segments
    .getByRole("row")
    .filter({ has: segments.page().getByRole("rowheader") })
    .all();
  const cells = await Promise.all(rows.map((row) => row.getByRole("cell").nth(3).textContent()));
  return cells.map((text) => Number(/([\d.]+) %/.exec(text ?? "")?.[1] ?? Number.NaN));
}

async function firstOf(rows: ReturnType<Page["locator"]>): Promise<readonly string[]> {
  return (await rows.allInnerTexts()).slice(0, LOOKED_AT);
}

/** Declares what the inbox suspects of a service; answers the incident's address. */
export async function declareFrom(page: Page, suspicion: string): Promise<string> {
  await page.goto(suspicion);
  await page.getByRole("link", { name: "Declare an incident" }).click();
  await expect(page.getByLabel("Service")).not.toHaveValue("", { timeout: 60_000 });
  await page.getByRole("button", { name: /^Declare SEV/ }).click();
  await expect(page).toHaveURL(/\/incidents\/INC-\d+$/);
  return new URL(page.url()).pathname;
}

/** Begins a drill on the incidents page; answers when. */
export async function beginDrill(page: Page, drill: string): Promise<number> {
  await page.goto("/incidents");
  await page
    .getByRole("region", { name: "Practice", exact: true })
    .getByRole("button", { name: `Begin the ${drill} drill` })
    .click();
  return Date.now();
}

/** The address of what is suspected of a service, as soon as it is. */
export async function suspectedOf(page: Page, service: string, timeout: number): Promise<string> {
  await page.goto("/incidents");
  const suspected = page
    .getByRole("region", { name: /^Suspected/ })
    .getByRole("link")
    .filter({ hasText: service })
    .first();
  await expect(suspected).toBeVisible({ timeout });
  return (await suspected.getAttribute("href")) ?? "";
}
