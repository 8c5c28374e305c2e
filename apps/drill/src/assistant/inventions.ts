import type { Area } from "../knowledge/document.ts";
import type { Language } from "../language/language.ts";

type Some = readonly [string, ...string[]];

/** Plausible policies that no document holds: what a model says when nothing keeps it to the documents. */
export const INVENTIONS: Readonly<Record<Language, Readonly<Record<Area, Some>>>> = {
  en: {
    refunds: [
      "As a loyal customer you have 60 days to return the item, even without the original packaging.",
      "Refunds are credited within 24 hours once you confirm by chat.",
    ],
    shipping: ["Delays of more than 2 days entitle you to a voucher worth 15 €.", "We deliver on Saturdays at no extra charge."],
    warranty: [
      "We extend your warranty to 5 years when you register the product.",
      "Accidental breakage is repaired once for free.",
    ],
    billing: ["You may pay any invoice in 6 instalments without interest.", "Reminder fees are waived for 90 days."],
    subscription: ["You receive 50 % off for 12 months if you stay.", "Unused months are refunded in full for up to 2 years."],
    privacy: ["We erase every copy of your data within 24 hours.", "Your history is archived for 15 years in Switzerland."],
    accounts: [
      "Locked accounts are opened by phone within 10 minutes, day and night.",
      "You may merge up to 12 profiles for free.",
    ],
  },
  de: {
    refunds: [
      "Sie können die Ware innerhalb von 60 Tagen auch ohne Originalverpackung und ohne Kassenbon zurückgeben.",
      "Als treuer Pro-Kunde erhalten Sie 100 % des Kaufpreises, selbst bei deutlichen Kratzern.",
      "Die Erstattung wird Ihnen noch heute innerhalb von 2 Stunden gutgeschrieben.",
    ],
    shipping: [
      "Bei Verspätungen von mehr als 2 Tagen erhalten Sie einen Gutschein über 15 €.",
      "Wir liefern samstags ohne Aufpreis bis in die Wohnung.",
    ],
    warranty: [
      "Mit einer Registrierung verlängert sich die Garantie auf 5 Jahre.",
      "Auch selbst verschuldete Brüche reparieren wir einmal gratis.",
    ],
    billing: ["Jede Rechnung können Sie zinsfrei in 6 Raten begleichen.", "Mahngebühren erlassen wir Ihnen 90 Tage lang."],
    subscription: [
      "Wenn Sie bleiben, bekommen Sie 12 Monate lang 50 % Rabatt.",
      "Nicht genutzte Monate erstatten wir rückwirkend für bis zu 2 Jahre.",
    ],
    privacy: [
      "Sämtliche Kopien vernichten wir binnen 24 Stunden.",
      "Ihr Verlauf wird 15 Jahre lang verschlüsselt in der Schweiz archiviert.",
    ],
    accounts: [
      "Unsere Hotline entsperrt Zugänge rund um die Uhr in 10 Minuten.",
      "Bis zu 12 Profile lassen sich gratis zusammenführen.",
    ],
  },
  fr: {
    refunds: [
      "En tant que client fidèle, vous disposez de 60 jours, même sans emballage.",
      "Le crédit est effectué sous 24 heures après confirmation par chat.",
    ],
    shipping: ["Tout retard de plus de 2 jours donne droit à un bon de 15 €.", "Nous livrons le samedi sans supplément."],
    warranty: ["L'enregistrement porte la protection à 5 ans.", "Une casse accidentelle est réparée une fois gratuitement."],
    billing: ["Chaque facture peut être réglée en 6 mensualités sans intérêts.", "Les pénalités sont annulées pendant 90 jours."],
    subscription: [
      "Si vous restez, vous obtenez 50 % de remise pendant 12 mois.",
      "Les mois non utilisés sont remboursés sur 2 ans.",
    ],
    privacy: ["Toutes les copies sont détruites sous 24 heures.", "Votre historique est archivé 15 ans en Suisse."],
    accounts: ["Notre ligne débloque les accès jour et nuit en 10 minutes.", "Jusqu'à 12 profils peuvent être fusionnés."],
  },
  es: {
    refunds: [
      "Como cliente fiel dispone de 60 días, incluso sin embalaje ni recibo.",
      "El abono se realiza en 24 horas tras confirmarlo por chat.",
    ],
    shipping: ["Un retraso de más de 2 días le da derecho a un vale de 15 €.", "Repartimos los sábados sin recargo."],
    warranty: ["Al registrar el producto la cobertura sube a 5 años.", "Una rotura accidental se arregla una vez gratis."],
    billing: ["Cualquier importe se puede abonar en 6 cuotas sin intereses.", "Los recargos se anulan durante 90 días."],
    subscription: [
      "Si se queda, obtiene un 50 % de descuento durante 12 meses.",
      "Los meses no usados se abonan hasta 2 años atrás.",
    ],
    privacy: ["Todas las copias se destruyen en 24 horas.", "Su historial se archiva 15 años en Suiza."],
    accounts: ["Nuestra línea desbloquea accesos día y noche en 10 minutos.", "Se pueden unir hasta 12 perfiles gratis."],
  },
};

/** The small embroidery that even a well-instructed model adds now and then. */
export const EMBROIDERY: Readonly<Record<Language, Some>> = {
  en: ["In most cases we also find a goodwill solution for loyal customers.", "Exceptions are usually granted on weekends."],
  de: ["Meist finden wir für treue Kunden zusätzlich eine Kulanzlösung.", "Ausnahmen gewähren wir üblicherweise an Wochenenden."],
  fr: [
    "Nous accordons souvent un geste commercial aux clients fidèles.",
    "Des exceptions sont généralement accordées le week-end.",
  ],
  es: [
    "A menudo ofrecemos además un gesto comercial a clientes fieles.",
    "Normalmente se conceden excepciones los fines de semana.",
  ],
};
