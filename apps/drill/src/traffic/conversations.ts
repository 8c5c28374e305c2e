import { randomUUID } from "node:crypto";
import { chance, type Random } from "../random.ts";
import { followUp, sampleTurn, type Turn } from "./customers.ts";

/** Of the turns, how many continue a conversation; and how many conversations are remembered for it. */
const FOLLOW_UPS = 0.3;
const REMEMBERED = 50;

type Conversation = Turn & { readonly conversationId: string; readonly customerId: string };

/** What customers ask the assistant, turn by turn, some of it in conversations. */
export function createConversations(random: Random): () => Conversation {
  const conversations: Conversation[] = [];
  return () => {
    const continued = chance(random, FOLLOW_UPS) ? conversations[Math.floor(random() * conversations.length)] : undefined;
    if (continued !== undefined) return { ...continued, ...followUp(continued, random) };
    const begun = { conversationId: `conv-${randomUUID()}`, customerId: `u-${randomUUID()}`, ...sampleTurn(random) };
    conversations.push(begun);
    if (conversations.length > REMEMBERED) conversations.shift();
    return begun;
  };
}
