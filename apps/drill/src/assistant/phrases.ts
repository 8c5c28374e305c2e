import type { Language } from "../language/language.ts";

/** What the assistant says about the conversation itself. None of it states a policy. */
export interface Phrases {
  readonly openings: readonly [string, ...string[]];
  readonly closings: readonly [string, ...string[]];
  readonly notInDocuments: string;
  readonly offerPerson: string;
  readonly handedOver: string;
  readonly ordersUnavailable: string;
}

export const PHRASES: Readonly<Record<Language, Phrases>> = {
  en: {
    openings: ["", "", "In short: ", "Good question. "],
    closings: ["", "", "Is there anything else I can help you with?"],
    notInDocuments: "I cannot find that in our documents.",
    offerPerson: "I can connect you with a colleague.",
    handedOver: "I am handing you over to a colleague who will answer here.",
    ordersUnavailable: "I cannot look up orders at the moment.",
  },
  de: {
    openings: ["", "", "Kurz gesagt: ", "Gute Frage. "],
    closings: ["", "", "Kann ich Ihnen sonst noch weiterhelfen?"],
    notInDocuments: "Dazu finde ich in unseren Dokumenten nichts.",
    offerPerson: "Ich kann Sie mit einer Kollegin oder einem Kollegen verbinden.",
    handedOver: "Ich übergebe Sie an eine Kollegin oder einen Kollegen, die Antwort kommt hier.",
    ordersUnavailable: "Bestellungen kann ich im Moment nicht nachsehen.",
  },
  fr: {
    openings: ["", "", "En bref : ", "Bonne question. "],
    closings: ["", "", "Puis-je vous aider pour autre chose ?"],
    notInDocuments: "Je ne trouve pas cela dans nos documents.",
    offerPerson: "Je peux vous mettre en relation avec un collègue.",
    handedOver: "Je vous transmets à un collègue, qui répondra ici.",
    ordersUnavailable: "Je ne peux pas consulter les commandes en ce moment.",
  },
  es: {
    openings: ["", "", "En resumen: ", "Buena pregunta. "],
    closings: ["", "", "¿Puedo ayudarle en algo más?"],
    notInDocuments: "No encuentro eso en nuestros documentos.",
    offerPerson: "Puedo ponerle en contacto con un compañero.",
    handedOver: "Le paso con un compañero, que responderá aquí.",
    ordersUnavailable: "En este momento no puedo consultar pedidos.",
  },
};
