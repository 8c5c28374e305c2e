import { type Browser, type BrowserContextOptions, expect, type Page } from "@playwright/test";

const PASSWORD = "correct horse battery staple";

/** Opens a one-time link in a browser of its own and chooses a password; resolves where the role lands. */
export async function enterByLink(
  browser: Browser,
  link: string,
  options: { readonly name: string; readonly email?: string; readonly context?: BrowserContextOptions },
): Promise<Page> {
  const context = await browser.newContext({ baseURL: new URL(link).origin, ...options.context });
  const page = await context.newPage();
  await page.goto(link);
  if (options.email !== undefined) {
    await page.getByLabel("Name", { exact: true }).fill(options.name);
    await page.getByLabel("E-mail").fill(options.email);
  }
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/(incidents|status|support)$/);
  return page;
}

/** An administrator invites through the accounts page; answers the one-time link that it shows once. */
export async function invite(
  administrator: Page,
  person: { readonly name: string; readonly email: string; readonly role: string },
): Promise<string> {
  await administrator.goto("/settings/accounts");
  await administrator.getByRole("button", { name: "Invite" }).first().click();
  const dialog = administrator.getByRole("dialog");
  await dialog.getByLabel("Name").fill(person.name);
  await dialog.getByLabel("E-mail").fill(person.email);
  await dialog.getByRole("radio", { name: new RegExp(`^${person.role}`) }).check();
  await dialog
    .getByRole("button", { name: /invite|link/i })
    .last()
    .click();
  const link = administrator.getByRole("status", { name: "The link", exact: true });
  await expect(link).toContainText("/welcome?token=");
  return (await link.innerText()).trim();
}
