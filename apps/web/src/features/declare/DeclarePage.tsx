import { usePageTitle } from "../../ui/index.ts";
import { DeclarationForm } from "./DeclarationForm.tsx";
import styles from "./DeclarePage.module.css";
import { SeverityCard } from "./SeverityCard.tsx";
import { useDeclaration } from "./useDeclaration.ts";

export function DeclarePage() {
  const declaration = useDeclaration();
  usePageTitle("Declare an incident");
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1>Declare an incident</h1>
        <span>What is not known yet may stay unknown: it is assessed again on the board.</span>
      </header>
      <main id="main" tabIndex={-1} className={styles.main}>
        <form
          noValidate
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            void declaration.declare().then((field) => {
              if (field !== null) document.getElementById(`declare-${field}`)?.focus();
            });
          }}
        >
          <DeclarationForm declaration={declaration} />
          <SeverityCard declaration={declaration} />
        </form>
      </main>
    </div>
  );
}
