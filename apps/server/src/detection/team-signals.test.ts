import { EventEmitter, once } from "node:events";
import { mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { expect, test } from "vitest";
import { openTeamSignals } from "./team-signals.ts";

const logger = pino({ level: "silent" });
const signal = (id: string, value = "share(success)"): string =>
  `signals:\n  - { id: ${id}, title: Own, bad: down, owner: ML, value: ${value} }\n`;

/** A folder for a team's file, and the file as the server sees it. */
async function openTeamFolder(first: string | null) {
  const folder = await mkdtemp(join(tmpdir(), "firebreak-team-"));
  const file = join(folder, "signals.yaml");
  if (first !== null) await writeFile(file, first);
  const team = await openTeamSignals({ file, logger });
  const heard = new EventEmitter();
  team.onChanged(() => heard.emit("changed"));
  return {
    file,
    team,
    /** Does it, and waits until the change was noticed. */
    async changing(act: () => Promise<void>): Promise<void> {
      const changed = once(heard, "changed", { signal: AbortSignal.timeout(10_000) });
      await act();
      await changed;
    },
    said: () => ({
      ids: team.definitions().map(({ id }) => id),
      faults: team.faults().map(({ line, message }) => [line, message]),
    }),
    async [Symbol.asyncDispose]() {
      await team.close();
      await rm(folder, { recursive: true });
    },
  };
}

test("a missing file says nothing, and is read once it is there", async () => {
  await using room = await openTeamFolder(null);
  expect(room.said()).toEqual({ ids: [], faults: [] });
  await room.changing(() => writeFile(room.file, signal("own-one")));
  expect(room.said()).toEqual({ ids: ["own-one"], faults: [] });
  await room.changing(() => rm(room.file));
  expect(room.said()).toEqual({ ids: [], faults: [] });
});

test("a file that is written anew, or replaced by another, is read anew", async () => {
  await using room = await openTeamFolder(signal("own-one"));
  expect(room.said()).toEqual({ ids: ["own-one"], faults: [] });
  await room.changing(() => writeFile(room.file, signal("own-two")));
  expect(room.said()).toEqual({ ids: ["own-two"], faults: [] });
  await room.changing(async () => {
    await writeFile(`${room.file}.new`, signal("own-three"));
    await rename(`${room.file}.new`, room.file);
  });
  expect(room.said()).toEqual({ ids: ["own-three"], faults: [] });
});

test("a broken file leaves in force what it said before, and says so until it is whole again", async () => {
  await using room = await openTeamFolder(signal("own-one"));
  await room.changing(() => writeFile(room.file, "signals: [\n"));
  const { ids, faults } = room.said();
  expect([ids, faults.length, faults[0]?.[0]]).toEqual([["own-one"], 1, 2]);
  expect(faults[0]?.[1]).toMatch(/^This is no YAML: .* What it said before stays in force\.$/);
  await room.changing(() => writeFile(room.file, "x".repeat(1024 * 1024 + 1)));
  expect(room.said()).toEqual({
    ids: ["own-one"],
    faults: [[0, "The file is larger than 1048576 bytes. What it said before stays in force."]],
  });
  await room.changing(() => writeFile(room.file, signal("own-one", "share(sucess)")));
  expect(room.said()).toEqual({ ids: [], faults: [[2, "column 67: sucess: no such field; did you mean success?"]] });
  await room.changing(() => writeFile(room.file, signal("own-one")));
  expect(room.said()).toEqual({ ids: ["own-one"], faults: [] });
});

test("a file broken from the beginning says that nothing of it is in force", async () => {
  await using room = await openTeamFolder("- a\n- b\n");
  expect(room.said()).toEqual({
    ids: [],
    faults: [[1, "The file holds two lists, signals: and rules:. Nothing of it is in force."]],
  });
});
