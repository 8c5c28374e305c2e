import { type ComponentType, createElement } from "react";

type Page = ComponentType<Record<string, never>>;
type PageModule = Readonly<Record<string, Page>>;

/** Every `SomethingPage.tsx` of the features, and of the folders here that join several; each is its own chunk, loaded when it is opened. */
const modules = import.meta.glob<PageModule>(["../features/*/*Page.tsx", "./*/*Page.tsx"]);
const byName = new Map(Object.entries(modules).map(([path, load]) => [path.replace(/^.*\/|\.tsx$/g, ""), load]));

/** A page that is not built is not offered anywhere: no dead links. */
export const hasPage = (name: string): boolean => byName.has(name);

/** For a route's `lazy`: the file's page, which bears its name. */
export function page(name: string, props: object = {}) {
  return async () => {
    const load = byName.get(name);
    const Component = (await load?.())?.[name];
    if (Component === undefined) throw new Response(`There is no page ${name}.`, { status: 404 });
    return { element: createElement(Component, props as Record<string, never>) };
  };
}
