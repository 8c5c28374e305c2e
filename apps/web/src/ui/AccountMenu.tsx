import { LogOut } from "lucide-react";
import { useState } from "react";
import { initials } from "./Avatars.tsx";
import { Menu, MenuChoice, MenuItem, MenuNote, MenuRule } from "./Menu.tsx";
import small from "./small.module.css";
import { chooseTheme, chosenTheme } from "./theme.ts";

export interface AccountMenuProps {
  readonly name: string;
  readonly role: string;
  readonly onSignOut: () => void;
}
export function AccountMenu({ name, role, onSignOut }: AccountMenuProps) {
  const [theme, setTheme] = useState<"page" | "dark" | "light" | "system">(() => chosenTheme() ?? "page");
  return (
    <Menu
      trigger={
        <button
          type="button"
          className={small.avatar}
          aria-label={`${initials(name)}: account of ${name}, ${role}`}
          style={{ background: "var(--panel-2)", color: "var(--text)", borderColor: "var(--line-2)", marginLeft: 0 }}
        >
          {initials(name)}
        </button>
      }
    >
      <MenuNote>
        <b>{name}</b>
        {role}
      </MenuNote>
      <MenuRule />
      <MenuChoice
        label="Theme"
        value={theme}
        choices={[
          { value: "page", label: "As the page has it" },
          { value: "dark", label: "Dark" },
          { value: "light", label: "Light" },
          { value: "system", label: "As the system has it" },
        ]}
        onChoose={(choice) => {
          setTheme(choice);
          chooseTheme(choice === "page" ? null : choice);
        }}
      />
      <MenuRule />
      <MenuItem icon={<LogOut aria-hidden="true" />} onSelect={onSignOut}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
