// Which page answers at which path; what a page knows of guests comes later, over HTTP and the socket.
import type { Locale, Property } from "../contract/index.ts";
import type { PageModels, ShellModel } from "../../views/models.ts";
import type { Views } from "../../views/render.ts";

/** What the web tells of a request. */
interface Asked {
  readonly locale: Locale;
  readonly theme?: ShellModel["theme"];
  readonly params: Readonly<Record<string, string>>;
}

/** One page as the web mounts it. */
export interface ServedPage {
  readonly path: string;
  render(request: Asked): string;
}

type PlainPage = Exclude<keyof PageModels, "printer">;

const PAGES: readonly (readonly [path: string, page: PlainPage])[] = [
  ["/desk", "desk"],
  ["/restaurant", "restaurant"],
  ["/rooms", "rooms"],
  ["/calls", "calls"],
  ["/pair", "pair"],
];

/** All pages of the house; in the trial hotel `/` shows the terminals side by side. */
export function pagesOf(
  views: Views,
  house: { readonly property: Property; readonly trial: boolean },
): readonly ServedPage[] {
  const shell = { property: house.property.name, trial: house.trial };
  const plain = (path: string, page: PlainPage): ServedPage => ({
    path,
    render: ({ locale, theme = "auto" }) => views.page(page, { ...shell, theme }, locale),
  });
  return [
    plain("/", house.trial ? "trial" : "start"),
    ...PAGES.map(([path, page]) => plain(path, page)),
    {
      path: "/printers/:name",
      render: ({ locale, theme = "auto", params }) =>
        views.page("printer", { ...shell, theme, printer: params["name"] ?? "" }, locale),
    },
  ];
}
