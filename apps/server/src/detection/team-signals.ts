import { type FSWatcher, watch } from "node:fs";
import { open } from "node:fs/promises";
import { dirname } from "node:path";
import type { SignalDefinition } from "@firebreak/signals";
import type { Logger } from "pino";
import type { DeclarationRule } from "../inbox/port.ts";
import type { DefinitionFault, TeamSignals } from "./port.ts";
import { readTeamFile } from "./team-file.ts";

const MOST_BYTES = 1024 * 1024;
/** An editor writes a file in several steps; the first is waited out. */
const SETTLING_MS = 200;

interface Said {
  readonly definitions: readonly SignalDefinition[];
  readonly rules: readonly DeclarationRule[];
  readonly faults: readonly DefinitionFault[];
}
const NOTHING: Said = { definitions: [], rules: [], faults: [] };

/**
 * The team's file, read now and whenever it changes. It may be missing, and appear later. A file that cannot be read as a whole leaves in
 * force what it said before, and says so in its faults; a single bad definition is left out.
 */
export async function openTeamSignals({
  file,
  logger,
}: {
  readonly file: string;
  readonly logger: Logger;
}): Promise<TeamSignals & { close(): Promise<void> }> {
  const listeners = new Set<() => void>();
  let text: string | null = null;
  let said = NOTHING;
  let settling: NodeJS.Timeout | null = null;
  let reading: Promise<void> = Promise.resolve();
  let closed = false;

  function say(next: Said): void {
    said = next;
    for (const { line, signal, message } of next.faults) logger.warn({ file, line, signal }, message);
    for (const listener of listeners) listener();
  }
  const keep = (line: number, message: string): void => {
    const isNothing = said.definitions.length + said.rules.length === 0;
    const kept = isNothing ? "Nothing of it is in force." : "What it said before stays in force.";
    say({ ...said, faults: [{ file, line, signal: null, message: `${message} ${kept}` }] });
  };
  async function readAnew(): Promise<void> {
    const found = await textOf(file);
    if (closed) return;
    if (!found.ok) {
      text = null;
      if (said.faults[0]?.message.startsWith(found.message) !== true) keep(0, found.message);
      return;
    }
    if (found.text === text) return;
    text = found.text;
    const read = readTeamFile(found.text, file);
    if ("definitions" in read) say(read);
    else keep(read.line, read.message);
    logger.info(
      { file, signals: said.definitions.length, rules: said.rules.length, faults: said.faults.length },
      "team file read",
    );
  }
  function changed(): void {
    settling ??= setTimeout(() => {
      settling = null;
      reading = reading.then(readAnew);
    }, SETTLING_MS);
  }

  const watcher = watchFolder(file, { changed, logger });
  await readAnew();
  return {
    definitions: () => said.definitions,
    rules: () => said.rules,
    faults: () => said.faults,
    onChanged(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      watcher?.close();
      if (settling) clearTimeout(settling);
      listeners.clear();
      await reading;
    },
  };
}

/**
 * The folder and not the file: a file may be missing yet, and one that is replaced by another of its name would be lost from sight. Any
 * change counts, because what is mounted into a container is replaced behind a link of another name.
 */
function watchFolder(
  file: string,
  { changed, logger }: { readonly changed: () => void; readonly logger: Logger },
): FSWatcher | null {
  try {
    const watcher = watch(dirname(file), { persistent: false }, changed);
    watcher.on("error", (error) =>
      logger.warn({ err: error, file }, "changes of this file are no longer noticed; start the server anew to read it"),
    );
    return watcher;
  } catch (error) {
    logger.warn({ err: error, file }, "the folder of this file cannot be watched; changes are noticed at the next start");
    return null;
  }
}

type Text = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** A missing file says nothing. */
async function textOf(file: string): Promise<Text> {
  try {
    await using handle = await open(file, "r");
    const stat = await handle.stat();
    if (!stat.isFile()) return { ok: false, message: "It is no file." };
    if (stat.size > MOST_BYTES) return { ok: false, message: `The file is larger than ${MOST_BYTES} bytes.` };
    return { ok: true, text: await handle.readFile("utf8") };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") return { ok: true, text: "" };
    return { ok: false, message: `The file cannot be read (${String(code ?? error)}).` };
  }
}
