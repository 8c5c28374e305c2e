import { existsSync } from "node:fs";
import { join } from "node:path";
import express, { type Router } from "express";

const MISSING = `Firebreak's server runs, but the browser app is not built.
Run: pnpm --filter @firebreak/web build
Then load this page again.
`;

/** The built browser app: hashed assets for ever, every other path its index page, which is asked for anew each time. */
export function browserApp(folder: string): Router {
  const router = express.Router();
  const index = join(folder, "index.html");
  router.use(
    "/assets",
    express.static(join(folder, "assets"), { immutable: true, maxAge: "1y", index: false, fallthrough: false }),
  );
  router.use(express.static(folder, { index: false, maxAge: "1h", dotfiles: "ignore" }));
  router.get(/.*/, (_request, response) => {
    response.setHeader("cache-control", "no-cache");
    if (existsSync(index)) response.sendFile(index, { dotfiles: "allow", cacheControl: false });
    else response.status(503).type("text/plain").send(MISSING);
  });
  return router;
}
