import type { AudienceDesk } from "@firebreak/incident";
import { ClockTime, EmptyState } from "../../ui/index.ts";
import css from "./CommsDesk.module.css";
import { changesBetween, partsOf, type UpdatePart } from "./updateParts.ts";

/** Every version that went out, newest first, by what it says differently from the one before. */
export function SentVersions({ desk, title }: { readonly desk: AudienceDesk; readonly title: string }) {
  if (desk.sent.length === 0) {
    return (
      <EmptyState title="Nothing was sent yet">What is sent to {title.toLowerCase()} stands here, version by version.</EmptyState>
    );
  }
  return (
    <ol className={css.versions}>
      {desk.sent.map((update, index) => {
        const before = desk.sent[index + 1];
        return (
          <li key={update.updateId}>
            <h3>
              Version {update.version}{" "}
              <span>
                <ClockTime at={update.at} /> · {update.by}
              </span>
            </h3>
            {before ? <Changes version={update} before={before} /> : <Parts parts={partsOf(update.content)} />}
          </li>
        );
      })}
    </ol>
  );
}

type Sent = AudienceDesk["sent"][number];
function Changes({ version, before }: { readonly version: Sent; readonly before: Sent }) {
  const changes = changesBetween(version.content, before.content);
  return (
    <>
      {changes.length === 0 ? <p className={css.quiet}>Says the same as version {before.version}.</p> : null}
      <dl className={css.parts}>
        {changes.map((part) => (
          <div key={part.label}>
            <dt>{part.label}</dt>
            <dd>
              {part.before ? <del>{part.before}</del> : null}
              {part.text ? <ins>{part.text}</ins> : null}
            </dd>
          </div>
        ))}
      </dl>
      <details className={css.whole}>
        <summary>All of version {version.version}</summary>
        <Parts parts={partsOf(version.content)} />
      </details>
    </>
  );
}

export function Parts({ parts }: { readonly parts: readonly UpdatePart[] }) {
  return (
    <dl className={css.parts}>
      {parts.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
