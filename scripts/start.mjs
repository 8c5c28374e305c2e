// `npm start`: sets up what is missing, builds the browser app, runs Firebreak and the practice service until Ctrl-C.
import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join, relative } from "node:path";
import { buildWeb } from "./build-web.mjs";
import { readOptions, startProduct, stopOnSignal } from "./product.mjs";
import { root, SetupFault, setUpOrExit } from "./setup.mjs";

const started = Date.now();
const refuse = (sentence) => {
  console.error(`\n${sentence}`);
  process.exit(1);
};
const options = readOptions(process.argv.slice(2), process.env);
if (options.fault) refuse(options.fault);

const ready = await setUpOrExit();
try {
  await buildWeb(ready);
} catch (error) {
  if (!(error instanceof SetupFault)) throw error;
  refuse(error.message);
}

console.log("Starting Firebreak …");
let stop = async () => {};
const product = await startProduct({
  ...options,
  environment: ready.env,
  node: ready.node,
  show: (who, text) => console.error(`${who}: ${text}`),
  onLost(sentence) {
    console.error(`\n${sentence}`);
    void stop(1);
  },
});
if (product.fault) refuse(product.fault);
stop = stopOnSignal(product);

const link = product.link();
const bold = (text) => (process.stdout.isTTY ? `\x1b[1m${text}\x1b[0m` : text);
const here = (path) => (relative(root, path).startsWith("..") ? path : relative(root, path));
console.log(`
  ${bold(`Firebreak is running: ${product.url}`)}   (${((Date.now() - started) / 1000).toFixed(1)} s)
${link === null ? "" : `\n  ${options.administratorLink ? "This link makes an administrator, or opens an account anew as one" : "There is no account yet. This link makes yours"}; it works once:\n\n    ${bold(link)}\n`}
  Practice service   ${options.practice ? "sends live traffic; begin a drill on the board or with: pnpm drill I1 (or I2 to I5)" : "off"}
  Data               ${here(product.data)}
  Logs               ${here(product.logs)}

  Ctrl-C stops everything.
`);
if (options.open) openInBrowser(link ?? product.url);

/** Only where a person sits in front of it. */
function openInBrowser(url) {
  if (!process.stdout.isTTY || process.env.CI) return;
  const opener = process.platform === "darwin" ? "open" : process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? "xdg-open" : null;
  const found = (process.env.PATH ?? "").split(delimiter).some((folder) => opener !== null && runs(join(folder, opener)));
  if (found)
    spawn(opener, [url], { stdio: "ignore", detached: true })
      .on("error", () => {})
      .unref();
}
function runs(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
