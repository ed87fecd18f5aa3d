// How the command line speaks: sentences in the language of the house on stdout, failures on stderr, and with --json
// exactly one line, the last on stdout.
import { codeOf, KeshiError, LOCALES, type Locale, type Phrases } from "../contract/index.ts";
import { ConfigError, sayIssue } from "./config-issue.ts";
import { HostError, type FailureValues } from "./failure.ts";

/** Where text goes; a test collects it. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** What a command speaks through. */
export interface Voice {
  readonly phrases: Phrases;
  readonly locale: Locale;
  /** A line for people; with --json it goes to stderr, so that stdout holds the answer alone. */
  readonly say: (line: string) => void;
  /** The answer for machines; without --json nothing. */
  answer(value: object): void;
  /** Tells of a failure in one line of what is wrong and what to do. */
  fail(error: unknown, values?: FailureValues): void;
}

/** Opens a voice in the given language. */
export function createVoice(options: {
  readonly streams: Streams;
  readonly json: boolean;
  readonly locale: Locale;
  readonly phrasesOf: (locale: Locale) => Phrases;
}): Voice {
  const { streams, json, locale } = options;
  const phrases = options.phrasesOf(locale);
  return {
    phrases,
    locale,
    say: (line) => (json ? streams.err(`${line}\n`) : streams.out(`${line}\n`)),
    answer: (value) => {
      if (json) streams.out(`${JSON.stringify(value)}\n`);
    },
    fail: (error, values = {}) => {
      streams.err(`${sayFailure(error, phrases, values)}\n`);
    },
  };
}

/** What went wrong and what to do, in words; an error without words of its own says its message and remedy. */
export function sayFailure(error: unknown, phrases: Phrases, values: FailureValues = {}): string {
  if (error instanceof ConfigError)
    return [
      phrases("console.config.head", { file: error.file, count: error.issues.length }),
      ...error.issues.map((one) => `  ${sayIssue(one, phrases)}`),
    ].join("\n");
  const code = codeOf(error);
  const known = { ...values, ...(error instanceof HostError ? error.values : {}) };
  const sentence = phrases(`console.failure.${code}`, known);
  if (!isMissing(sentence)) return sentence;
  if (!(error instanceof KeshiError)) return phrases("console.failure.unexpected", { code });
  return error.remedy === undefined
    ? error.message
    : `${error.message}\n${phrases("console.failure.remedy", { remedy: error.remedy })}`;
}

function isMissing(text: string): boolean {
  return text.startsWith("⟦") || text.includes("{{");
}

/** The language a machine is set to, as one of ours: Traditional script reads zh-TW, other Chinese zh-CN, all else English. */
export function machineLocale(tag: string = Intl.DateTimeFormat().resolvedOptions().locale): Locale {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (language !== "zh") return "en";
  return script === "Hant" ? "zh-TW" : "zh-CN";
}

/** The language a config's text asks for, even where the rest of it is wrong. */
export function writtenLocale(text: string): Locale | undefined {
  const found = /\blocale\s*:\s*["']?(zh-CN|zh-TW|en)\b/.exec(text)?.[1];
  return LOCALES.find((locale) => locale === found);
}
