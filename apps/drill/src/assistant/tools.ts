import type { Language } from "../language/language.ts";

export type ToolName = "lookup_order" | "check_refund_eligibility" | "escalate_to_person";
export interface ToolCall {
  readonly name: ToolName;
  readonly arguments: Readonly<Record<string, string>>;
  /** One or two sentences, as the order system gives them to customers. */
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

export function lookupOrder(order: string, language: Language): ToolCall {
  return { name: "lookup_order", arguments: { order }, result: STATUS[language](order, orderOf(order)) };
}

export function checkRefundEligibility(order: string, language: Language): ToolCall {
  const status = orderOf(order);
  const eligible = status.kind !== "delivered" || status.daysAgo <= RETURN_DAYS;
  return { name: "check_refund_eligibility", arguments: { order }, result: ELIGIBLE[language](order, eligible) };
}

export function escalateToPerson(reason: string): ToolCall {
  return { name: "escalate_to_person", arguments: { reason }, result: "queued" };
}
