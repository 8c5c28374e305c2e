/** As the server has it; it decides. */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;
export const FIELDS = ["name", "email", "password"] as const;
export type Field = (typeof FIELDS)[number];
export type Entry = Readonly<Record<Field, string>>;

/** The first faulty field, in the order in which they stand, with a sentence that says what to do. */
export function faultIn(entry: Entry): { readonly field: Field; readonly message: string } | null {
  if (!entry.name.trim()) return { field: "name", message: "Write your name." };
  if (!/^\S+@\S+\.\S+$/.test(entry.email.trim())) {
    return { field: "email", message: "Write your e-mail address. It looks like name@example.org." };
  }
  if (entry.password.length < PASSWORD_LENGTH.min) {
    return { field: "password", message: `Choose a password of at least ${PASSWORD_LENGTH.min} characters.` };
  }
  if (entry.password.length > PASSWORD_LENGTH.max) {
    return { field: "password", message: `Choose a password of at most ${PASSWORD_LENGTH.max} characters.` };
  }
  return null;
}
