import type { Role } from "@firebreak/incident";

/** In the order in which people are invited to an incident; each with what it may do, in the words of the dialogs. */
export const ROLES: readonly { readonly role: Role; readonly name: string; readonly may: string }[] = [
  { role: "commander", name: "Commander", may: "Leads: declares, assigns, contains, sends updates, closes." },
  { role: "responder", name: "Responder", may: "Diagnoses and contains. Does everything in the war room but close it." },
  {
    role: "legal",
    name: "Legal",
    may: "Reads the war room, adds notes, answers questions, handles exposures and legal updates.",
  },
  { role: "support", name: "Support", may: "Sees the talking points and asks the war room questions. Nothing else." },
  { role: "executive", name: "Executive", may: "Sees the executive status, read-only. Nothing else." },
  { role: "administrator", name: "Administrator", may: "As a commander, and runs accounts and keys." },
];
export const roleName = (role: Role): string => ROLES.find((row) => row.role === role)?.name ?? role;
