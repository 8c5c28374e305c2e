import type { ComponentProps, ReactNode } from "react";
import { Link, type LinkProps } from "react-router";
import styles from "./Button.module.css";
import { classes } from "./classes.ts";
import { Tooltip } from "./Tooltip.tsx";

export interface ButtonLook {
  /** primary: amber, the one thing asked of you now. danger: red, takes something away. Default quiet. */
  readonly look?: "primary" | "quiet" | "danger" | "bare" | undefined;
  readonly size?: "small" | "medium" | "large" | undefined;
  readonly icon?: ReactNode;
}
export interface ButtonProps extends Omit<ComponentProps<"button">, "title">, ButtonLook {
  /** Says why the button does nothing now; it stays in the focus order so that the reason can be read. */
  readonly refusal?: string | null | undefined;
  readonly busy?: boolean | undefined;
}

const looks = ({ look = "quiet", size = "medium" }: ButtonLook, extra?: string) =>
  classes(styles.button, styles[look], styles[size], extra);

export function Button({ look, size, icon, refusal, busy, className, children, onClick, type = "button", ...rest }: ButtonProps) {
  const stopped = Boolean(refusal) || busy === true;
  const button = (
    <button
      {...rest}
      type={type}
      className={looks({ look, size }, className)}
      aria-disabled={stopped || undefined}
      aria-busy={busy || undefined}
      onClick={stopped ? (event) => event.preventDefault() : onClick}
    >
      {icon}
      {children}
    </button>
  );
  return refusal ? <Tooltip text={refusal}>{button}</Tooltip> : button;
}

export function LinkButton({ look, size, icon, className, children, ...rest }: LinkProps & ButtonLook) {
  return (
    <Link {...rest} className={looks({ look, size }, className)}>
      {icon}
      {children}
    </Link>
  );
}

export interface IconButtonProps extends Omit<ComponentProps<"button">, "title" | "aria-label"> {
  readonly label: string;
  readonly children: ReactNode;
}
export function IconButton({ label, className, type = "button", ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label}>
      <button {...rest} type={type} aria-label={label} className={classes(styles.icon, className)} />
    </Tooltip>
  );
}
