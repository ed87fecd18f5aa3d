// The language a page came in, before its station is known.
import type { Locale } from "../../plugin/contract/index.ts";

/** The language the server chose for the page. */
export function pageLocale(): Locale {
  const { lang } = document.documentElement;
  return lang === "zh-TW" || lang === "en" ? lang : "zh-CN";
}
