import type { Role } from "@firebreak/incident";

/** In the order in which people are invited to an incident; each with what it may do, in the words of the dialogs. */
export const ROLES: readonly { readonly role: Role; readonly name: string; readonly may: string }[] = [
  { role: "commander", name: "Commander", may: "Leads: declares, assigns, contains, sends updates, closes." },
  { role: "responder", name: "Responder", may: "Diagnoses and contains: the whole war room but closing." },
  { role: "legal", name: "Legal", may: "Reads the war room, notes, handles exposures and legal updates." },
  { role: "support", name: "Support", may: "Reads the talking points and asks the war room. Nothing else." },
  { role: "executive", name: "Executive", may: "Reads the executive status. Nothing else." },
  { role: "administrator", name: "Administrator", may: "As a commander, and runs accounts and keys." },
];
export const roleName = (role: Role): string => ROLES.find((row) => row.role === role)?.name ?? role;
