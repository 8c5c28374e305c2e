// `pnpm dev`: the server with reload, the browser app by Vite with reload, the practice service.
import { join } from "node:path";
import { launchProcess, portFault } from "./launch.mjs";
import { readOptions, startProduct, stopOnSignal } from "./product.mjs";
import { root, setUpOrExit } from "./setup.mjs";

const WEB_PORT = 4680;
const refuse = (sentence) => {
  console.error(`\n${sentence}`);
  process.exit(1);
};
const options = readOptions(process.argv.slice(2), process.env);
if (options.fault) refuse(options.fault);
const { env, node } = await setUpOrExit();
const taken = await portFault(WEB_PORT);
if (taken) refuse(taken);

let stop = async () => {};
const product = await startProduct({
  ...options,
  // Links lead to Vite, which passes the server's paths on.
  environment: { ...env, PUBLIC_URL: env.PUBLIC_URL || `http://127.0.0.1:${WEB_PORT}` },
  node,
  serverArguments: ["--watch", "--watch-preserve-output"],
  show: (who, text) => console.error(`${who}: ${text}`),
  onLost(sentence) {
    console.error(`\n${sentence}`);
    void stop(1);
  },
});
if (product.fault) refuse(product.fault);
const web = launchProcess({
  name: "browser app",
  node,
  args: [
    join(root, "apps", "web", "node_modules", "vite", "bin", "vite.js"),
    join(root, "apps", "web"),
    "--host",
    "127.0.0.1",
    "--port",
    String(WEB_PORT),
    "--strictPort",
  ],
  cwd: join(root, "apps", "web"),
  env: { ...env, FIREBREAK_SERVER: product.url },
  onLine: (line) => console.log(`web: ${line}`),
});
stop = stopOnSignal(product, [web]);
const link = product.link();
console.log(`
  Browser app with reload: http://127.0.0.1:${WEB_PORT}   (server ${product.url})
${link === null ? "" : `\n  There is no account yet. This link makes yours; it works once:\n\n    ${link}\n`}
  Ctrl-C stops everything.
`);
