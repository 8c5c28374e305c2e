import { expect, test } from "vitest";
import { commandIdAfter } from "./layOut.ts";

test("the ids after a command's id are ids, differ from it, and are the same each time", () => {
  const first = "2f0c8d8e-8f6a-4b0e-9c39-0c0f8c7dfffe";
  expect([1, 2, 3].map((n) => commandIdAfter(first, n))).toEqual([
    "2f0c8d8e-8f6a-4b0e-9c39-0c0f8c7dffff",
    "2f0c8d8e-8f6a-4b0e-9c39-0c0f8c7e0000",
    "2f0c8d8e-8f6a-4b0e-9c39-0c0f8c7e0001",
  ]);
  expect(commandIdAfter("2f0c8d8e-8f6a-4b0e-9c39-ffffffffffff", 1)).toBe("2f0c8d8e-8f6a-4b0e-9c39-000000000000");
});
