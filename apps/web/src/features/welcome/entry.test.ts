import { expect, test } from "vitest";
import { faultIn } from "./entry.ts";

const good = { name: "Commander", email: "commander@example.org", password: "correct horse battery" };

test("the first faulty field is named, in the order in which they stand", () => {
  expect(faultIn(good)).toBeNull();
  expect(faultIn({ name: " ", email: "", password: "" })?.field).toBe("name");
  expect(faultIn({ ...good, email: "commander@", password: "" })?.field).toBe("email");
  expect(faultIn({ ...good, password: "short" })).toEqual({
    field: "password",
    message: "Choose a password of at least 12 characters.",
  });
  expect(faultIn({ ...good, password: "x".repeat(129) })?.field).toBe("password");
});
