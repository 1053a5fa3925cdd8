// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

struct MailLanguageTests {
  private func split(_ text: String) -> (lines: [Line], result: BodyZones.Result) {
    let lines = TextLayout.lines(of: text.components(separatedBy: "\n"))
    let result = BodyZones.split(lines) { _, _ in
      Citation(source: PrintedPage.source, place: .mail(index: 1), quote: "")
    }
    return (lines, result)
  }

  private func new(_ text: String) -> [String] {
    let (lines, result) = split(text)
    return zip(lines, result.zones).filter { $1 == .new && !$0.isBlank }.map(\.0.text)
  }

  @Test(arguments: [
    "De: Ana Reyes <ana@f.example>\nEnviado el: domingo, 5 de marzo de 2017 9:00\nPara: Dana Wills\nAsunto: Sala",
    "De : Ana Reyes <ana@f.example>\nEnvoyé : dimanche 5 mars 2017 09:00\nÀ : Dana Wills\nObjet : Salle",
    "Von: Ana Reyes <ana@f.example>\nGesendet: Sonntag, 5. März 2017 09:00\nAn: Dana Wills\nBetreff: Raum",
    "De: Ana Reyes <ana@f.example>\nEnviada em: domingo, 5 de março de 2017 09:00\nPara: Dana Wills\nAssunto: Sala",
    "Da: Ana Reyes <ana@f.example>\nInviato: domenica 5 marzo 2017 09:00\nA: Dana Wills\nOggetto: Sala",
    "Van: Ana Reyes <ana@f.example>\nVerzonden: zondag 5 maart 2017 9:00\nAan: Dana Wills\nOnderwerp: Zaal",
    "El dom, 5 mar 2017 a las 9:00, Ana Reyes (<ana@f.example>) escribió:",
    "Le dim. 5 mars 2017 à 09:00, Ana Reyes <ana@f.example> a écrit\u{A0}:",
    "Am So., 5. März 2017 um 09:00 Uhr schrieb Ana Reyes <ana@f.example>:",
    "Am 05.03.2017 um 09:00 schrieb Ana Reyes:",
    "Ana Reyes <ana@f.example> hat am 5. März 2017 um 09:00 geschrieben:",
    "Ana Reyes <ana@f.example> schrieb am So. 5. März 2017 um 09:00:",
    "Ana Reyes <ana@f.example> wrote on 03/05/2017 09:00:00 AM:",
    "Em dom., 5 de mar. de 2017 às 09:00, Ana Reyes <ana@f.example> escreveu:",
    "Il giorno dom 5 mar 2017 alle ore 09:00 Ana Reyes <ana@f.example> ha scritto:",
    "Op zo 5 mrt. 2017 om 09:00 schreef Ana Reyes <ana@f.example>:",
  ])
  func `quotes are introduced in other languages`(introduction: String) throws {
    let quote = introduction.hasSuffix(":") ? "\n> Old." : "\n\nOld."
    let (_, result) = split("New words.\n\n" + introduction + quote)
    let part = try #require(result.parts.first)
    #expect(result.parts.count == 1)
    #expect(part.header.from.value?.name == "Ana Reyes")
    #expect(part.header.sent.value?.iso.hasPrefix("2017-03-05T09:00") == true)
    #expect(new("New words.\n\n" + introduction + quote) == ["New words."])
  }

  @Test(arguments: [
    "-----Ursprüngliche Nachricht-----", "-----Mensaje original-----",
    "-----Message d'origine-----",
    "-----Mensagem original-----", "-----Messaggio originale-----",
    "-----Oorspronkelijk bericht-----", "Anfang der weitergeleiteten Nachricht:",
  ])
  func `dividers are known in other languages`(divider: String) {
    #expect(Introduction.divider(Bytes(divider)) == .named)
  }

  /// "A:" is an Italian label, and how minutes of a hearing name who answers.
  @Test func `labels of several languages make no header`() {
    let text = "From: the desk\nA: yes, on March 5, 2017 9:00 AM\nVan: parked\nAn: apple"
    #expect(new(text).count == 4)
  }

  @Test func `names of months that mean two things are no dates`() {
    #expect(HeaderParsing.date("5 mar 2017")?.moment.month == 3)
    #expect(HeaderParsing.date("5 août 2017 à 14:05")?.moment.iso == "2017-08-05T14:05:00")
    #expect(HeaderParsing.date("5 jui 2017") == nil)
  }
}
