import type { ReactNode } from "react";
import styles from "./small.module.css";

export const Kbd = ({ children }: { children: ReactNode }) => <kbd className={styles.kbd}>{children}</kbd>;
/** ⌘ on a Mac, Ctrl elsewhere. */
export const COMMAND_KEY = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? "") ? "⌘" : "Ctrl ";
