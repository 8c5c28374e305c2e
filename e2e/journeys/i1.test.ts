import { expect, type Page, test } from "@playwright/test";
import { namesTheCause } from "../causes.ts";
import { breaksNoRule, picture } from "../pages.ts";
import { enterByLink, invite } from "../people.ts";
import { startProduct } from "../product.ts";

const PHONE = { viewport: { width: 390, height: 844 }, colorScheme: "light" as const };
const SEGMENT = "language=de ∧ tier=pro";

const share = async (page: Page, signal: string): Promise<number> => {
  const label = await page.getByRole("article", { name: signal }).getAttribute("aria-label");
  return Number(/([\d.]+) %/.exec(label ?? "")?.[1] ?? Number.NaN);
};
/** The figure on the incidents page says whether the signal left its envelope, or that it is still learning it. */
const practice = (page: Page) => page.getByRole("figure", { name: /Ungrounded answers/ });

// A drill begun in the very minute in which the envelope is learnt may, on a busy machine, be taken for what is usual: it is then rehearsed once more.
test.describe.configure({ retries: 1 });

test("I1 from a fresh start to an isolated segment, live in every browser", async ({ browser }) => {
  await using product = await startProduct();
  const administrator = await test.step("the one-time link makes the administrator, once", async () => {
    const page = await enterByLink(browser, product.link, { name: "Administrator", email: "administrator@example.org" });
    const second = await browser.newPage();
    await second.goto(product.link);
    await expect(second.getByText(/used/i).first()).toBeVisible();
    await second.close();
    return page;
  });

  await test.step("within a minute the practice service's telemetry moves", async () => {
    await expect(practice(administrator)).toContainText(/\d %/, { timeout: 60_000 });
  });

  const commander = await enterByLink(
    browser,
    await invite(administrator, { name: "Incident commander", email: "commander@example.org", role: "Commander" }),
    { name: "Incident commander" },
  );
  const executive = await enterByLink(
    browser,
    await invite(administrator, { name: "Executive", email: "executive@example.org", role: "Executive" }),
    { name: "Executive", context: PHONE },
  );
  const support = await enterByLink(
    browser,
    await invite(administrator, { name: "Support", email: "support@example.org", role: "Support" }),
    { name: "Support", context: PHONE },
  );
  await expect(executive).toHaveURL(/\/status$/);
  await expect(executive.getByRole("heading", { name: "No incident is active" })).toBeVisible();
  await expect(support).toHaveURL(/\/support$/);

  const began = await test.step("one click begins the drill; ungrounded answers leave their envelope", async () => {
    await commander.goto("/incidents");
    // Eight half minutes are learnt from.
    await expect(practice(commander)).toContainText(/envelope [\d.]+ % –/, { timeout: 420_000 });
    await commander.getByRole("button", { name: "Begin the I1 drill" }).first().click();
    const at = Date.now();
    await expect(practice(commander)).toHaveAccessibleName(/outside its envelope/, { timeout: 240_000 });
    return at;
  });

  await test.step("declare: everything known is filled in, severity follows from impact", async () => {
    await commander.goto("/incidents/new");
    await commander.getByLabel("Service").selectOption("support-assistant");
    await commander.getByLabel("Scenario").selectOption({ label: "I1 · Hallucination spike" });
    await expect(commander.getByRole("region", { name: "Detected by" })).toContainText("Ungrounded answers");
    await commander.getByLabel("Title").fill("Support assistant invents refund policies for some German customers");
    await commander.getByRole("button", { name: /^Declare SEV1/ }).click();
    await expect(commander).toHaveURL(/\/incidents\/INC-\d+$/);
  });
  const incident = new URL(commander.url()).pathname;

  await test.step("the executive's phone and a second browser show it without a reload", async () => {
    await expect(executive.getByRole("heading", { level: 1 })).toContainText("Support assistant invents refund policies");
    await expect(executive.getByText("Active, not contained").first()).toBeVisible();
    await administrator.goto(incident);
    await expect(administrator.getByRole("heading", { level: 1 })).toContainText("Support assistant invents refund policies");
    await expect(administrator.getByRole("region", { name: "In the room" }).getByRole("img")).toHaveCount(2);
  });

  await test.step("the Diagnose page names the prompt, the segment and the layer", async () => {
    const layers = ["Model and prompt version"];
    await namesTheCause(administrator, { drill: "I1", began, incident, change: "refunds@41", segment: SEGMENT, layers });
    await administrator.goto(incident);
  });

  await test.step("the board proposes answers; one click accepts, the other browser sees it", async () => {
    const known = commander.getByRole("region", { name: "What we know" });
    await expect(known).toContainText("refunds@41", { timeout: 60_000 });
    await known.getByRole("button", { name: "Accept: What changed?" }).click();
    await expect(known).toContainText("1 of 4");
    await expect(administrator.getByRole("region", { name: "What we know" })).toContainText("1 of 4");
  });

  const harmed = await share(commander, "Ungrounded answers");
  await test.step("isolate: blast radius before, every instance acknowledges, the effect is measured", async () => {
    const toggle = commander.getByRole("switch", { name: `Isolate ${SEGMENT}` });
    await expect(toggle).toBeVisible({ timeout: 60_000 });
    await toggle.click();
    const dialog = commander.getByRole("dialog");
    await expect(dialog).toContainText(/of live traffic/);
    await expect(dialog).toContainText(/Isolating keeps \d+(\.\d)? % of traffic live/);
    await dialog
      .getByRole("textbox", { name: "Reason" })
      .fill("Invented refund terms for German Pro customers since refunds@41.");
    await dialog.getByRole("button", { name: /^Isolate/ }).click();

    const log = commander.getByRole("log");
    await expect(log).toContainText(/4\/4 instances/, { timeout: 60_000 });
    await expect(log).toContainText("Containment took effect", { timeout: 180_000 });
    await expect(administrator.getByRole("log")).toContainText("Containment took effect");
    await expect(executive.getByText("Contained, not yet fixed").first()).toBeVisible();
    await picture(commander, "board");
  });

  await test.step("the signal falls", async () => {
    await expect.poll(() => share(commander, "Ungrounded answers"), { timeout: 150_000 }).toBeLessThan(0.75 * harmed);
  });

  await test.step("updates: a draft from the facts, refused while it claims a fix, then on the pages", async () => {
    await commander.getByRole("button", { name: "Draft update for Support" }).click();
    const dialog = commander.getByRole("dialog");
    const status = dialog.getByRole("textbox", { name: "Status" });
    const honest = await status.inputValue();
    await status.fill("It is fixed.");
    await expect(dialog).toContainText(/fixed/);
    await expect(dialog.getByRole("button", { name: /^Send/ })).toBeDisabled();
    await status.fill(honest);
    await dialog.getByRole("button", { name: /^Send/ }).click();
    await expect(support.getByRole("heading", { name: "What to tell customers" })).toBeVisible();
    await expect(support.getByText(/Do not say/)).toBeVisible();

    await commander.getByRole("button", { name: "Draft update for Executives" }).click();
    await commander.getByRole("dialog").getByRole("button", { name: /^Send/ }).click();
    await expect(executive.getByText(/No update yet/)).toHaveCount(0);
    await picture(executive, "executive");
    await expect(commander.getByRole("log")).toContainText(/sent an update to support/);
  });

  await test.step("support asks, the war room answers", async () => {
    await support.getByRole("textbox").last().fill("Does this touch annual plans?");
    await support.getByRole("button", { name: /Ask|Send/ }).click();
    await expect(commander.getByText("Does this touch annual plans?").first()).toBeVisible();
  });

  await test.step("an executive's account reaches nothing else", async () => {
    await executive.goto(incident);
    await expect(executive).toHaveURL(/\/status/);
    const answers = await executive.evaluate(async (id) => {
      const get = (path: string, input: unknown) =>
        fetch(`/trpc/${path}?input=${encodeURIComponent(JSON.stringify(input))}`).then((response) => response.status);
      return [
        await get("incidents.list", null),
        await get("incidents.logBefore", { incidentId: id, beforeSeq: 10, limit: 10 }),
        await get("telemetry.services", null),
        await get("pages.support", null),
      ];
    }, incident.split("/").at(-1));
    expect(answers).toEqual([403, 403, 403, 403]);
  });

  await test.step("no page breaks an accessibility rule, dark or light", async () => {
    for (const [page, path] of [
      [commander, incident],
      [commander, `${incident}/signals`],
      [commander, `${incident}/log`],
      [commander, `${incident}/comms`],
      [commander, "/incidents"],
      [administrator, "/settings/accounts"],
      [executive, "/status"],
      [support, "/support"],
    ] as const) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await breaksNoRule(page);
    }
  });
});
