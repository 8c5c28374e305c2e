import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Tells a process from a later one with the same pid: boot and start time from /proc, where there is no /proc the start
 * time that `ps` gives. null: no such process, or nothing can be said.
 */
export async function processIdentity(pid: number): Promise<string | null> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, "utf8");
    const boot = (await readFile("/proc/sys/kernel/random/boot_id", "utf8")).trim();
    // The command in parentheses may hold spaces: count the fields after the last one. Field 3 is the state, 22 the start.
    const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? null : `${boot}:${fields[19]}`;
  } catch {
    return startBySystem(pid);
  }
}

async function startBySystem(pid: number): Promise<string | null> {
  try {
    const { stdout } = await run("ps", ["-o", "lstart=", "-p", String(pid)], {
      timeout: 3000,
      env: { ...process.env, LC_ALL: "C" },
    });
    return stdout.trim() || null;
  } catch {
    return null;
  }
}

/** Whether this pid is the postmaster of exactly this data folder. A doubt is a no. */
export async function isPostmasterOf(pid: number, dataFolder: string): Promise<boolean> {
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) return false;
  try {
    // PostgreSQL makes its data folder its working directory.
    const [folder, command] = await Promise.all([readlink(`/proc/${pid}/cwd`), readFile(`/proc/${pid}/comm`, "utf8")]);
    return command.trim() === "postgres" && folder === dataFolder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EACCES") return false;
  }
  try {
    const { stdout } = await run("ps", ["-o", "command=", "-p", String(pid)], { timeout: 3000 });
    return stdout.includes("postgres") && stdout.includes(dataFolder);
  } catch {
    return false;
  }
}
