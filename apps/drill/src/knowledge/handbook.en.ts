import type { Handbook } from "./document.ts";

export const HANDBOOK_EN: Handbook = {
  "refund-window": {
    title: "How long you can return an item",
    text: "You can return an unused item within 30 days of delivery for a full refund. The item must be in its original packaging. After 30 days a return is no longer possible.",
  },
  "refund-payout": {
    title: "When the refund is paid out",
    text: "We pay the refund within 5 business days after the return reaches our warehouse. The money goes back to the payment method of the order.",
  },
  "refund-used-goods": {
    title: "Returning used or damaged goods",
    text: "If a returned item shows signs of use, we deduct up to 40 % of its price. You receive photos of the damage together with the calculation.",
  },
  "refund-exclusions": {
    title: "What cannot be returned",
    text: "Gift cards, downloads and opened hygiene products cannot be returned. Made-to-measure desks are excluded from refunds as well.",
  },
  "refund-gifts": {
    title: "Returning a gift",
    text: "Gifts are refunded as store credit, which stays valid for 24 months. You only need the gift receipt, and the buyer is not informed.",
  },
  "refund-return-label": {
    title: "Who pays for the return parcel",
    text: "The return label is free within the country of purchase. For returns from abroad the label costs 4.90 €, which we deduct from the refund.",
  },
  "shipping-standard": {
    title: "Standard delivery time",
    text: "Standard delivery takes 3 to 5 business days. Furniture is delivered by a carrier who arranges a date with you.",
  },
  "shipping-express": {
    title: "Express delivery",
    text: "Express orders placed before 2 pm arrive on the next business day. Express delivery costs 9.90 € per order and is not available for furniture.",
  },
  "shipping-free": {
    title: "Free shipping",
    text: "Standard shipping is free for orders over 50 €. Below that amount we charge 3.90 € for shipping.",
  },
  "shipping-tracking": {
    title: "Tracking a parcel",
    text: "You receive a tracking link by e-mail within 24 hours of dispatch. The status of the parcel is also shown under My orders.",
  },
  "shipping-lost": {
    title: "Lost parcels",
    text: "If a parcel has not arrived 10 days after dispatch, report it as lost. We then send a replacement free of charge or refund the order.",
  },
  "shipping-abroad": {
    title: "Shipping abroad",
    text: "We ship to 40 countries, and international delivery takes 7 to 12 business days. Customs duties outside the European Union are paid by the recipient.",
  },
  "warranty-period": {
    title: "Length of the warranty",
    text: "All products carry a warranty of 24 months from the date of purchase. Batteries are covered for 12 months.",
  },
  "warranty-claim": {
    title: "Making a warranty claim",
    text: "For a warranty claim send us the order number and a photo of the defect. You get an answer within 3 business days.",
  },
  "warranty-exclusions": {
    title: "What the warranty does not cover",
    text: "The warranty does not cover drops, water damage or repairs by an unauthorised workshop. Normal wear of chair castors is not covered either.",
  },
  "warranty-repair": {
    title: "How long a repair takes",
    text: "A repair under warranty takes up to 10 business days. If it takes longer, we lend you a replacement device for that time.",
  },
  "warranty-replacement": {
    title: "Exchange after failed repairs",
    text: "After two failed repairs you may choose between a new device and your money back. The warranty of the new device starts again from the beginning.",
  },
  "warranty-extension": {
    title: "Extended warranty",
    text: "The extended warranty adds 12 months and costs 29 €. It can be bought within 14 days of purchase.",
  },
  "billing-methods": {
    title: "Payment methods",
    text: "We accept credit card, direct debit, PayPal and bank transfer. Business customers with a Pro or Enterprise plan can also pay on account.",
  },
  "billing-invoice": {
    title: "Finding an invoice",
    text: "The invoice is available as a PDF under My orders 24 hours after dispatch. Invoices remain available for download for 10 years.",
  },
  "billing-vat": {
    title: "VAT number on the invoice",
    text: "Enter your VAT number in the billing settings before you order. An issued invoice can be corrected within 30 days on request.",
  },
  "billing-reminder": {
    title: "Late payment and reminders",
    text: "A first payment reminder is sent 7 days after the due date and is free. The second reminder adds a fee of 5 €.",
  },
  "billing-double-charge": {
    title: "Charged twice",
    text: "A double charge is returned automatically within 3 business days. If it is still missing after that, send us the bank statement.",
  },
  "billing-on-account": {
    title: "Buying on account",
    text: "Purchases on account are payable within 14 days of the invoice date. The limit for purchases on account is 500 €.",
  },
  "subscription-plans": {
    title: "The plans compared",
    text: "The Free plan costs nothing, the Pro plan 12 € a month. Pro includes free express delivery, and Enterprise adds a personal contact.",
  },
  "subscription-cancel": {
    title: "Cancelling a subscription",
    text: "You can cancel your subscription at any time under Plan settings. The cancellation takes effect at the end of the current month.",
  },
  "subscription-upgrade": {
    title: "Changing to a higher plan",
    text: "An upgrade to a higher plan is active immediately. The price difference is charged pro rata for the remaining days of the month.",
  },
  "subscription-pause": {
    title: "Pausing a subscription",
    text: "A subscription can be paused once a year for up to 3 months. No fees are charged during the pause.",
  },
  "subscription-trial": {
    title: "Trial period",
    text: "The Pro plan can be tried free for 14 days. Without cancellation the trial turns into a paid monthly plan.",
  },
  "subscription-seats": {
    title: "Seats for a team",
    text: "The Enterprise plan starts at 10 seats. Further seats can be added every month, and removed seats are credited on the next invoice.",
  },
  "privacy-export": {
    title: "A copy of your data",
    text: "You can request a copy of your personal data under Privacy settings. The data export is ready for download within 72 hours.",
  },
  "privacy-erasure": {
    title: "Deleting personal data",
    text: "We delete your personal data within 30 days of your request. Invoices must be kept for 10 years by law.",
  },
  "privacy-location": {
    title: "Where data is stored",
    text: "Personal data is stored in data centres in Ireland and Germany only. Backups are encrypted and overwritten after 35 days.",
  },
  "privacy-cookies": {
    title: "Cookies",
    text: "Only technically necessary cookies are set without consent. You can change your cookie choice at any time at the bottom of each page.",
  },
  "privacy-newsletter": {
    title: "Unsubscribing from the newsletter",
    text: "Every newsletter has an unsubscribe link at its end. After unsubscribing you receive no more advertising within 48 hours.",
  },
  "privacy-processing-agreement": {
    title: "Data processing agreement",
    text: "Enterprise customers can sign a data processing agreement online. The list of subprocessors is updated every 6 months.",
  },
  "account-password": {
    title: "Resetting a password",
    text: "Use Forgot password on the sign-in page to reset your password. The link in the e-mail is valid for 60 minutes.",
  },
  "account-two-factor": {
    title: "Two-factor sign-in",
    text: "Two-factor sign-in is switched on under Security with an authenticator app. Keep the 8 recovery codes in a safe place.",
  },
  "account-email": {
    title: "Changing the e-mail address",
    text: "You change your e-mail address under Profile. The new address must be confirmed by a link within 24 hours.",
  },
  "account-locked": {
    title: "Locked account",
    text: "After 5 wrong passwords the account is locked for 30 minutes. A password reset unlocks it immediately.",
  },
  "account-close": {
    title: "Closing an account",
    text: "You can close your account under Profile. It can be restored within 14 days, after that it is gone for good.",
  },
  "account-household": {
    title: "Sharing an account",
    text: "A household can share one account with up to 4 people. Each person gets a sign-in and an order history of their own.",
  },
};
