import { eventStoreContract } from "../event-store.contract.ts";
import { createMemoryEventStore } from "./memory-event-store.ts";

eventStoreContract(async () => ({ store: createMemoryEventStore(), [Symbol.asyncDispose]: async () => undefined }));
