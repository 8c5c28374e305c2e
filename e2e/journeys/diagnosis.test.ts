import { expect, type Page, test } from "@playwright/test";
import { beginDrill, declareFrom, namesTheCause, suspectedOf } from "../causes.ts";
import { breaksNoRule, picture } from "../pages.ts";
import { enterByLink } from "../people.ts";
import { startProduct } from "../product.ts";

const ASSISTANT = "support-assistant";
const SCORING = "refund-risk";
const LEARNT_MS = 8 * 60_000;
const SUSPECTED_MS = 180_000;

test("I4 and I5 at once: the cause of each stands on its Diagnose page; requests are read and pinned, the tree is worked on", async ({
  browser,
}) => {
  await using product = await startProduct();
  const page = await enterByLink(browser, product.link, { name: "Administrator", email: "administrator@example.org" });

  await test.step("what these faults show in is learnt", async () => {
    await isLearnt(page, ASSISTANT, "Requests with a denied tool call");
    await isLearnt(page, SCORING, "Overruled decisions");
  });

  const injected = { drill: "I4", began: await beginDrill(page, "I4") };
  const unfair = { drill: "I5", began: await beginDrill(page, "I5") };

  const security =
    await test.step("I4: the poisoned index, the questions that meet it, the content that was retrieved", async () => {
      const incident = await declareFrom(page, await suspectedOf(page, ASSISTANT, SUSPECTED_MS));
      await namesTheCause(page, {
        ...injected,
        incident,
        change: "handbook-2026-12",
        segment: "language=en ∧ topic=shipping",
        layers: ["Retrieval content"],
      });
      await picture(page, "diagnose");
      return incident;
    });

  await test.step("I5: the policy, the group, the layer after the model", async () => {
    const incident = await declareFrom(page, await suspectedOf(page, SCORING, SUSPECTED_MS));
    await namesTheCause(page, {
      ...unfair,
      incident,
      change: "refund-policy-10",
      segment: "age-band=18-29",
      layers: ["Post-processing"],
    });
  });

  await test.step("a request that shows it is read, with what was retrieved and which tool was called, and pinned", async () => {
    await page.goto(`${security}/diagnose?look=records`);
    await page.getByRole("list", { name: "Requests, newest first" }).getByRole("listitem").first().getByRole("button").click();
    const trace = page.getByRole("region", { name: /^Request/ });
    await expect(trace).toContainText(/send_customer_file|change_payout_account/);
    await trace.getByRole("button", { name: /^Pin/ }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox").fill("The retrieved page orders a tool call, and the model obeys.");
    await dialog.getByRole("button", { name: "Pin", exact: true }).click();
    await expect(page.getByRole("button", { name: "Pinned requests: 1" })).toBeVisible();
    await page.goto(`${security}/log`);
    await expect(page.getByRole("log")).toContainText("pinned a request");
  });

  await test.step("the matrix, the comparison, the records and the tree break no accessibility rule", async () => {
    for (const look of ["causes", "matrix", "compare", "records"]) {
      await page.goto(`${security}/diagnose?look=${look}`);
      await expect(page.getByRole("heading", { level: 2, name: "Diagnose", exact: true })).toBeVisible();
      await breaksNoRule(page);
    }
    await page.goto(`${security}/hypotheses`);
    await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible();
    await breaksNoRule(page);
  });
});

/** The signal has a band: from now on a departure is told. */
async function isLearnt(page: Page, service: string, signal: string): Promise<void> {
  await page.goto(`/signals?service=${service}`);
  const row = page
    .getByRole("complementary", { name: "Signals of the service" })
    .getByRole("listitem")
    .filter({ hasText: signal })
    .first();
  await expect(row).toContainText("quiet", { timeout: LEARNT_MS });
}
