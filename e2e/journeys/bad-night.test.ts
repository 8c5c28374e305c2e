import { expect, test } from "@playwright/test";
import { enterByLink } from "../people.ts";
import { newPlace, refusedStart, startProduct } from "../product.ts";

test("a killed server: the page says so, keeps what was typed, and goes on where it was", async ({ browser }) => {
  await using first = await startProduct();
  const page = await enterByLink(browser, first.link, { name: "Administrator", email: "administrator@example.org" });

  await test.step("an incident with a contained segment", async () => {
    await page.goto("/incidents/new");
    await page.getByLabel("Title").fill("Answers without a source");
    await expect(page.getByLabel("Service")).toHaveValue(/support-assistant/, { timeout: 60_000 });
    await page.getByRole("button", { name: /^Declare SEV/ }).click();
    await expect(page).toHaveURL(/INC-1$/);
    await page.getByRole("button", { name: "By hand" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "language" }).selectOption("de");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Until we know more.");
    await dialog.getByRole("button", { name: /^Isolate/ }).click();
    await expect(page.getByRole("log")).toContainText("4/4 instances", { timeout: 60_000 });
  });

  const composer = page.getByRole("textbox", { name: /Write into the log/ });
  await test.step("kill -9: the loss is visible, the note is kept", async () => {
    const { code, printed } = await first.killServer();
    expect(code).not.toBe(0);
    expect(printed).toMatch(/server/i);
    await expect(page.getByText(/reconnect|connection/i).first()).toBeVisible();
    await composer.fill("Written while the server was gone.");
    await composer.press("Enter");
    await expect(page.getByText("Written while the server was gone.").first()).toBeVisible();
  });

  await test.step("the next start adopts the data: same incident, same containment, the note lands once", async () => {
    await using second = await startProduct(first.place);
    expect(second.link).toBe("");
    const log = page.getByRole("log");
    await expect(log.getByText("Written while the server was gone.")).toHaveCount(1, { timeout: 60_000 });
    await expect(page.getByText(/chain verified/)).toBeVisible();
    await expect(page.getByRole("switch", { name: /language=de/ })).toBeChecked();
    await page.reload();
    await expect(page.getByRole("log").getByText("Written while the server was gone.")).toHaveCount(1);
  });
});

test("a second start on the same data folder is refused with a sentence", async () => {
  await using first = await startProduct(await newPlace({ practice: false }));
  const other = await newPlace({ practice: false });
  const { code, printed } = await refusedStart({ ...other, data: first.place.data });
  expect(code).not.toBe(0);
  expect(printed).toMatch(/already runs on the data folder/);
});
