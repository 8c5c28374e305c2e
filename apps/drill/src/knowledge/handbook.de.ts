import type { Handbook } from "./document.ts";

export const HANDBOOK_DE: Handbook = {
  "refund-window": {
    title: "Wie lange Sie einen Artikel zurückgeben können",
    text: "Sie können einen unbenutzten Artikel innerhalb von 30 Tagen nach Lieferung gegen volle Erstattung zurückgeben. Der Artikel muss in der Originalverpackung sein. Nach 30 Tagen ist eine Rückgabe nicht mehr möglich.",
  },
  "refund-payout": {
    title: "Wann die Erstattung ausgezahlt wird",
    text: "Wir zahlen die Erstattung innerhalb von 5 Werktagen aus, nachdem die Rücksendung in unserem Lager eingetroffen ist. Das Geld geht auf das Zahlungsmittel der Bestellung zurück.",
  },
  "refund-used-goods": {
    title: "Gebrauchte oder beschädigte Ware zurückgeben",
    text: "Zeigt ein zurückgesendeter Artikel Gebrauchsspuren, werden bis zu 40 % vom Preis abgezogen. Sie erhalten Fotos des Schadens zusammen mit der Berechnung.",
  },
  "refund-exclusions": {
    title: "Was nicht zurückgegeben werden kann",
    text: "Geschenkkarten, Downloads und geöffnete Hygieneartikel können nicht zurückgegeben werden. Maßgefertigte Schreibtische sind ebenfalls von der Erstattung ausgeschlossen.",
  },
  "refund-gifts": {
    title: "Ein Geschenk zurückgeben",
    text: "Geschenke werden als Guthaben erstattet, das 24 Monate gültig bleibt. Sie brauchen nur den Geschenkbeleg, und die schenkende Person wird nicht benachrichtigt.",
  },
  "refund-return-label": {
    title: "Wer das Rücksendeetikett bezahlt",
    text: "Das Rücksendeetikett ist innerhalb des Kauflandes kostenlos. Bei Rücksendungen aus dem Ausland kostet das Etikett 4,90 €, die wir von der Erstattung abziehen.",
  },
  "shipping-standard": {
    title: "Lieferzeit beim Standardversand",
    text: "Die Standardlieferung dauert 3 bis 5 Werktage. Möbel liefert eine Spedition, die mit Ihnen einen Termin vereinbart.",
  },
  "shipping-express": {
    title: "Expressversand",
    text: "Expressbestellungen vor 14 Uhr kommen am nächsten Werktag an. Der Expressversand kostet 9,90 € je Bestellung und ist für Möbel nicht verfügbar.",
  },
  "shipping-free": {
    title: "Kostenloser Versand",
    text: "Der Standardversand ist ab einem Bestellwert von 50 € kostenlos. Darunter berechnen wir 3,90 € Versandkosten.",
  },
  "shipping-tracking": {
    title: "Ein Paket verfolgen",
    text: "Sie erhalten innerhalb von 24 Stunden nach dem Versand einen Link zur Sendungsverfolgung per E-Mail. Den Status des Pakets sehen Sie auch unter Meine Bestellungen.",
  },
  "shipping-lost": {
    title: "Verlorene Pakete",
    text: "Ist ein Paket 10 Tage nach dem Versand nicht angekommen, melden Sie es als verloren. Wir senden dann kostenlos Ersatz oder erstatten die Bestellung.",
  },
  "shipping-abroad": {
    title: "Versand ins Ausland",
    text: "Wir liefern in 40 Länder, und die internationale Lieferung dauert 7 bis 12 Werktage. Zollgebühren außerhalb der Europäischen Union trägt der Empfänger.",
  },
  "warranty-period": {
    title: "Dauer der Garantie",
    text: "Auf alle Produkte gilt eine Garantie von 24 Monaten ab Kaufdatum. Akkus sind 12 Monate abgedeckt.",
  },
  "warranty-claim": {
    title: "Einen Garantiefall melden",
    text: "Für einen Garantiefall senden Sie uns die Bestellnummer und ein Foto des Defekts. Sie erhalten innerhalb von 3 Werktagen eine Antwort.",
  },
  "warranty-exclusions": {
    title: "Was die Garantie nicht abdeckt",
    text: "Die Garantie gilt nicht für Stürze, Wasserschäden oder Reparaturen durch eine nicht autorisierte Werkstatt. Auch normaler Verschleiß von Stuhlrollen ist nicht abgedeckt.",
  },
  "warranty-repair": {
    title: "Wie lange eine Reparatur dauert",
    text: "Eine Reparatur in der Garantie dauert bis zu 10 Werktage. Dauert sie länger, leihen wir Ihnen für diese Zeit ein Ersatzgerät.",
  },
  "warranty-replacement": {
    title: "Austausch nach gescheiterten Reparaturen",
    text: "Nach zwei gescheiterten Reparaturen können Sie zwischen einem neuen Gerät und Ihrem Geld wählen. Die Garantie des neuen Geräts beginnt von vorn.",
  },
  "warranty-extension": {
    title: "Garantieverlängerung",
    text: "Die Garantieverlängerung gilt 12 weitere Monate und kostet 29 €. Sie kann innerhalb von 14 Tagen nach dem Kauf erworben werden.",
  },
  "billing-methods": {
    title: "Zahlungsarten",
    text: "Wir akzeptieren Kreditkarte, Lastschrift, PayPal und Überweisung. Geschäftskunden mit Pro- oder Enterprise-Tarif können auch auf Rechnung zahlen.",
  },
  "billing-invoice": {
    title: "Eine Rechnung finden",
    text: "Die Rechnung steht 24 Stunden nach dem Versand als PDF unter Meine Bestellungen bereit. Rechnungen bleiben 10 Jahre lang abrufbar.",
  },
  "billing-vat": {
    title: "Umsatzsteuernummer auf der Rechnung",
    text: "Tragen Sie Ihre Umsatzsteuernummer vor der Bestellung in den Rechnungseinstellungen ein. Eine ausgestellte Rechnung kann innerhalb von 30 Tagen auf Anfrage korrigiert werden.",
  },
  "billing-reminder": {
    title: "Zahlungsverzug und Mahnungen",
    text: "Eine erste Mahnung kommt 7 Tage nach Fälligkeit und ist kostenlos. Bei der zweiten Mahnung kommt eine Gebühr von 5 € hinzu.",
  },
  "billing-double-charge": {
    title: "Doppelte Abbuchung",
    text: "Eine doppelte Abbuchung wird automatisch innerhalb von 3 Werktagen zurückgebucht. Fehlt sie danach noch, senden Sie uns den Kontoauszug.",
  },
  "billing-on-account": {
    title: "Kauf auf Rechnung",
    text: "Käufe auf Rechnung sind innerhalb von 14 Tagen nach Rechnungsdatum zahlbar. Das Limit für den Kauf auf Rechnung beträgt 500 €.",
  },
  "subscription-plans": {
    title: "Die Tarife im Vergleich",
    text: "Der Free-Tarif kostet nichts, der Pro-Tarif 12 € im Monat. Pro enthält kostenlosen Expressversand, und Enterprise bringt einen persönlichen Kontakt mit.",
  },
  "subscription-cancel": {
    title: "Ein Abonnement kündigen",
    text: "Sie können Ihr Abonnement jederzeit in den Tarifeinstellungen kündigen. Die Kündigung wird zum Ende des laufenden Monats wirksam.",
  },
  "subscription-upgrade": {
    title: "In einen höheren Tarif wechseln",
    text: "Ein Wechsel in einen höheren Tarif ist sofort aktiv. Die Preisdifferenz wird anteilig für die übrigen Tage des Monats berechnet.",
  },
  "subscription-pause": {
    title: "Ein Abonnement pausieren",
    text: "Ein Abonnement kann einmal im Jahr für bis zu 3 Monate pausiert werden. Während der Pause fallen keine Gebühren an.",
  },
  "subscription-trial": {
    title: "Probezeitraum",
    text: "Der Pro-Tarif kann 14 Tage kostenlos getestet werden. Ohne Kündigung geht der Test in einen bezahlten Monatstarif über.",
  },
  "subscription-seats": {
    title: "Plätze für ein Team",
    text: "Der Enterprise-Tarif beginnt bei 10 Plätzen. Weitere Plätze können jeden Monat hinzugefügt werden, entfernte Plätze werden auf der nächsten Rechnung gutgeschrieben.",
  },
  "privacy-export": {
    title: "Eine Kopie Ihrer Daten",
    text: "Eine Kopie Ihrer persönlichen Daten fordern Sie in den Datenschutzeinstellungen an. Der Datenexport steht innerhalb von 72 Stunden zum Herunterladen bereit.",
  },
  "privacy-erasure": {
    title: "Persönliche Daten löschen",
    text: "Wir löschen Ihre persönlichen Daten innerhalb von 30 Tagen nach Ihrem Antrag. Rechnungen müssen wir gesetzlich 10 Jahre aufbewahren.",
  },
  "privacy-location": {
    title: "Wo Daten gespeichert werden",
    text: "Persönliche Daten werden ausschließlich in Rechenzentren in Irland und Deutschland gespeichert. Sicherungen sind verschlüsselt und werden nach 35 Tagen überschrieben.",
  },
  "privacy-cookies": {
    title: "Cookies",
    text: "Ohne Einwilligung werden nur technisch notwendige Cookies gesetzt. Ihre Cookie-Auswahl können Sie jederzeit am Ende jeder Seite ändern.",
  },
  "privacy-newsletter": {
    title: "Den Newsletter abbestellen",
    text: "Jeder Newsletter enthält am Ende einen Link zum Abbestellen. Nach dem Abbestellen erhalten Sie innerhalb von 48 Stunden keine Werbung mehr.",
  },
  "privacy-processing-agreement": {
    title: "Vertrag zur Auftragsverarbeitung",
    text: "Enterprise-Kunden können einen Vertrag zur Auftragsverarbeitung online abschließen. Die Liste der Unterauftragnehmer wird alle 6 Monate aktualisiert.",
  },
  "account-password": {
    title: "Ein Passwort zurücksetzen",
    text: "Über Passwort vergessen auf der Anmeldeseite setzen Sie Ihr Passwort zurück. Der Link in der E-Mail ist 60 Minuten gültig.",
  },
  "account-two-factor": {
    title: "Zwei-Faktor-Anmeldung",
    text: "Die Zwei-Faktor-Anmeldung schalten Sie unter Sicherheit mit einer Authenticator-App ein. Bewahren Sie die 8 Wiederherstellungscodes an einem sicheren Ort auf.",
  },
  "account-email": {
    title: "Die E-Mail-Adresse ändern",
    text: "Ihre E-Mail-Adresse ändern Sie unter Profil. Die neue Adresse muss innerhalb von 24 Stunden über einen Link bestätigt werden.",
  },
  "account-locked": {
    title: "Gesperrtes Konto",
    text: "Nach 5 falschen Passwörtern wird das Konto für 30 Minuten gesperrt. Ein Zurücksetzen des Passworts hebt die Sperre sofort auf.",
  },
  "account-close": {
    title: "Ein Konto schließen",
    text: "Sie können Ihr Konto unter Profil schließen. Es lässt sich innerhalb von 14 Tagen wiederherstellen, danach ist es endgültig gelöscht.",
  },
  "account-household": {
    title: "Ein Konto teilen",
    text: "Ein Haushalt kann ein Konto mit bis zu 4 Personen teilen. Jede Person erhält eine eigene Anmeldung und einen eigenen Bestellverlauf.",
  },
};
