// The few helpers templates may use, the same on the server and in the browser; nothing else is known to them.
import type { Phrases } from "../../plugin/contract/index.ts";

interface HelperOptions {
  readonly hash: Readonly<Record<string, string | number>>;
  readonly data?: { readonly t?: Phrases };
}

/** `{{t "pages.act.note"}}` looks words up in the reader's language; `{{eq a b}}` compares. */
export const helpers = {
  t(key: string, options: HelperOptions): string {
    const t = options.data?.t;
    return t === undefined ? `⟦${key}⟧` : t(key, options.hash);
  },
  eq(left: unknown, right: unknown): boolean {
    return left === right;
  },
};

/** What every template is compiled with: a missing field or an unknown helper is a fault, text is escaped. */
export const TEMPLATE_OPTIONS = {
  strict: true,
  knownHelpersOnly: true,
  knownHelpers: { t: true, eq: true },
  preventIndent: true,
} as const;
