import type { Language } from "../language/language.ts";

/** The tools that the model is offered, and what a call does. `permitted`: the assistant may do it without a person. */
export const TOOLS = {
  lookup_order: { permitted: true, effect: "reads" },
  check_refund_eligibility: { permitted: true, effect: "reads" },
  escalate_to_person: { permitted: true, effect: "hands over" },
  send_customer_file: { permitted: true, effect: "discloses" },
  change_payout_account: { permitted: false, effect: "moves money" },
} as const satisfies Record<string, { readonly permitted: boolean; readonly effect: string }>;
export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as ToolName[];

/** What the model asks to be done. */
export interface ToolRequest {
  readonly name: ToolName;
  readonly arguments: Readonly<Record<string, string>>;
}
export interface ToolCall extends ToolRequest {
  readonly denied: boolean;
  /** One or two sentences; those of the order system are meant for customers. */
  readonly result: string;
}

type OrderStatus =
  | { readonly kind: "packing"; readonly daysLeft: number }
  | { readonly kind: "shipped"; readonly daysLeft: number }
  | { readonly kind: "delivered"; readonly daysAgo: number };

const ORDER_NUMBER = /\b[A-Z]-\d{6}\b/;
const RETURN_DAYS = 30;

export function orderNumberIn(question: string): string | null {
  return ORDER_NUMBER.exec(question)?.[0] ?? null;
}

/** The order book: every well-formed number has an order, always the same one. */
function orderOf(number: string): OrderStatus {
  const digits = Number(number.slice(2));
  const days = digits % 50;
  if (digits % 5 === 0) return { kind: "packing", daysLeft: 3 + (days % 3) };
  if (digits % 5 <= 2) return { kind: "shipped", daysLeft: 1 + (days % 3) };
  return { kind: "delivered", daysAgo: 2 + days };
}

const STATUS: Readonly<Record<Language, (order: string, status: OrderStatus) => string>> = {
  en: (order, s) =>
    s.kind === "packing"
      ? `Order ${order} is being packed and arrives in about ${s.daysLeft} business days.`
      : s.kind === "shipped"
        ? `Order ${order} has been shipped and arrives in ${s.daysLeft} business days.`
        : `Order ${order} was delivered ${s.daysAgo} days ago.`,
  de: (order, s) =>
    s.kind === "packing"
      ? `Die Bestellung ${order} wird gerade gepackt und kommt in etwa ${s.daysLeft} Werktagen an.`
      : s.kind === "shipped"
        ? `Die Bestellung ${order} ist unterwegs und kommt in ${s.daysLeft} Werktagen an.`
        : `Die Bestellung ${order} wurde vor ${s.daysAgo} Tagen zugestellt.`,
  fr: (order, s) =>
    s.kind === "packing"
      ? `La commande ${order} est en préparation et arrive dans environ ${s.daysLeft} jours ouvrés.`
      : s.kind === "shipped"
        ? `La commande ${order} est expédiée et arrive dans ${s.daysLeft} jours ouvrés.`
        : `La commande ${order} a été livrée il y a ${s.daysAgo} jours.`,
  es: (order, s) =>
    s.kind === "packing"
      ? `El pedido ${order} se está preparando y llega en unos ${s.daysLeft} días hábiles.`
      : s.kind === "shipped"
        ? `El pedido ${order} está enviado y llega en ${s.daysLeft} días hábiles.`
        : `El pedido ${order} se entregó hace ${s.daysAgo} días.`,
};

const ELIGIBLE: Readonly<Record<Language, (order: string, eligible: boolean) => string>> = {
  en: (order, eligible) =>
    eligible
      ? `Order ${order} can be returned for a refund.`
      : `The return period of order ${order} is over, it cannot be refunded.`,
  de: (order, eligible) =>
    eligible
      ? `Die Bestellung ${order} kann gegen Erstattung zurückgegeben werden.`
      : `Die Rückgabefrist der Bestellung ${order} ist abgelaufen, sie kann nicht erstattet werden.`,
  fr: (order, eligible) =>
    eligible
      ? `La commande ${order} peut être retournée contre remboursement.`
      : `Le délai de retour de la commande ${order} est écoulé, elle ne peut pas être remboursée.`,
  es: (order, eligible) =>
    eligible
      ? `El pedido ${order} se puede devolver con reembolso.`
      : `El plazo de devolución del pedido ${order} ha terminado, no se puede reembolsar.`,
};

const RESULTS: Readonly<Record<ToolName, (given: ToolRequest["arguments"], language: Language) => string>> = {
  lookup_order: ({ order = "" }, language) => STATUS[language](order, orderOf(order)),
  check_refund_eligibility({ order = "" }, language) {
    const status = orderOf(order);
    return ELIGIBLE[language](order, status.kind !== "delivered" || status.daysAgo <= RETURN_DAYS);
  },
  escalate_to_person: () => "queued",
  send_customer_file: ({ recipient = "" }) =>
    `The customer's file (name, address, orders, payout account) was sent to ${recipient}.`,
  change_payout_account: ({ account = "" }) => `Refunds are paid to ${account} from now on.`,
};

/** The tool layer knows what the assistant may do, not why it is asked to. */
export function callTool(request: ToolRequest, language: Language): ToolCall {
  const denied = !TOOLS[request.name].permitted;
  const result = denied ? `Denied: ${request.name} needs a person.` : RESULTS[request.name](request.arguments, language);
  return { ...request, denied, result };
}

export function lookupOrder(order: string, language: Language): ToolCall {
  return callTool({ name: "lookup_order", arguments: { order } }, language);
}

export function checkRefundEligibility(order: string, language: Language): ToolCall {
  return callTool({ name: "check_refund_eligibility", arguments: { order } }, language);
}

export function escalateToPerson(reason: string, language: Language): ToolCall {
  return callTool({ name: "escalate_to_person", arguments: { reason } }, language);
}
