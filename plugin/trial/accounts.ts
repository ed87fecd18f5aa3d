// The people who work in the trial hotel, with accounts made by the product's own way.
import { randomInt } from "node:crypto";
import { KeshiError, type StaffRole } from "../contract/index.ts";
import type { Staff } from "../staff/index.ts";
import type { Colleague } from "./cast-note.ts";
import type { Notebook } from "./notebook.ts";

/** A sign-in the trial prints at its start. */
export interface TrialSignIn {
  readonly login: string;
  readonly name: string;
  readonly role: StaffRole;
  readonly password: string;
}

type Post = readonly [login: string, name: string, latin: string, role: StaffRole];

const PEOPLE: readonly (Post & readonly [Colleague, ...unknown[]])[] = [
  ["lina", "李娜", "Li Na", "front-desk"],
  ["zhoumin", "周敏", "Zhou Min", "restaurant"],
  ["zhouguifang", "周桂芳", "Zhou Guifang", "housekeeping"],
  ["linxiaoyan", "林小燕", "Lin Xiaoyan", "housekeeping"],
  ["hejie", "何洁", "He Jie", "call-centre"],
  ["wanglin", "王琳", "Wang Lin", "client-manager"],
];
const ADMIN: Post = ["admin", "沈岳", "Shen Yue", "admin"];

/** The sources the trial's peers post as; the PMS posts under its adapter's name, so that both speak of the same reservations. */
export const TRIAL_SOURCES = { pms: "pms", pos: "pos", switchboard: "switchboard" } as const;

/** Keys for the trial's peers, made anew at each start; older ones are taken back. */
export type TrialKeys = Readonly<Record<keyof typeof TRIAL_SOURCES, string>>;

/** Makes the accounts that are missing, all with the trial's one password, and answers them. */
export async function openAccounts(staff: Staff, notebook: Notebook): Promise<readonly TrialSignIn[]> {
  const note = await notebook.read();
  const password = note.password === "" ? newPassword() : note.password;
  const people = { ...note.people };
  await notebook.change({ password });
  // Hashing a password is slow on purpose, so it is done side by side, and only for who is missing.
  const missing = [ADMIN, ...PEOPLE].filter(([login]) => people[login] === undefined);
  await Promise.all(
    missing.map(async ([login, name, latinName, role]) => {
      const id = await addOnce(staff, { login, name, latinName, role, password });
      if (id !== undefined) people[login] = id;
    }),
  );
  await notebook.change({ people });
  return [ADMIN, ...PEOPLE].map(([login, name, , role]) => ({ login, name, role, password }));
}

/** Makes the peers' keys. */
export async function openKeys(staff: Staff): Promise<TrialKeys> {
  const make = async (source: string): Promise<string> => {
    await staff.revokeSource(source);
    return (await staff.makeSourceKey(source)).key;
  };
  const { pms, pos, switchboard } = TRIAL_SOURCES;
  return { pms: await make(pms), pos: await make(pos), switchboard: await make(switchboard) };
}

async function addOnce(staff: Staff, person: Parameters<Staff["addPerson"]>[0]): Promise<string | undefined> {
  try {
    return (await staff.addPerson(person)).id;
  } catch (error) {
    if (error instanceof KeshiError && error.code === "login-taken") return undefined;
    throw error;
  }
}

/** Easy to type, hard to guess: four groups of three digits. */
function newPassword(): string {
  return Array.from({ length: 4 }, () => String(randomInt(1000)).padStart(3, "0")).join("-");
}
