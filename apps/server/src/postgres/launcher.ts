import { existsSync } from "node:fs";
import { chown, stat } from "node:fs/promises";
import { dirname } from "node:path";

/** How PostgreSQL's programs are started, given who we are: they refuse to run as root. */
export interface Launcher {
  readonly spawn: { readonly uid?: number; readonly gid?: number };
  command(file: string, args: readonly string[]): { readonly file: string; readonly args: string[] };
  /** Gives these paths to the user that PostgreSQL runs as. */
  own(...paths: readonly string[]): Promise<void>;
}

/** "nobody" on every Unix. */
const NOBODY = 65534;
const SETPRIV = ["/usr/bin/setpriv", "/bin/setpriv"];

/**
 * As root, PostgreSQL runs as nobody. Where nobody may not enter the folders (a clone in /root), it keeps one capability,
 * to pass through them; where that cannot be had the start is refused with a sentence.
 */
export async function launcherFor(needs: { readonly cluster: string; readonly binaries: string }): Promise<Launcher> {
  if (process.getuid?.() !== 0) return plain;
  const own: Launcher["own"] = async (...paths) => {
    for (const path of paths) await chown(path, NOBODY, NOBODY);
  };
  const closed = (await firstClosed(needs.cluster)) ?? (await firstClosed(needs.binaries));
  if (closed === null) return { ...plain, spawn: { uid: NOBODY, gid: NOBODY }, own };
  const setpriv = SETPRIV.find((path) => existsSync(path));
  if (!setpriv) {
    throw new Error(
      `PostgreSQL does not run as root, and the user nobody may not enter ${closed}. Run Firebreak as an ordinary user, move it out of ${closed}, or set DATABASE_URL.`,
    );
  }
  const drop = [
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    // access(2), by which initdb looks for its sister programs, otherwise ignores the capability (capabilities(7), securebits).
    "--securebits=+no_setuid_fixup",
  ];
  return { spawn: {}, command: (file, args) => ({ file: setpriv, args: [...drop, "--", file, ...args] }), own };
}

const plain: Launcher = {
  spawn: {},
  command: (file, args) => ({ file, args: [...args] }),
  own: async () => undefined,
};

/** The first folder on the way that others may not pass. */
async function firstClosed(path: string): Promise<string | null> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid } = await stat(folder);
    if ((mode & 0o001) === 0 && uid !== NOBODY) return folder;
    if (folder === dirname(folder)) return null;
  }
}
