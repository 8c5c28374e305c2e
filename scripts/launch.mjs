// What the launcher's programs share: child processes with kept logs, ports, waiting until a door answers.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const LOG_BYTES = 10 * 1024 * 1024;
const LOG_FILES = 4;
/** Whoever reads a log later must not find a link that still works. */
const SECRET = /([?&]token=)[^&\s"]+/g;

/** Appends lines to <folder>/<name>.log; at 10 MiB the file moves on to .1 and so on to .3. */
export function createLogFile(folder, name) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  let size = existsSync(path) ? statSync(path).size : 0;
  return {
    path,
    write(line) {
      if (size > LOG_BYTES) {
        rmSync(`${path}.${LOG_FILES - 1}`, { force: true });
        for (let n = LOG_FILES - 2; n >= 1; n -= 1)
          if (existsSync(`${path}.${n}`)) renameSync(`${path}.${n}`, `${path}.${n + 1}`);
        renameSync(path, `${path}.1`);
        size = 0;
      }
      try {
        appendFileSync(path, `${line}\n`);
        size += Buffer.byteLength(line) + 1;
      } catch {
        // A full disk must not end the product; what matters is shown on the terminal.
      }
    },
  };
}

/**
 * A child in a process group of its own, so that Ctrl-C reaches only the launcher and everything stops in order. Its IPC channel closes
 * when the launcher dies by whatever cause: the child's sign to end.
 */
export function launchProcess({ name, node, args, env, cwd, log, onLine }) {
  const child = spawn(node, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const read = (stream) =>
    createInterface({ input: stream }).on("line", (line) => {
      log?.write(line.replace(SECRET, "$1…"));
      onLine?.(line);
    });
  read(child.stdout);
  read(child.stderr);
  const ended = new Promise((resolve) => {
    child.on("error", (error) => resolve({ name, reason: error.message }));
    child.on("exit", (code, signal) => resolve({ name, reason: signal ?? `exit code ${code}`, code }));
  });
  return {
    name,
    ended,
    async stop(withinMs) {
      if (child.exitCode !== null || child.signalCode !== null) return true;
      child.kill("SIGTERM");
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        child.kill("SIGKILL");
      }, withinMs);
      await ended;
      clearTimeout(timer);
      return !late;
    },
    kill: () => child.kill("SIGKILL"),
  };
}

/** null: free. Else a sentence. */
export function portFault(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) =>
      resolve(
        error.code === "EADDRINUSE"
          ? `Port ${port} is in use by another program (perhaps another Firebreak).`
          : error.code === "EACCES"
            ? `Port ${port} may not be used by this account; choose one above 1023.`
            : `Port ${port} on ${host}: ${error.message}.`,
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
}

/** True when the door answers 200; false when `stopped` settles or the time is over first. */
export async function answers(url, { withinMs, stopped }) {
  const until = Date.now() + withinMs;
  let gone = false;
  void stopped?.then(() => {
    gone = true;
  });
  while (!gone && Date.now() < until) {
    try {
      if ((await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok) return true;
    } catch {}
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return false;
}

/** The key that a practice service shows at Firebreak's doors: made once, kept where only its owner reads. */
export function practiceKey(data, file = "practice-key") {
  const path = join(data, file);
  if (!existsSync(path)) {
    mkdirSync(data, { recursive: true, mode: 0o700 });
    writeFileSync(path, `fb_practice_${randomBytes(32).toString("base64url")}\n`, { mode: 0o600, flag: "wx" });
  }
  chmodSync(path, 0o600);
  return readFileSync(path, "utf8").trim();
}

/** A pino line or a plain one, as `{level, text}`; 40 is a warning. */
export function readLine(line) {
  try {
    const { level, msg, err, ...rest } = JSON.parse(line);
    if (typeof level !== "number") return { level: 30, text: line };
    return { level, text: [msg, err?.message].filter(Boolean).join(": ") || JSON.stringify(rest) };
  } catch {
    return { level: 30, text: line };
  }
}
