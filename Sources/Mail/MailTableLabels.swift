// SPDX-License-Identifier: Apache-2.0

/// What the columns of Outlook's exported tables are called, in the languages it speaks to its users.
enum MailTableLabels {
  enum Party: CaseIterable { case from, to, cc, bcc }
  enum Part { case name, address, kind }

  enum Meaning: Hashable {
    case subject, body
    case party(Party, Part)
  }

  /// Nil for a column that says nothing of a message's parts.
  static func meaning(_ label: String) -> Meaning? {
    let label = label.lowercased().filter { !$0.isWhitespace && $0 != "\u{FEFF}" }
    if subjects.contains(label) { return .subject }
    if bodies.contains(label) { return .body }
    // "From: (Name)".
    let parts = label.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, parts[1].hasPrefix("("), parts[1].hasSuffix(")"),
      let party = self.parties[String(parts[0])],
      let part = self.parts[String(parts[1].dropFirst().dropLast())]
    else { return nil }
    return .party(party, part)
  }

  private static let subjects: Set<String> = [
    "subject", "betreff", "objet", "asunto", "oggetto", "assunto", "onderwerp", "ämne", "emne",
    "aihe", "temat", "předmět", "tárgy", "тема", "konu", "件名", "主题", "主旨", "제목",
  ]

  private static let bodies: Set<String> = [
    "body", "text", "textkörper", "nachrichtentext", "corps", "cuerpo", "corpo", "tekst",
    "hoofdtekst", "berichttekst", "brödtext", "brødtekst", "meddelelsestekst", "leipäteksti",
    "treść", "textzprávy", "szövegtörzs", "текст", "gövde", "本文", "正文", "本文内容", "본문",
  ]

  private static let parties: [String: Party] = [
    "from": .from, "von": .from, "de": .from, "da": .from, "van": .from, "från": .from,
    "fra": .from, "lähettäjä": .from, "od": .from, "feladó": .from, "от": .from, "kimden": .from,
    "差出人": .from, "发件人": .from, "寄件者": .from, "보낸사람": .from,
    "to": .to, "an": .to, "à": .to, "para": .to, "a": .to, "aan": .to, "till": .to, "til": .to,
    "vastaanottaja": .to, "do": .to, "komu": .to, "címzett": .to, "кому": .to, "kime": .to,
    "宛先": .to, "收件人": .to, "收件者": .to, "받는사람": .to,
    "cc": .cc, "kopia": .cc, "kopi": .cc, "kopio": .cc, "dw": .cc, "kopie": .cc, "másolat": .cc,
    "копия": .cc, "bilgi": .cc, "抄送": .cc, "副本": .cc, "참조": .cc,
    "bcc": .bcc, "cci": .bcc, "cco": .bcc, "ccn": .bcc, "hemligkopia": .bcc, "piilokopio": .bcc,
    "udw": .bcc, "skrytákopie": .bcc, "titkosmásolat": .bcc, "ск": .bcc, "gizli": .bcc,
    "密件抄送": .bcc, "密件副本": .bcc, "숨은참조": .bcc,
  ]

  private static let parts: [String: Part] = [
    "name": .name, "nom": .name, "nombre": .name, "nome": .name, "naam": .name, "namn": .name,
    "navn": .name, "nimi": .name, "nazwa": .name, "jméno": .name, "név": .name, "имя": .name,
    "ad": .name, "名前": .name, "姓名": .name, "名稱": .name, "이름": .name,
    "address": .address, "adresse": .address, "dirección": .address, "indirizzo": .address,
    "endereço": .address, "adres": .address, "adress": .address, "osoite": .address,
    "adresa": .address, "cím": .address, "адрес": .address, "アドレス": .address, "地址": .address,
    "位址": .address, "주소": .address,
    "type": .kind, "typ": .kind, "tipo": .kind, "tyyppi": .kind, "típus": .kind, "тип": .kind,
    "tür": .kind, "種類": .kind, "类型": .kind, "類型": .kind, "유형": .kind,
  ]
}
