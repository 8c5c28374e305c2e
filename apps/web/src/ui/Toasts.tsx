import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import buttons from "./Button.module.css";
import styles from "./Toasts.module.css";

const manager = Toast.createToastManager();

export interface ToastWords {
  readonly title: string;
  readonly text?: string | undefined;
  readonly tone?: "plain" | "harm" | "verified" | "attention" | undefined;
  /** A refusal stays longer, so that it can be read to its end. */
  readonly seconds?: number | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}
/** Says something that no place on the page would say. Harm and attention interrupt a screen reader, the rest waits. */
export function toast({ title, text, tone = "plain", seconds = tone === "harm" ? 12 : 6, action }: ToastWords): void {
  manager.add({
    title,
    ...(text === undefined ? {} : { description: text }),
    type: tone,
    timeout: seconds * 1000,
    priority: tone === "harm" || tone === "attention" ? "high" : "low",
    ...(action === undefined ? {} : { actionProps: { children: action.label, onClick: action.run } }),
  });
}

export function ToastRegion({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager} limit={4}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className={styles.viewport}>
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}
function ToastList() {
  const { toasts } = Toast.useToastManager();
  return toasts.map((item) => (
    <Toast.Root key={item.id} toast={item} className={styles.toast} data-tone={item.type} swipeDirection={["right", "down"]}>
      <Toast.Content className={styles.content}>
        <div className={styles.words}>
          <Toast.Title className={styles.title} />
          <Toast.Description className={styles.text} />
        </div>
        <Toast.Action className={styles.action} />
        <Toast.Close className={buttons.icon} aria-label="Dismiss">
          <X aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
