// Names: which script, which part is the family's, which form is shown. Nothing here decides who somebody is.
import type { GuestName } from "../contract/index.ts";
import { toSimplified } from "./folding.ts";

/** The script a text is written in, by its letters; Japanese is told by its kana only. */
export type Script = "Han" | "Kana" | "Hangul" | "Latin" | "Cyrillic" | "Arabic" | "none";

const SCRIPTS: readonly (readonly [Script, RegExp])[] = [
  ["Kana", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["Hangul", /\p{Script=Hangul}/u],
  ["Han", /\p{Script=Han}/u],
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Arabic", /\p{Script=Arabic}/u],
  ["Latin", /\p{Script=Latin}/u],
];

/** Tells the script of a name; a name with one Han character is Han, whatever stands beside it. */
export function scriptOf(text: string): Script {
  return SCRIPTS.find(([, letters]) => letters.test(text))?.[0] ?? "none";
}

/** Family names of two characters, Simplified; a name of three or more that begins so is cut after the second. */
const COMPOUND_SURNAMES = new Set(
  (
    "欧阳 上官 司马 诸葛 尉迟 公孙 慕容 皇甫 令狐 东方 南宫 西门 长孙 宇文 司徒 司空 夏侯 端木 百里 呼延 万俟 独孤 轩辕 闻人 " +
    "澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 鲜于 闾丘 亓官 拓跋 赫连 完颜 纳兰 叶赫 东郭 公羊 子车 颛孙 巫马 公西 " +
    "漆雕 乐正 壤驷 公良 夹谷 宰父 谷梁 段干 梁丘 左丘 东里 第五 范姜 张简 张廖 贺兰 尔朱 沙吒 哥舒 宿勤 司寇 南荣"
  ).split(" "),
);

/** The parts of a name as far as they are certain. */
export interface NameParts {
  readonly full: string;
  readonly family?: string;
  readonly given?: string;
  readonly script: Script;
}

/** Cuts a name into its parts; a Han full name without told parts is cut by the known family names of two characters. */
export function partsOf(name: GuestName): NameParts {
  const full = fullName(name);
  const script = scriptOf(full);
  const family = filled(name.family);
  const given = filled(name.given);
  if (family !== undefined) return { full, script, family, ...(given === undefined ? {} : { given }) };
  const isChinese = script === "Han" && name.script !== "Jpan" && name.script !== "Kore";
  if (isChinese && !isForeignHan(name.lang)) return { full, script, ...cutHan(full) };
  return { full, script };
}

/** The whole name as its owner writes it. */
export function fullName(name: GuestName): string {
  const told = filled(name.full);
  if (told !== undefined) return told;
  const family = filled(name.family) ?? "";
  const given = [filled(name.given), filled(name.middle)].filter((part) => part !== undefined).join(" ");
  const script = scriptOf(family + given);
  if (script === "Han" || script === "Hangul" || script === "Kana") return family + given.replaceAll(" ", "");
  return (name.order === "family_first" ? [family, given] : [given, family])
    .filter((p) => p !== "")
    .join(" ");
}

/** Cuts a Chinese full name: 欧阳婉 into 欧阳 and 婉, 张伟 into 张 and 伟; one character stays whole. */
export function cutHan(full: string): { family?: string; given?: string } {
  const text = full.replaceAll(/[\s·]/gu, "");
  const letters = Array.from(text);
  if (letters.length < 2 || letters.length > 4 || !letters.every((it) => /\p{Script=Han}/u.test(it)))
    return {};
  const head = letters.slice(0, 2).join("");
  const length = letters.length > 2 && COMPOUND_SURNAMES.has(toSimplified(head)) ? 2 : 1;
  return { family: letters.slice(0, length).join(""), given: letters.slice(length).join("") };
}

/** The name a card shows: in its own script where a source told it; an incognito name never. */
export function shownName(names: readonly GuestName[]): GuestName | undefined {
  const open = names.filter((name) => name.kind !== "incognito" && fullName(name) !== "");
  return open.find((name) => scriptOf(fullName(name)) !== "Latin") ?? open[0];
}

/** The name in Latin letters, where one is known. */
export function latinName(names: readonly GuestName[]): GuestName | undefined {
  return names.find((name) => name.kind !== "incognito" && scriptOf(fullName(name)) === "Latin");
}

/** A Latin name as it stands under one in another script: ZHANG Wei. */
export function latinText(name: GuestName): string {
  const family = filled(name.family);
  const given = filled(name.given);
  if (family === undefined || given === undefined) return fullName(name);
  return name.order === "family_first" ? `${family.toUpperCase()} ${given}` : `${given} ${family}`;
}

/** Adds the names a source tells to those known: its first becomes the one shown, what it no longer says stays behind. */
export function mergeNames(known: readonly GuestName[], told: readonly GuestName[]): readonly GuestName[] {
  const said = told.filter((name) => fullName(name) !== "");
  if (said.length === 0) return known;
  const seen = new Set<string>();
  const merged: GuestName[] = [];
  for (const name of [...said, ...known]) {
    const key = `${name.kind === "incognito" ? "!" : ""}${fullName(name).toLowerCase()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    merged.push(name);
  }
  return merged.slice(0, NAMES_KEPT);
}

/** More spellings than this of one guest are a source's mistakes. */
const NAMES_KEPT = 8;

function isForeignHan(lang: string | undefined): boolean {
  return lang !== undefined && /^(?:ja|ko)\b/u.test(lang);
}

function filled(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === "" ? undefined : trimmed;
}
