// The store: the database, its migrations, the vault, and what differs between SQLite and MySQL.
export { openStore, type Db, type Store, type Transaction } from "./store.ts";
export type { StoreSettings } from "./store-settings.ts";
export { migrate, migrationsOf, isMigrated } from "./migration.ts";
export { faultOf, isDuplicate } from "./fault.ts";
export { rowsOf, touched, type Row } from "./row.ts";
export { ask, tell, type Value } from "./statement.ts";
export {
  toText,
  toTextOrNone,
  toBoolean,
  toInteger,
  toIntegerOrNone,
  toJson,
  fromJson,
  toBytes,
} from "./codec.ts";
export { openVault, type Vault } from "./vault.ts";
export { checkKeys, openKeysOf } from "./store-keys.ts";
export { openStoreAlone } from "./store-alone.ts";
export { createDeskRetention } from "./desk-retention.ts";
export { noteStart, noteStop, withdrawStart, type ServiceRun } from "./service-run.ts";
