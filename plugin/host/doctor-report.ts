// Says what the doctor found: a list for people, one line of JSON for machines.
import type { Phrases } from "../contract/index.ts";
import { ConfigError, sayIssue } from "./config-issue.ts";
import { finding, type CheckName, type Finding } from "./finding.ts";
import { HostError } from "./failure.ts";
import { sayFailure, type Voice } from "./voice.ts";

/** Says the findings and answers whether all is well. */
export function report(findings: readonly Finding[], voice: Voice, name: string): boolean {
  const { phrases } = voice;
  const say = (key: string, values?: Finding["values"]): string => phrases(`console.doctor.${key}`, values);
  const told = findings.map((one) => ({
    ...one,
    what: say(one.check, one.name === undefined ? {} : { name: one.name }),
    text: say(one.key, localized(one.values, phrases)),
  }));
  voice.say(say("head", { name }));
  for (const { level, what, text } of told) voice.say(`  [${say(level)}] ${what}${say("colon")}${text}`);
  const bad = findings.filter((one) => one.level === "bad").length;
  voice.say(bad === 0 ? say("all-well") : say("to-mend", { count: bad }));
  voice.answer({
    ok: bad === 0,
    findings: told.map(({ check, name: of, level, key, text }) => ({
      check,
      name: of,
      level,
      code: key,
      text,
    })),
  });
  return bad === 0;
}

function localized(values: Finding["values"], phrases: Phrases): Finding["values"] {
  const status = values["status"];
  return typeof status === "string"
    ? { ...values, status: phrases(`console.doctor.printer-state.${status}`) }
    : values;
}

/** A house that cannot even be opened is a finding too: of the config, mistake by mistake, or of the manifest. */
export function findingsOf(error: unknown, phrases: Phrases): readonly Finding[] {
  if (error instanceof ConfigError)
    return error.issues.map((one) => reason("config", sayIssue(one, phrases)));
  const check = error instanceof HostError && error.code.startsWith("manifest") ? "manifest" : "config";
  return [reason(check, sayFailure(error, phrases))];
}

function reason(check: CheckName, text: string): Finding {
  return finding(check, "bad", { key: "reason", values: { reason: text } });
}
