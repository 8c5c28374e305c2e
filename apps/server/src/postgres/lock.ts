import { link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive, processIdentity } from "./process.ts";

export interface DataFolderLock {
  release(): Promise<void>;
}

/** Carries the sentence that a second start prints. */
export class DataFolderInUse extends Error {
  override readonly name = "DataFolderInUse";
}

interface Holder {
  readonly pid: number;
  readonly identity: string | null;
}

/**
 * One server for one data folder: `<folder>/server.lock` names the process that holds it. A lock whose process is gone
 * (also one whose pid now belongs to another process) is taken over.
 */
export async function lockDataFolder(folder: string): Promise<DataFolderLock> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "server.lock");
  const mine = JSON.stringify({ pid: process.pid, identity: await processIdentity(process.pid) } satisfies Holder);
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, mine);
  try {
    for (let attempt = 0; attempt < 10; attempt++) {
      if (await linked(draft, path)) return { release: () => releaseIfMine(path, mine) };
      const found = await readFile(path, "utf8").catch(() => null);
      if (found === null) continue;
      const holder = holderOf(found);
      if (holder && (await holds(holder))) {
        throw new DataFolderInUse(
          `Firebreak already runs on the data folder ${folder} (process ${holder.pid}). Stop that one first, or set FIREBREAK_DATA to another folder.`,
        );
      }
      await removeStale(path, found);
    }
    throw new DataFolderInUse(`The lock ${path} changes hands all the time. Stop the other starts and try again.`);
  } finally {
    await rm(draft, { force: true });
  }
}

function holderOf(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    return typeof value.pid === "number" ? { pid: value.pid, identity: value.identity ?? null } : null;
  } catch {
    return null;
  }
}

async function holds(holder: Holder): Promise<boolean> {
  if (!isAlive(holder.pid)) return false;
  const now = await processIdentity(holder.pid);
  if (now === null) return false;
  return holder.identity === null || holder.identity === now;
}

/** link() is atomic and refuses an existing name: the lock never exists half written. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Two starts may find the same stale lock: whoever moved away a fresh one puts it back. */
async function removeStale(path: string, stale: string): Promise<void> {
  const aside = `${path}.stale.${process.pid}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, "utf8").catch(() => stale)) !== stale) await linked(aside, path);
  await rm(aside, { force: true });
}

async function releaseIfMine(path: string, mine: string): Promise<void> {
  if ((await readFile(path, "utf8").catch(() => null)) === mine) await rm(path, { force: true });
}
