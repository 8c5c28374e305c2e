import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import buttons from "./Button.module.css";
import { classes } from "./classes.ts";
import styles from "./Dialog.module.css";

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** Buttons, the deciding one last. */
  readonly actions?: ReactNode;
  readonly width?: "small" | "medium" | "large" | undefined;
  readonly children?: ReactNode;
}

/** A dialog begins where something is to be written or chosen, not at its close button. */
const FIRST_FIELD = "textarea, select, input:not([type=radio]), input[type=radio]:checked";

/** Modal: focus stays inside and returns to where it was; Escape closes. */
export function Dialog({ open, onClose, title, description, actions, width = "medium", children }: DialogProps) {
  const opener = useOpener(open);
  const body = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup
          className={classes(styles.popup, styles[width])}
          initialFocus={() => body.current?.querySelector<HTMLElement>(FIRST_FIELD) ?? true}
          finalFocus={() => (opener?.isConnected ? opener : true)}
        >
          <div className={styles.head}>
            <Base.Title className={styles.title}>{title}</Base.Title>
            <Base.Close className={buttons.icon} aria-label="Close">
              <X aria-hidden="true" />
            </Base.Close>
          </div>
          {description !== undefined && <Base.Description className={styles.description}>{description}</Base.Description>}
          {children !== undefined && (
            <div ref={body} className={styles.body}>
              {children}
            </div>
          )}
          {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** What had the focus when it opened: remembered before a field in the dialog takes it by itself. */
function useOpener(open: boolean): HTMLElement | null {
  const [seen, see] = useState(() => ({ open, opener: open ? focused() : null }));
  if (seen.open !== open) see({ open, opener: open ? focused() : seen.opener });
  return seen.opener;
}
const focused = (): HTMLElement | null =>
  document.activeElement instanceof HTMLElement && document.activeElement !== document.body ? document.activeElement : null;
