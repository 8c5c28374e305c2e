import type { Handbook } from "./document.ts";

export const HANDBOOK_FR: Handbook = {
  "refund-window": {
    title: "Délai pour retourner un article",
    text: "Vous pouvez retourner un article non utilisé dans les 30 jours suivant la livraison pour un remboursement complet. L'article doit être dans son emballage d'origine. Après 30 jours, un retour n'est plus possible.",
  },
  "refund-payout": {
    title: "Quand le remboursement est versé",
    text: "Nous versons le remboursement dans les 5 jours ouvrés après l'arrivée du retour dans notre entrepôt. L'argent revient sur le moyen de paiement de la commande.",
  },
  "refund-used-goods": {
    title: "Retourner un article utilisé ou abîmé",
    text: "Si un article retourné présente des traces d'usage, nous déduisons jusqu'à 40 % de son prix. Vous recevez des photos du dommage avec le calcul.",
  },
  "refund-exclusions": {
    title: "Ce qui ne peut pas être retourné",
    text: "Les cartes cadeaux, les téléchargements et les produits d'hygiène ouverts ne peuvent pas être retournés. Les bureaux sur mesure sont également exclus du remboursement.",
  },
  "refund-gifts": {
    title: "Retourner un cadeau",
    text: "Les cadeaux sont remboursés sous forme d'avoir, valable 24 mois. Il suffit du ticket cadeau, et l'acheteur n'est pas informé.",
  },
  "refund-return-label": {
    title: "Qui paie l'étiquette de retour",
    text: "L'étiquette de retour est gratuite dans le pays d'achat. Pour un retour depuis l'étranger, l'étiquette coûte 4,90 €, que nous déduisons du remboursement.",
  },
  "shipping-standard": {
    title: "Délai de livraison standard",
    text: "La livraison standard prend 3 à 5 jours ouvrés. Les meubles sont livrés par un transporteur qui convient d'une date avec vous.",
  },
  "shipping-express": {
    title: "Livraison express",
    text: "Les commandes express passées avant 14 heures arrivent le jour ouvré suivant. La livraison express coûte 9,90 € par commande et n'est pas disponible pour les meubles.",
  },
  "shipping-free": {
    title: "Livraison gratuite",
    text: "La livraison standard est gratuite pour les commandes de plus de 50 €. En dessous de ce montant, nous facturons 3,90 € de frais de port.",
  },
  "shipping-tracking": {
    title: "Suivre un colis",
    text: "Vous recevez un lien de suivi par e-mail dans les 24 heures suivant l'expédition. L'état du colis est aussi affiché sous Mes commandes.",
  },
  "shipping-lost": {
    title: "Colis perdus",
    text: "Si un colis n'est pas arrivé 10 jours après l'expédition, signalez-le comme perdu. Nous envoyons alors gratuitement un remplacement ou remboursons la commande.",
  },
  "shipping-abroad": {
    title: "Livraison à l'étranger",
    text: "Nous livrons dans 40 pays, et la livraison internationale prend 7 à 12 jours ouvrés. Les droits de douane hors de l'Union européenne sont à la charge du destinataire.",
  },
  "warranty-period": {
    title: "Durée de la garantie",
    text: "Tous les produits bénéficient d'une garantie de 24 mois à compter de la date d'achat. Les batteries sont couvertes pendant 12 mois.",
  },
  "warranty-claim": {
    title: "Faire jouer la garantie",
    text: "Pour faire jouer la garantie, envoyez-nous le numéro de commande et une photo du défaut. Vous recevez une réponse dans les 3 jours ouvrés.",
  },
  "warranty-exclusions": {
    title: "Ce que la garantie ne couvre pas",
    text: "La garantie ne couvre pas les chutes, les dégâts d'eau ni les réparations par un atelier non agréé. L'usure normale des roulettes de chaise n'est pas couverte non plus.",
  },
  "warranty-repair": {
    title: "Durée d'une réparation",
    text: "Une réparation sous garantie prend jusqu'à 10 jours ouvrés. Si elle dure plus longtemps, nous vous prêtons un appareil de remplacement.",
  },
  "warranty-replacement": {
    title: "Échange après des réparations sans succès",
    text: "Après deux réparations sans succès, vous pouvez choisir entre un appareil neuf et votre argent. La garantie de l'appareil neuf repart du début.",
  },
  "warranty-extension": {
    title: "Extension de garantie",
    text: "L'extension de garantie ajoute 12 mois et coûte 29 €. Elle peut être achetée dans les 14 jours suivant l'achat.",
  },
  "billing-methods": {
    title: "Moyens de paiement",
    text: "Nous acceptons la carte bancaire, le prélèvement, PayPal et le virement. Les clients professionnels avec une formule Pro ou Enterprise peuvent aussi payer sur facture.",
  },
  "billing-invoice": {
    title: "Trouver une facture",
    text: "La facture est disponible en PDF sous Mes commandes 24 heures après l'expédition. Les factures restent téléchargeables pendant 10 ans.",
  },
  "billing-vat": {
    title: "Numéro de TVA sur la facture",
    text: "Saisissez votre numéro de TVA dans les paramètres de facturation avant de commander. Une facture émise peut être corrigée dans les 30 jours sur demande.",
  },
  "billing-reminder": {
    title: "Retard de paiement et rappels",
    text: "Un premier rappel est envoyé 7 jours après l'échéance et il est gratuit. Le deuxième rappel ajoute des frais de 5 €.",
  },
  "billing-double-charge": {
    title: "Double débit",
    text: "Un double débit est remboursé automatiquement dans les 3 jours ouvrés. S'il manque encore après ce délai, envoyez-nous le relevé bancaire.",
  },
  "billing-on-account": {
    title: "Achat sur facture",
    text: "Les achats sur facture sont payables dans les 14 jours suivant la date de facture. Le plafond des achats sur facture est de 500 €.",
  },
  "subscription-plans": {
    title: "Comparer les formules",
    text: "La formule Free ne coûte rien, la formule Pro 12 € par mois. Pro inclut la livraison express gratuite, et Enterprise ajoute un contact personnel.",
  },
  "subscription-cancel": {
    title: "Résilier un abonnement",
    text: "Vous pouvez résilier votre abonnement à tout moment dans les paramètres de formule. La résiliation prend effet à la fin du mois en cours.",
  },
  "subscription-upgrade": {
    title: "Passer à une formule supérieure",
    text: "Le passage à une formule supérieure est actif immédiatement. La différence de prix est facturée au prorata des jours restants du mois.",
  },
  "subscription-pause": {
    title: "Suspendre un abonnement",
    text: "Un abonnement peut être suspendu une fois par an pour 3 mois au maximum. Aucuns frais ne sont facturés pendant la pause.",
  },
  "subscription-trial": {
    title: "Période d'essai",
    text: "La formule Pro peut être essayée gratuitement pendant 14 jours. Sans résiliation, l'essai devient une formule mensuelle payante.",
  },
  "subscription-seats": {
    title: "Places pour une équipe",
    text: "La formule Enterprise commence à 10 places. D'autres places peuvent être ajoutées chaque mois, et les places supprimées sont créditées sur la facture suivante.",
  },
  "privacy-export": {
    title: "Une copie de vos données",
    text: "Vous demandez une copie de vos données personnelles dans les paramètres de confidentialité. L'export des données est prêt à télécharger dans les 72 heures.",
  },
  "privacy-erasure": {
    title: "Supprimer des données personnelles",
    text: "Nous supprimons vos données personnelles dans les 30 jours suivant votre demande. La loi nous oblige à conserver les factures pendant 10 ans.",
  },
  "privacy-location": {
    title: "Où les données sont stockées",
    text: "Les données personnelles sont stockées uniquement dans des centres de données en Irlande et en Allemagne. Les sauvegardes sont chiffrées et écrasées après 35 jours.",
  },
  "privacy-cookies": {
    title: "Cookies",
    text: "Sans consentement, seuls les cookies techniquement nécessaires sont déposés. Vous pouvez modifier votre choix de cookies à tout moment en bas de chaque page.",
  },
  "privacy-newsletter": {
    title: "Se désabonner de la newsletter",
    text: "Chaque newsletter contient à la fin un lien de désabonnement. Après le désabonnement, vous ne recevez plus de publicité dans les 48 heures.",
  },
  "privacy-processing-agreement": {
    title: "Contrat de sous-traitance des données",
    text: "Les clients Enterprise peuvent signer en ligne un contrat de sous-traitance des données. La liste des sous-traitants est mise à jour tous les 6 mois.",
  },
  "account-password": {
    title: "Réinitialiser un mot de passe",
    text: "Utilisez Mot de passe oublié sur la page de connexion pour réinitialiser votre mot de passe. Le lien dans l'e-mail est valable 60 minutes.",
  },
  "account-two-factor": {
    title: "Connexion à deux facteurs",
    text: "La connexion à deux facteurs s'active sous Sécurité avec une application d'authentification. Conservez les 8 codes de récupération en lieu sûr.",
  },
  "account-email": {
    title: "Changer d'adresse e-mail",
    text: "Vous changez votre adresse e-mail sous Profil. La nouvelle adresse doit être confirmée par un lien dans les 24 heures.",
  },
  "account-locked": {
    title: "Compte bloqué",
    text: "Après 5 mots de passe erronés, le compte est bloqué pendant 30 minutes. Une réinitialisation du mot de passe le débloque immédiatement.",
  },
  "account-close": {
    title: "Fermer un compte",
    text: "Vous pouvez fermer votre compte sous Profil. Il peut être restauré dans les 14 jours, ensuite il est supprimé définitivement.",
  },
  "account-household": {
    title: "Partager un compte",
    text: "Un foyer peut partager un compte avec 4 personnes au maximum. Chaque personne reçoit sa propre connexion et son propre historique de commandes.",
  },
};
