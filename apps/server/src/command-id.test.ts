import { expect, test } from "vitest";
import { z } from "zod";
import { commandIdOf } from "./command-id.ts";

test("the same finding has the same id, another one has another, and it is a UUID", () => {
  expect(commandIdOf("INC-1", "c", "effect")).toBe(commandIdOf("INC-1", "c", "effect"));
  const ids = [commandIdOf("INC-1", "c", "effect"), commandIdOf("INC-1", "c", "expire"), commandIdOf("INC-1", "ce", "ffect")];
  expect(new Set(ids).size).toBe(3);
  for (const id of ids) expect(z.uuid({ version: "v5" }).safeParse(id).success).toBe(true);
});
