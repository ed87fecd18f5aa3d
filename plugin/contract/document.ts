// A chit before any printer: lines of text with a few honest attributes, no bytes.

/** A run of text on one line. Emphasis is bold; inverse is white on black. */
export interface Run {
  readonly text: string;
  readonly bold?: boolean;
  readonly inverse?: boolean;
  readonly underline?: boolean;
}

/** One thing on the paper, from top to bottom. */
export type Block =
  /** Text that wraps at word or Han boundaries; `double` is double width and height; `indent` in columns, `hang` the indent of what goes on from the first line (absent: the same). */
  | {
      readonly is: "text";
      readonly runs: readonly Run[];
      readonly align?: "left" | "centre" | "right";
      readonly double?: boolean;
      readonly indent?: number;
      readonly hang?: number;
    }
  /** Left text and right text on one line; the right goes on an own line, flush right, where both do not fit. */
  | {
      readonly is: "pair";
      readonly left: string;
      readonly right: string;
      readonly bold?: boolean;
      readonly indent?: number;
    }
  /** A caution: a block in inverse over the full width; `title` double, `detail` beneath. */
  | { readonly is: "caution"; readonly title: string; readonly detail?: string; readonly severe: boolean }
  | { readonly is: "rule" }
  | { readonly is: "feed"; readonly lines: number }
  | { readonly is: "qr"; readonly text: string }
  | { readonly is: "code128"; readonly text: string }
  | { readonly is: "cut" };

/** A chit as every driver takes it; `locale` decides the shapes where a driver draws. */
export interface Document {
  readonly title: string;
  readonly locale: Locale;
  readonly blocks: readonly Block[];
}

/** The three languages, equals. */
export type Locale = "zh-CN" | "zh-TW" | "en";
/** The three languages as a list, in the order the pages offer them. */
export const LOCALES: readonly Locale[] = ["zh-CN", "zh-TW", "en"];
