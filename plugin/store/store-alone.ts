// A running house has its store to itself: two of them would number, apply and print the same events.
import { KeshiError, type Clock } from "../contract/index.ts";
import { openStore, type Store } from "./store.ts";
import type { StoreSettings } from "./store-settings.ts";

/** A house that is just going down may still keep it for so long. */
const LEAVING_MS = 3_000;
/** How often one asks whether a server that was away gave the store to somebody else. */
const LOOK_MS = 30_000;

/** Opens the store for the one house that runs on it, until it is closed; commands beside it open it plainly. Throws `store-in-use`, and what `openStore` throws. `onLost` is told when somebody else runs on it by now. */
export async function openStoreAlone(
  settings: StoreSettings,
  it: { readonly clock: Clock; readonly onLost: (error: KeshiError) => void },
): Promise<Store> {
  const store = await openStore(settings);
  try {
    const hold = await store.hold("running", LEAVING_MS);
    if (hold === undefined) throw inUse();
    const look = async (): Promise<void> => {
      if (!(await hold.isOurs())) it.onLost(inUse());
    };
    const cancel = it.clock.every(LOOK_MS, () => {
      // A store that is away serves nobody else either; it is asked again.
      void look().catch(() => undefined);
    });
    return {
      ...store,
      async close() {
        cancel();
        await store.close();
        await hold.release();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

function inUse(): KeshiError {
  return new KeshiError("store-in-use", "Another Keshi is running on this store", {
    remedy: "Stop the other one first, or give this one a store of its own",
  });
}
