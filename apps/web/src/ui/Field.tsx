import { type ComponentProps, type ReactNode, useId } from "react";
import { classes } from "./classes.ts";
import styles from "./Field.module.css";

interface FieldWords {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong and what to do; announced and tied to the input. */
  readonly error?: string | null | undefined;
  /** The label is read, not shown. */
  readonly quietLabel?: boolean | undefined;
}

interface ShellProps extends FieldWords {
  readonly children: (ids: { id: string; "aria-describedby": string | undefined; "aria-invalid": true | undefined }) => ReactNode;
  readonly className?: string | undefined;
  readonly inputId?: string | undefined;
}
function FieldShell({ label, hint, error, quietLabel, children, className, inputId }: ShellProps) {
  const made = useId();
  const id = inputId ?? made;
  const describedBy = classes(Boolean(hint) && `${id}-hint`, error && `${id}-error`) || undefined;
  return (
    <div className={classes(styles.field, className)}>
      <label htmlFor={id} className={quietLabel ? "sr-only" : styles.label}>
        {label}
      </label>
      {children({ id, "aria-describedby": describedBy, "aria-invalid": error ? true : undefined })}
      {hint && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
      {error && (
        <div id={`${id}-error`} className={styles.error} role="alert">
          {error}
        </div>
      )}
    </div>
  );
}

export type TextFieldProps = FieldWords & ComponentProps<"input">;
export function TextField({ label, hint, error, quietLabel, className, id, ...rest }: TextFieldProps) {
  return (
    <FieldShell {...{ label, hint, error, quietLabel, className, inputId: id }}>
      {(ids) => <input type="text" {...rest} {...ids} className={styles.input} />}
    </FieldShell>
  );
}

export type TextAreaProps = FieldWords & ComponentProps<"textarea">;
export function TextArea({ label, hint, error, quietLabel, className, id, rows = 3, ...rest }: TextAreaProps) {
  return (
    <FieldShell {...{ label, hint, error, quietLabel, className, inputId: id }}>
      {(ids) => <textarea {...rest} {...ids} rows={rows} className={classes(styles.input, styles.area)} />}
    </FieldShell>
  );
}

export interface SelectProps<T extends string> extends FieldWords {
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string; readonly disabled?: boolean }[];
  readonly onChange: (value: T) => void;
  readonly className?: string | undefined;
  readonly id?: string | undefined;
  readonly disabled?: boolean | undefined;
}
/** The platform's own list: it works with every keyboard, finger and screen reader. */
export function Select<T extends string>({
  label,
  hint,
  error,
  quietLabel,
  value,
  options,
  onChange,
  className,
  id,
  disabled,
}: SelectProps<T>) {
  return (
    <FieldShell {...{ label, hint, error, quietLabel, className, inputId: id }}>
      {(ids) => (
        <select
          {...ids}
          className={classes(styles.input, styles.select)}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value as T)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FieldShell>
  );
}

export interface RadioGroupProps<T extends string> {
  readonly label: ReactNode;
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    readonly label: ReactNode;
    readonly tone?: "harm" | "harm-2" | "info" | "ok" | undefined;
  }[];
  readonly onChange: (value: T) => void;
  readonly hint?: ReactNode;
  /** Side by side as one segmented control (default), or one under the other with room for words. */
  readonly layout?: "segments" | "list" | undefined;
  readonly className?: string | undefined;
}
export function RadioGroup<T extends string>({
  label,
  value,
  options,
  onChange,
  hint,
  layout = "segments",
  className,
}: RadioGroupProps<T>) {
  const name = useId();
  return (
    <fieldset className={classes(styles.field, className)} aria-describedby={hint ? `${name}-hint` : undefined}>
      <legend className={styles.label}>{label}</legend>
      <div className={layout === "segments" ? styles.segments : styles.list}>
        {options.map((option) => (
          <label key={option.value} className={styles.option} data-tone={option.tone}>
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {hint && (
        <div id={`${name}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
    </fieldset>
  );
}
