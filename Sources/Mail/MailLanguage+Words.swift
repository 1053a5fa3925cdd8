// SPDX-License-Identifier: Apache-2.0

extension MailLanguage {
  /// English first: its labels alone are also read without a colon or misread.
  static let all: [MailLanguage] = [
    inEnglish, inSpanish, inFrench, inGerman, inPortuguese, inItalian, inDutch, inSwedish,
    inDanish, inPolish, inCzech,
  ]

  private static let inEnglish = MailLanguage(
    from: ["From", "Author"],
    sent: ["Sent", "Sent on", "Sent at"],
    date: ["Date", "Date sent", "Date/Time"],
    to: ["To"], cc: ["Cc"], bcc: ["Bcc"],
    subject: ["Subject", "Subj"],
    attachments: ["Attachments", "Attachment", "Attach", "Attached"],
    other: [
      "Sent by", "Sender", "Received", "Date received", "Importance", "Priority", "Sensitivity",
      "Reply-To", "Flag status", "Follow up flag", "Categories", "Category", "Message-ID",
      "Thread-Topic", "In-Reply-To", "References", "X-Mailer", "MIME-Version", "Content-Type",
      "Mailed-By", "Signed-By", "Security", "When", "Where", "Location", "Required Attendees",
      "Optional Attendees", "Required", "Optional", "Classification", "Organization",
      "Newsgroups", "Due date", "Please respond to", "Start date", "List", "Sensitivity label",
    ],
    openings: ["on ", "in a message dated "],
    endings: ["wrote:", "wrote :", "writes:", "wrote;", "wrote."],
    states: [" wrote on "],
    clockWords: ["at", "t"],
    dividers: [
      "Original Message", "Forwarded Message", "Original Appointment", "Reply Message",
      "Begin forwarded message", "Original Mail", "Forwarded Mail", "Inline attachment follows",
      "Original Email", "Forwarded Email", "Forward Message", "Message from",
      "Start of original message", "Forwarded message follows", "Start of forwarded message",
      "Reply Separator",
    ],
    forwarders: ["Forwarded by"], announcers: ["message from "],
    forwards: ["Begin forwarded message"],
    closings: [
      "thanks", "thank you", "regards", "best", "sincerely", "cheers", "respectfully",
      "many thanks", "kind regards", "warm regards", "yours", "v/r", "take care", "love",
      "cordially",
    ],
    devices: [
      "sent from my ", "sent from mail for ", "sent from outlook for ", "get outlook for ",
      "sent via the samsung", "sent from yahoo mail", "sent from a mobile", "sent using ",
    ],
    disclaimers: [
      "confidentiality notice", "confidentiality:", "confidential notice",
      "confidentiality statement", "disclaimer:", "disclaimer :", "privacy notice:",
      "legal notice:", "notice of confidentiality", "important notice:", "this e-mail and any",
      "this email and any", "this message and any", "this e-mail is intended",
      "this email is intended", "this message is intended", "this communication is intended",
      "this electronic mail", "this electronic message", "this e-mail is the property",
      "this email is the property", "this transmission", "the information contained in this",
      "the information in this e-mail", "the information in this email",
      "the information transmitted", "this e-mail message", "this email message",
      "this communication, including", "this message contains", "this message may contain",
      "this e-mail may contain", "this email may contain", "this e-mail contains",
      "this email contains", "if you have received this", "if you are not the intended",
      "if you received this", "the contents of this e-mail", "the contents of this email",
      "the contents of this message", "notice: this", "privileged and confidential",
      "warning: this", "attention: this", "this message is a private",
    ],
    disclaimerSigns: [
      "intended recipient", "received this", "confidential", "privileged", "in error",
      "dissemination", "unauthorized", "prohibited", "intended only", "intended solely",
      "addressee", "delete", "do not disclose", "private communication",
    ])

  private static let inSpanish = MailLanguage(
    from: ["De"], sent: ["Enviado", "Enviado el", "Enviada el"], date: ["Fecha"],
    to: ["Para"], cc: ["Cc", "C.c."], bcc: ["Cco"], subject: ["Asunto"],
    attachments: ["Datos adjuntos", "Adjuntos", "Archivos adjuntos"],
    other: ["Importancia", "Prioridad", "Responder a"],
    openings: ["el "], endings: ["escribió:", "escribio:", "escribió :"],
    states: [" escribió el ", " escribio el "],
    clockWords: ["a", "las"],
    months: [
      "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
      "octubre", "noviembre", "diciembre",
    ],
    dividers: ["Mensaje original", "Mensaje reenviado", "Correo original"],
    forwarders: ["Reenviado por"], forwards: ["Inicio del mensaje reenviado"],
    closings: ["gracias", "saludos", "atentamente", "cordialmente", "un saludo"],
    devices: ["enviado desde mi ", "enviado desde outlook", "obtener outlook para"],
    disclaimers: [
      "este mensaje y ", "este correo electr", "aviso de confidencialidad", "aviso legal",
      "la información contenida en",
    ],
    disclaimerSigns: ["confidencial", "destinatario", "por error", "prohibid"])

  private static let inFrench = MailLanguage(
    from: ["De", "Expéditeur"], sent: ["Envoyé", "Envoyé le", "Date d'envoi"], date: ["Date"],
    to: ["À", "Destinataire"], cc: ["Cc", "Copie à"], bcc: ["Cci"], subject: ["Objet", "Sujet"],
    attachments: ["Pièces jointes", "Pièce jointe"],
    other: ["Importance", "Répondre à", "Priorité"],
    openings: ["le "], endings: ["a écrit :", "a écrit:", "a ecrit :", "a ecrit:"],
    states: [" a écrit le ", " a ecrit le "],
    clockWords: ["à"],
    months: [
      "janvier", "février", "mars", "avril", "mai", "juin", "juillet|juil", "août", "septembre",
      "octobre", "novembre", "décembre",
    ],
    dividers: ["Message d'origine", "Message original", "Message transféré", "Courriel original"],
    forwarders: ["Transféré par", "Réacheminé par"],
    forwards: ["Début du message réexpédié", "Début du message transféré"],
    closings: ["merci", "cordialement", "bien à vous", "salutations", "bien cordialement"],
    devices: ["envoyé de mon ", "envoyé depuis ", "envoyé à partir de "],
    disclaimers: [
      "ce message et ", "ce courriel", "avis de confidentialit", "ce message est ",
      "les informations contenues dans",
    ],
    disclaimerSigns: ["confidentiel", "destinataire", "par erreur", "interdit"])

  private static let inGerman = MailLanguage(
    from: ["Von", "Absender"], sent: ["Gesendet", "Gesendet am"], date: ["Datum"],
    to: ["An", "Empfänger"], cc: ["Cc", "Kopie"], bcc: ["Bcc"], subject: ["Betreff"],
    attachments: ["Anlagen", "Anlage", "Anhänge", "Anhang"],
    other: ["Wichtigkeit", "Priorität", "Antwort an"],
    openings: ["am "], endings: ["schrieb:", "schrieb :"], verbs: [" schrieb "],
    states: [" schrieb am ", " hat am "],
    clockWords: ["um"],
    months: [
      "januar|jän", "februar", "märz|maerz", "april", "mai", "juni", "juli", "august",
      "september", "oktober", "november", "dezember",
    ],
    dividers: [
      "Ursprüngliche Nachricht", "Weitergeleitete Nachricht", "Originalnachricht",
      "Ursprüngliche E-Mail",
    ],
    forwarders: ["Weitergeleitet von"],
    forwards: ["Anfang der weitergeleiteten Nachricht", "Anfang der weitergeleiteten E-Mail"],
    closings: [
      "danke", "vielen dank", "mit freundlichen", "freundliche", "viele grüße", "beste grüße",
      "gruß", "grüße", "mfg",
    ],
    devices: ["von meinem ", "gesendet von ", "gesendet mit "],
    disclaimers: [
      "diese e-mail ", "diese nachricht ", "der inhalt dieser e-mail", "vertraulichkeitshinweis",
    ],
    disclaimerSigns: ["vertraulich", "empfänger", "adressat", "irrtümlich", "vernichten"])

  private static let inPortuguese = MailLanguage(
    from: ["De"], sent: ["Enviado", "Enviada", "Enviado em", "Enviada em"], date: ["Data"],
    to: ["Para"], cc: ["Cc"], bcc: ["Cco"], subject: ["Assunto"],
    attachments: ["Anexos", "Anexo"], other: ["Importância", "Prioridade", "Responder a"],
    openings: ["em "], endings: ["escreveu:", "escreveu :"],
    clockWords: ["às", "as"],
    months: [
      "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro",
      "outubro", "novembro", "dezembro",
    ],
    dividers: ["Mensagem original", "Mensagem encaminhada", "Mensagem reencaminhada"],
    forwarders: ["Encaminhado por"],
    forwards: ["Início da mensagem encaminhada", "Início da mensagem reencaminhada"],
    closings: ["obrigado", "obrigada", "atenciosamente", "cumprimentos", "abraços"],
    devices: ["enviado do meu ", "enviado a partir d", "obter o outlook para"],
    disclaimers: ["esta mensagem ", "este e-mail ", "aviso de confidencialidade"],
    disclaimerSigns: ["confidencia", "destinat", "por engano", "proibid"])

  private static let inItalian = MailLanguage(
    from: ["Da", "Mittente"], sent: ["Inviato", "Inviato il", "Inviata"], date: ["Data"],
    to: ["A", "Destinatario"], cc: ["Cc"], bcc: ["Ccn"], subject: ["Oggetto"],
    attachments: ["Allegati", "Allegato"], other: ["Priorità", "Rispondi a"],
    openings: ["il "], endings: ["ha scritto:", "ha scritto :"],
    clockWords: ["alle", "ore"],
    months: [
      "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
      "settembre", "ottobre", "novembre", "dicembre",
    ],
    dividers: ["Messaggio originale", "Messaggio inoltrato"],
    forwarders: ["Inoltrato da"], forwards: ["Inizio messaggio inoltrato"],
    closings: ["grazie", "cordiali saluti", "saluti", "distinti saluti"],
    devices: ["inviato da ", "scarica outlook per"],
    disclaimers: ["questo messaggio ", "questa e-mail ", "le informazioni contenute in"],
    disclaimerSigns: ["riservat", "destinatari", "per errore", "vietat"])

  private static let inDutch = MailLanguage(
    from: ["Van", "Afzender"], sent: ["Verzonden", "Verstuurd"], date: ["Datum"],
    to: ["Aan"], cc: ["Cc", "Kopie"], bcc: ["Bcc"], subject: ["Onderwerp"],
    attachments: ["Bijlagen", "Bijlage"], other: ["Urgentie", "Prioriteit"],
    openings: ["op "], endings: ["schreef:", "schreef :"], verbs: [" schreef "],
    clockWords: ["om"],
    months: [
      "januari", "februari", "maart|mrt", "april", "mei", "juni", "juli", "augustus",
      "september", "oktober", "november", "december",
    ],
    dividers: ["Oorspronkelijk bericht", "Doorgestuurd bericht"],
    forwarders: ["Doorgestuurd door"], forwards: ["Begin doorgestuurd bericht"],
    closings: ["bedankt", "met vriendelijke groet", "groet", "hartelijke groet", "mvg"],
    devices: ["verzonden vanaf mijn ", "verstuurd vanaf mijn ", "outlook voor "],
    disclaimers: ["dit bericht ", "deze e-mail ", "de informatie in dit"],
    disclaimerSigns: ["vertrouwelijk", "geadresseerde", "onbedoeld", "ten onrechte"])

  private static let inSwedish = MailLanguage(
    from: ["Från"], sent: ["Skickat"], date: ["Datum"], to: ["Till"], cc: ["Kopia", "Cc"],
    subject: ["Ämne"], attachments: ["Bifogade filer"],
    openings: ["den "], endings: ["skrev:"], verbs: [" skrev "], clockWords: ["kl"],
    months: ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti"],
    dividers: ["Ursprungligt meddelande", "Vidarebefordrat meddelande"],
    closings: ["hälsningar", "med vänlig hälsning", "mvh"], devices: ["skickat från min "])

  private static let inDanish = MailLanguage(
    from: ["Fra"], sent: ["Sendt"], date: ["Dato"], to: ["Til"], cc: ["Cc", "Kopi"],
    subject: ["Emne"], attachments: ["Vedhæftede filer", "Vedlegg"],
    openings: ["den "], endings: ["skrev:"], clockWords: ["kl", "klokken"],
    months: ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august"],
    dividers: ["Oprindelig meddelelse", "Videresendt besked", "Opprinnelig melding"],
    closings: ["venlig hilsen", "med venlig hilsen", "hilsen"], devices: ["sendt fra min "])

  private static let inPolish = MailLanguage(
    from: ["Od"], sent: ["Wysłano", "Wysłane"], date: ["Data"], to: ["Do"], cc: ["DW", "Cc"],
    subject: ["Temat"], attachments: ["Załączniki"],
    openings: ["w dniu "], endings: ["napisał(a):", "napisał:", "napisała:"],
    clockWords: ["o"], dividers: ["Wiadomość oryginalna", "Wiadomość przekazana"],
    closings: ["pozdrawiam", "z poważaniem"])

  private static let inCzech = MailLanguage(
    from: ["Od"], sent: ["Odesláno"], date: ["Datum"], to: ["Komu"], cc: ["Kopie", "Cc"],
    subject: ["Předmět"], attachments: ["Přílohy"],
    openings: ["dne "], endings: ["napsal(a):", "napsal:", "napsala:"], clockWords: ["v"],
    dividers: ["Původní zpráva", "Přeposlaná zpráva"], closings: ["děkuji", "s pozdravem"])
}
