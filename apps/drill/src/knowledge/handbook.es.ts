import type { Handbook } from "./document.ts";

export const HANDBOOK_ES: Handbook = {
  "refund-window": {
    title: "Plazo para devolver un artículo",
    text: "Puede devolver un artículo sin usar en un plazo de 30 días desde la entrega con reembolso completo. El artículo debe estar en su embalaje original. Pasados 30 días ya no es posible una devolución.",
  },
  "refund-payout": {
    title: "Cuándo se paga el reembolso",
    text: "Pagamos el reembolso en 5 días hábiles después de que la devolución llegue a nuestro almacén. El dinero vuelve al medio de pago del pedido.",
  },
  "refund-used-goods": {
    title: "Devolver un artículo usado o dañado",
    text: "Si un artículo devuelto muestra señales de uso, descontamos hasta el 40 % de su precio. Usted recibe fotos del daño junto con el cálculo.",
  },
  "refund-exclusions": {
    title: "Qué no se puede devolver",
    text: "Las tarjetas regalo, las descargas y los productos de higiene abiertos no se pueden devolver. Los escritorios a medida también están excluidos del reembolso.",
  },
  "refund-gifts": {
    title: "Devolver un regalo",
    text: "Los regalos se reembolsan como saldo, válido durante 24 meses. Solo necesita el tique regalo, y el comprador no recibe aviso.",
  },
  "refund-return-label": {
    title: "Quién paga la etiqueta de devolución",
    text: "La etiqueta de devolución es gratuita dentro del país de compra. Para devoluciones desde el extranjero la etiqueta cuesta 4,90 €, que descontamos del reembolso.",
  },
  "shipping-standard": {
    title: "Plazo de entrega estándar",
    text: "La entrega estándar tarda de 3 a 5 días hábiles. Los muebles los entrega un transportista que acuerda una fecha con usted.",
  },
  "shipping-express": {
    title: "Envío exprés",
    text: "Los pedidos exprés realizados antes de las 14 horas llegan el siguiente día hábil. El envío exprés cuesta 9,90 € por pedido y no está disponible para muebles.",
  },
  "shipping-free": {
    title: "Envío gratuito",
    text: "El envío estándar es gratuito para pedidos de más de 50 €. Por debajo de ese importe cobramos 3,90 € de gastos de envío.",
  },
  "shipping-tracking": {
    title: "Seguir un paquete",
    text: "Recibe un enlace de seguimiento por correo en las 24 horas siguientes al envío. El estado del paquete también aparece en Mis pedidos.",
  },
  "shipping-lost": {
    title: "Paquetes perdidos",
    text: "Si un paquete no ha llegado 10 días después del envío, notifíquelo como perdido. Entonces enviamos un reemplazo gratuito o reembolsamos el pedido.",
  },
  "shipping-abroad": {
    title: "Envíos al extranjero",
    text: "Enviamos a 40 países, y la entrega internacional tarda de 7 a 12 días hábiles. Los aranceles fuera de la Unión Europea los paga el destinatario.",
  },
  "warranty-period": {
    title: "Duración de la garantía",
    text: "Todos los productos tienen una garantía de 24 meses desde la fecha de compra. Las baterías están cubiertas durante 12 meses.",
  },
  "warranty-claim": {
    title: "Reclamar la garantía",
    text: "Para reclamar la garantía envíenos el número de pedido y una foto del defecto. Recibe una respuesta en 3 días hábiles.",
  },
  "warranty-exclusions": {
    title: "Qué no cubre la garantía",
    text: "La garantía no cubre caídas, daños por agua ni reparaciones de un taller no autorizado. Tampoco está cubierto el desgaste normal de las ruedas de la silla.",
  },
  "warranty-repair": {
    title: "Cuánto tarda una reparación",
    text: "Una reparación en garantía tarda hasta 10 días hábiles. Si tarda más, le prestamos un aparato de sustitución durante ese tiempo.",
  },
  "warranty-replacement": {
    title: "Cambio tras reparaciones fallidas",
    text: "Tras dos reparaciones fallidas puede elegir entre un aparato nuevo y su dinero. La garantía del aparato nuevo empieza de nuevo.",
  },
  "warranty-extension": {
    title: "Ampliación de la garantía",
    text: "La ampliación de la garantía añade 12 meses y cuesta 29 €. Se puede comprar en los 14 días siguientes a la compra.",
  },
  "billing-methods": {
    title: "Medios de pago",
    text: "Aceptamos tarjeta de crédito, domiciliación, PayPal y transferencia. Los clientes empresariales con un plan Pro o Enterprise también pueden pagar con factura.",
  },
  "billing-invoice": {
    title: "Encontrar una factura",
    text: "La factura está disponible en PDF en Mis pedidos 24 horas después del envío. Las facturas se pueden descargar durante 10 años.",
  },
  "billing-vat": {
    title: "Número de IVA en la factura",
    text: "Introduzca su número de IVA en los ajustes de facturación antes de hacer el pedido. Una factura emitida se puede corregir en un plazo de 30 días a petición.",
  },
  "billing-reminder": {
    title: "Retraso en el pago y avisos",
    text: "El primer aviso se envía 7 días después del vencimiento y es gratuito. El segundo aviso añade un recargo de 5 €.",
  },
  "billing-double-charge": {
    title: "Cobro doble",
    text: "Un cobro doble se devuelve automáticamente en 3 días hábiles. Si después aún falta, envíenos el extracto bancario.",
  },
  "billing-on-account": {
    title: "Compra con factura",
    text: "Las compras con factura se pagan en los 14 días siguientes a la fecha de la factura. El límite de las compras con factura es de 500 €.",
  },
  "subscription-plans": {
    title: "Comparación de los planes",
    text: "El plan Free no cuesta nada, el plan Pro 12 € al mes. Pro incluye envío exprés gratuito, y Enterprise añade un contacto personal.",
  },
  "subscription-cancel": {
    title: "Cancelar una suscripción",
    text: "Puede cancelar su suscripción en cualquier momento en los ajustes del plan. La cancelación surte efecto al final del mes en curso.",
  },
  "subscription-upgrade": {
    title: "Cambiar a un plan superior",
    text: "El cambio a un plan superior se activa inmediatamente. La diferencia de precio se cobra en proporción a los días restantes del mes.",
  },
  "subscription-pause": {
    title: "Pausar una suscripción",
    text: "Una suscripción se puede pausar una vez al año durante un máximo de 3 meses. Durante la pausa no se cobran cuotas.",
  },
  "subscription-trial": {
    title: "Periodo de prueba",
    text: "El plan Pro se puede probar gratis durante 14 días. Sin cancelación, la prueba se convierte en un plan mensual de pago.",
  },
  "subscription-seats": {
    title: "Plazas para un equipo",
    text: "El plan Enterprise empieza con 10 plazas. Cada mes se pueden añadir más plazas, y las plazas eliminadas se abonan en la siguiente factura.",
  },
  "privacy-export": {
    title: "Una copia de sus datos",
    text: "Puede solicitar una copia de sus datos personales en los ajustes de privacidad. La exportación de datos está lista para descargar en 72 horas.",
  },
  "privacy-erasure": {
    title: "Borrar datos personales",
    text: "Borramos sus datos personales en los 30 días siguientes a su solicitud. La ley nos obliga a conservar las facturas durante 10 años.",
  },
  "privacy-location": {
    title: "Dónde se guardan los datos",
    text: "Los datos personales se guardan solo en centros de datos de Irlanda y Alemania. Las copias de seguridad están cifradas y se sobrescriben a los 35 días.",
  },
  "privacy-cookies": {
    title: "Cookies",
    text: "Sin consentimiento solo se instalan cookies técnicamente necesarias. Puede cambiar su elección de cookies en cualquier momento al pie de cada página.",
  },
  "privacy-newsletter": {
    title: "Darse de baja del boletín",
    text: "Cada boletín lleva al final un enlace para darse de baja. Después de la baja no recibe más publicidad en un plazo de 48 horas.",
  },
  "privacy-processing-agreement": {
    title: "Contrato de tratamiento de datos",
    text: "Los clientes Enterprise pueden firmar en línea un contrato de tratamiento de datos. La lista de subencargados se actualiza cada 6 meses.",
  },
  "account-password": {
    title: "Restablecer una contraseña",
    text: "Use Contraseña olvidada en la página de acceso para restablecer su contraseña. El enlace del correo es válido durante 60 minutos.",
  },
  "account-two-factor": {
    title: "Acceso en dos pasos",
    text: "El acceso en dos pasos se activa en Seguridad con una aplicación de autenticación. Guarde los 8 códigos de recuperación en un lugar seguro.",
  },
  "account-email": {
    title: "Cambiar la dirección de correo",
    text: "Puede cambiar su dirección de correo en Perfil. La nueva dirección se debe confirmar con un enlace en un plazo de 24 horas.",
  },
  "account-locked": {
    title: "Cuenta bloqueada",
    text: "Tras 5 contraseñas erróneas la cuenta se bloquea durante 30 minutos. Restablecer la contraseña la desbloquea inmediatamente.",
  },
  "account-close": {
    title: "Cerrar una cuenta",
    text: "Puede cerrar su cuenta en Perfil. Se puede restaurar en un plazo de 14 días, después queda eliminada definitivamente.",
  },
  "account-household": {
    title: "Compartir una cuenta",
    text: "Un hogar puede compartir una cuenta con un máximo de 4 personas. Cada persona tiene su propio acceso y su propio historial de pedidos.",
  },
};
