// Family names in the reader's form: a sentence for Taiwan writes 張, one for the mainland 张; the file keeps the guest's own.
import type { Locale } from "../contract/index.ts";
import { toSimplified } from "./folding.ts";

/** Simplified family names whose Traditional form is certain; one not here stays as it is. */
const TRADITIONAL = new Map(
  (
    "张張 陈陳 刘劉 杨楊 赵趙 黄黃 吴吳 孙孫 马馬 罗羅 郑鄭 谢謝 许許 韩韓 冯馮 邓鄧 萧蕭 叶葉 苏蘇 卢盧 蒋蔣 贾賈 阎閻 谭譚 邹鄒 " +
    "陆陸 顾顧 钱錢 汤湯 龙龍 万萬 严嚴 乔喬 贺賀 赖賴 龚龔 庞龐 颜顏 庄莊 鲁魯 吕呂 齐齊 毕畢 聂聶 蓝藍 简簡 骆駱 连連 凤鳳 " +
    "华華 鲍鮑 费費 倪倪 滕滕 邬鄔 乐樂 时時 苗苗 郦酈 贝貝 项項 祝祝 闵閔 席席 麦麥 强強 娄婁 刁刁 郭郭 梅梅 钟鍾 徐徐 骆駱 " +
    "单單 区區 仇仇 尔爾 应應 宁寧 缪繆 车車 侯侯 宓宓 蓬蓬 全全 郏郟 阳陽 欧歐 迟遲 东東 宫宮 门門 诸諸 长長 轩軒 辕轅 闻聞 " +
    "关關 涂涂 温溫 尧堯 纪紀 隋隋 岑岑 兰蘭 岳岳 沈沈 盘盤 祢禰 历歷 么麼 谯譙 谈談 谷谷 云雲 范范 干干 于于 曾曾 廖廖 巩鞏"
  )
    .split(" ")
    .map((pair) => [pair.charAt(0), pair.charAt(1)]),
);

/** The family name in the reader's form. */
export function familyFor(family: string, locale: Locale): string {
  if (locale === "zh-CN") return toSimplified(family);
  if (locale !== "zh-TW") return family;
  return Array.from(family)
    .map((letter) => TRADITIONAL.get(letter) ?? letter)
    .join("");
}
