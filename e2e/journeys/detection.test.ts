import { type Browser, expect, type Locator, type Page, test } from "@playwright/test";
import { beginDrill, namesTheCause, suspectedOf } from "../causes.ts";
import { breaksNoRule, picture } from "../pages.ts";
import { enterByLink } from "../people.ts";
import { startProduct } from "../product.ts";

const ASSISTANT = "support-assistant";
const SCORING = "refund-risk";
const HEALTHY_MS = 10 * 60_000;
/** What the product promises, from the click that begins a drill to the alert on the page. */
const PROMISED_MS = 120_000;
const SIGNAL_PAGES = [
  `/signals?service=${ASSISTANT}`,
  `/signals?service=${SCORING}&open=score-mean`,
  `/signals?service=${SCORING}&open=score-mean&look=distribution`,
  `/signals?service=${SCORING}&open=score-mean&look=calibration`,
];

test.describe.configure({ timeout: 20 * 60_000 });

test("I2 and I3 raise the right alerts within two minutes, ten healthy minutes none", async ({ browser }) => {
  await using product = await startProduct();
  const page = await enterByLink(browser, product.link, { name: "Administrator", email: "administrator@example.org" });
  const desk = await page.context().newPage();

  await test.step("both practice services send", async () => {
    const practice = page.getByRole("region", { name: "Practice", exact: true });
    for (const service of [ASSISTANT, SCORING])
      await expect(practice.getByRole("region", { name: service })).toContainText(/[1-9]\d*\.\d\/s/, { timeout: 60_000 });
    for (const drill of ["I1", "I2", "I3"])
      await expect(practice.getByRole("button", { name: `Begin the ${drill} drill` })).toBeEnabled();
  });

  await test.step("ten healthy minutes: nothing is suspected, nothing alarms", async () => {
    await page.goto("/inbox");
    await expect(page.getByText("Nothing is suspected", { exact: true })).toBeVisible();
    // Meanwhile, in another tab, the pages that do not need a fault.
    await Promise.all([staysQuiet(page, HEALTHY_MS), isAccessible(desk, SIGNAL_PAGES)]);
    await page.getByRole("radio", { name: "Ended" }).click();
    await expect(page).toHaveURL(/show=ended/);
    await expect(page.getByText("Nothing has ended yet", { exact: true })).toBeVisible();
    for (const service of [ASSISTANT, SCORING]) {
      const { alarming, learning, quiet } = await standings(desk, service);
      console.log(`${service} after ten healthy minutes: ${quiet} signals judged and quiet, ${learning} still learning`);
      expect({ service, alarming }).toEqual({ service, alarming: [] });
    }
    // Silence means something only where somebody listens.
    await expect(row(desk, "Predictions with a missing feature")).toContainText("quiet");
    await openSignals(desk, ASSISTANT);
    await expect(row(desk, "Latency p95")).toContainText("quiet");
  });

  const { feature, began } =
    await test.step("I2: a suspected incident of the scoring service, for Data or ML, with its reasons", async () => {
      const suspected = await rehearse(page, "I2", SCORING);
      const view = await open(page, suspected.address);
      await expect(fact(view, "Service")).toHaveText(SCORING);
      await expect(fact(view, "Routed to")).toHaveText(/^(Data|ML) · page$/);
      await expect(fact(view, "Looks like")).toHaveText("Data · I2");
      const missing = alert(view, "Predictions with a missing feature");
      await expect(missing).toContainText(/\d %/);
      await expect(
        view
          .getByRole("listitem")
          .filter({ hasText: /score|drift/i })
          .first(),
      ).toBeVisible({ timeout: 60_000 });
      await expect(page.getByRole("link", { name: /^Inbox\s*,\s*\d\+?\s*paging$/ })).toBeVisible();
      await picture(page, "inbox");
      return { feature: missing, began: suspected.began };
    });
  const suspicion = new URL(page.url()).pathname;
  const incident = "/incidents/INC-1";

  await test.step("the alert leads to its signal; the reason stands beside the chart and where it began on it", async () => {
    await feature.getByRole("link", { name: "Predictions with a missing feature" }).click();
    await expect(page).toHaveURL(/\/signals\?.*open=feature-null-rate/);
    const signal = page.getByRole("region", { name: "Predictions with a missing feature", exact: true });
    await expect(signal.getByText("alert", { exact: true }).first()).toBeVisible();
    await expect(signal.getByRole("region", { name: "Why it alarms" })).toContainText(/expected|more than|limit/i);
    await picture(page, "signals");
  });

  await test.step("a link shows exactly this view in another browser", async () => {
    await page.goto(`/signals?service=${SCORING}&open=feature-null-rate&where=region%3Deu-west&split=channel&window=15m`);
    const shown = await shareLink(page);
    const other = await sameAccount(browser, page);
    await other.goto(shown);
    await expect(other).toHaveURL(shown);
    await expect(other.getByRole("combobox", { name: "Service" })).toHaveValue(SCORING);
    await expect(other.getByRole("heading", { level: 2, name: "Predictions with a missing feature" })).toBeVisible();
    await expect(other.getByRole("combobox", { name: "Split by" })).toHaveValue("channel");
    await expect(other.getByRole("button", { name: "No longer only region=eu-west" })).toBeVisible();
    await expect(other.getByRole("button", { name: "15 min" })).toHaveAttribute("aria-pressed", "true");
    await other.context().close();
  });

  await test.step("declared from it, everything is filled in; its board shows the signals, its log holds the alerts", async () => {
    await page.goto(suspicion);
    await page.getByRole("link", { name: "Declare an incident" }).click();
    await expect(page.getByLabel("Title")).toHaveValue(/^refund-risk: /);
    await expect(page.getByLabel("Summary")).toHaveValue(/missing feature/i);
    await expect(page.getByRole("region", { name: "Detected by" })).toContainText(/SUS-\d+.*alerts are attached/s);
    await expect(page.getByLabel("Service")).toHaveValue(SCORING);
    await expect(page.getByLabel("Scenario")).toHaveValue("I2");
    await expect(page.getByRole("radio", { name: "Data" })).toBeChecked();
    await expect(page.getByLabel("Impact began")).not.toHaveValue("");
    await expect(page.getByRole("checkbox", { name: /This is a drill/ })).toBeChecked();
    await page.getByRole("button", { name: /^Declare SEV/ }).click();
    await expect(page).toHaveURL(/\/incidents\/INC-1$/);
    await expect(page.getByRole("article", { name: /Predictions with a missing feature/ })).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("log")).toContainText(/attached \d+ alerts? of SUS-\d+/, { timeout: 30_000 });
    await expect(page.getByRole("log")).toContainText("Predictions with a missing feature");
    await page.goto(suspicion);
    await expect(page.getByRole("link", { name: "Declared as INC-1" })).toBeVisible();
  });

  await test.step("I2: the Diagnose page names the pipeline, the region and the layer", async () => {
    const layers = ["Input quality", "Feature freshness"];
    const key = { change: "features@2026.47", segment: "region=eu-west", layers };
    await namesTheCause(page, { drill: "I2", began, incident, ...key });
  });

  await test.step("I3: a suspected incident of the assistant, for SRE, with its reasons", async () => {
    await endDrill(page);
    const suspected = await rehearse(page, "I3", ASSISTANT);
    const view = await open(page, suspected.address);
    await expect(fact(view, "Service")).toHaveText(ASSISTANT);
    await expect(fact(view, "Routed to")).toHaveText("SRE · page");
    await expect(fact(view, "Looks like")).toHaveText("Infrastructure · I3");
    await expect(
      view
        .getByRole("listitem")
        .filter({ hasText: /latency|queue/i })
        .first(),
    ).toContainText(/expected|limit|≤/i);
    const suspicionOfI3 = page.url();
    await page.goto("/incidents/new");
    await page.getByLabel("Service").selectOption(ASSISTANT);
    await page.getByLabel("Scenario").selectOption({ label: "I3 · Latency regression" });
    await page.getByLabel("Title").fill("Answers are slow");
    await page.getByRole("button", { name: /^Declare SEV/ }).click();
    await expect(page).toHaveURL(/\/incidents\/INC-2$/);
    const key = { change: "assistant-3.9.0", segment: null, layers: ["Queue depth"] };
    await namesTheCause(page, { drill: "I3", began: suspected.began, incident: "/incidents/INC-2", ...key });
    await page.goto(suspicionOfI3);
  });

  await test.step("the inbox breaks no accessibility rule, dark or light", async () => {
    const suspected = new URL(page.url()).pathname;
    await isAccessible(page, ["/inbox", suspected]);
    await page.goto(suspected);
  });

  await test.step("dismissed with a reason, it leaves the open ones", async () => {
    await page.getByRole("button", { name: "Dismiss …" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
    await expect(dialog).toContainText("Say why it is no incident.");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("A rehearsal of a serving image that is known to be slow.");
    await dialog.getByRole("button", { name: "Dismiss", exact: true }).click();
    await expect(page.getByText("Dismissed: A rehearsal of a serving image that is known to be slow.").first()).toBeVisible();
    await endDrill(page);
  });
});

/** Fails at once when anything is suspected, or when the page no longer hears; resolves after `ms` of silence. */
async function staysQuiet(page: Page, ms: number): Promise<void> {
  const first = page.getByRole("region", { name: "Suspected incidents" }).getByRole("link").first();
  const lost = page.getByText(/Reconnecting|connection is lost/i).first();
  const news = await first
    .or(lost)
    .first()
    .waitFor({ timeout: ms })
    .then(
      () => first.or(lost).first().textContent(),
      () => null,
    );
  expect(news, "the inbox of a healthy product").toBe(null);
}

/** Begins a drill; answers the address of what is suspected of the service, and says how long that took. */
async function rehearse(page: Page, drill: "I2" | "I3", service: string): Promise<{ address: string; began: number }> {
  const began = await beginDrill(page, drill);
  const address = await suspectedOf(page, service, PROMISED_MS);
  console.log(`${drill}: suspected ${Math.round((Date.now() - began) / 1000)} s after the drill began`);
  return { address, began };
}

/** The fault unfolds: what is asked of the suspected incident is awaited until two minutes after the drill began. */
async function open(page: Page, address: string): Promise<Locator> {
  await page.goto(address);
  const view = page
    .getByRole("main")
    .getByRole("region")
    .filter({ has: page.getByRole("heading", { level: 2 }) })
    .first();
  await expect(view).toBeVisible();
  return view;
}
const fact = (view: Locator, name: string): Locator =>
  view
    .locator("dl > div")
    .filter({ has: view.page().getByText(name, { exact: true }) })
    .locator("dd");
const alert = (view: Locator, title: string): Locator => view.getByRole("listitem").filter({ hasText: title }).first();

async function endDrill(page: Page): Promise<void> {
  await page.goto("/incidents");
  await page.getByRole("button", { name: "End the drill" }).click();
  await expect(page.getByRole("button", { name: "Begin the I3 drill" })).toBeVisible();
}

const row = (page: Page, title: string): Locator =>
  page.getByRole("complementary", { name: "Signals of the service" }).getByRole("listitem").filter({ hasText: title }).first();

async function openSignals(page: Page, service: string): Promise<Locator> {
  await page.goto(`/signals?service=${service}`);
  const list = page.getByRole("complementary", { name: "Signals of the service" });
  // Its standings were read when one of its rows says how it stands.
  await expect(list.getByText(/^(quiet|learning) · /).first()).toBeVisible({ timeout: 30_000 });
  return list;
}

async function standings(page: Page, service: string) {
  const list = await openSignals(page, service);
  return {
    alarming: await list.getByRole("region", { name: "Alarming" }).getByRole("listitem").allInnerTexts(),
    learning: await list.getByText(/^learning · /).count(),
    quiet: await list.getByText(/^quiet · /).count(),
  };
}

/** What the page's own button puts on the clipboard. */
async function shareLink(page: Page): Promise<string> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  return page.evaluate(() => (globalThis as unknown as { navigator: Navigator }).navigator.clipboard.readText());
}
interface Navigator {
  readonly clipboard: { readText(): Promise<string> };
}

/** A browser of its own, signed in as the same person. */
async function sameAccount(browser: Browser, page: Page): Promise<Page> {
  const context = await browser.newContext({ storageState: await page.context().storageState() });
  return context.newPage();
}

async function isAccessible(page: Page, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    await page.goto(path);
    await expect(page.getByRole("main")).toBeVisible();
    // A product that has just started answers its first questions slowly.
    await expect(page.getByRole("main").getByRole("heading").first()).toBeVisible({ timeout: 120_000 });
    await breaksNoRule(page);
  }
}
