// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Mail

/// One page as each mail program prints it: all say that Dana Wills wrote to Luis Ortega about a
/// roster on 6 March 2017 at 14:14.
struct MailProgramsTests {
  struct Print: CustomTestStringConvertible, Sendable {
    var program: String
    var page: String
    var from = "Dana Wills"
    var to = ["Luis Ortega"]
    var cc: [String] = []
    var subject = "Roster"
    var body = "The roster is below."
    var quoted: [String] = []

    var testDescription: String { program }
  }

  @Test(arguments: prints)
  func `a page as a mail program prints it`(print: Print) throws {
    let messages = PrintedMail.messages(in: PrintedPage.pages(print.page))
    #expect(messages.filter { $0.origin == .printed }.count == 1)
    let mail = try #require(messages.first)
    #expect(mail.from.value?.name == print.from)
    #expect(mail.to.map(\.value?.label) == print.to)
    #expect(mail.cc.map(\.value?.label) == print.cc)
    #expect(mail.sent.value?.iso.hasPrefix("2017-03-06T14:14") == true)
    #expect(mail.subject.value == print.subject)
    #expect(mail.newText == print.body)
    #expect(messages.dropFirst().map { $0.from.value?.name ?? "" } == print.quoted)
  }

  static let prints = [
    Print(
      program: "Outlook, the mailbox owner above a rule",
      page: """
        Luis Ortega
        ________________________________________________________________

        From:               Dana Wills
        Sent:               Monday, March 6, 2017 2:14 PM
        To:                 Luis Ortega
        Cc:                 Ann Reed
        Subject:            Roster
        Attachments:        roster.xlsx
        Importance:         High

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "Outlook on the web, name and time above the recipients",
      page: """
        Roster

        Dana Wills <dwills@fairview.example>
        Mon 3/6/2017 2:14 PM
        To: Luis Ortega <lortega@marlow.example>
        Cc: Ann Reed <areed@marlow.example>

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "the new Outlook, labels without colons below the subject",
      page: """
        Outlook

        Roster
        From   Dana Wills <dwills@fairview.example>
        Date   Mon 3/6/2017 2:14 PM
        To     Luis Ortega <lortega@marlow.example>
        Cc     Ann Reed <areed@marlow.example>

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "Outlook for Mac, the subject first",
      page: """
        Subject: Roster
        Date: Monday, March 6, 2017 at 2:14:05 PM Central Standard Time
        From: Dana Wills
        To: Luis Ortega
        CC: Ann Reed

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "Gmail, one message",
      page: """
        Luis Ortega <lortega@marlow.example>

        Roster
        1 message

        Dana Wills <dwills@fairview.example>          Mon, Mar 6, 2017 at 2:14 PM
        To: Luis Ortega <lortega@marlow.example>
        Cc: Ann Reed <areed@marlow.example>

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "GroupWise",
      page: """
        (3/6/2017) Luis Ortega - Roster                                  Page 1

        From:      Dana Wills
        To:        Luis Ortega
        CC:        Ann Reed
        Date:      3/6/2017 2:14 PM
        Subject:   Roster
        Attachments:  roster.xls

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "Lotus Notes",
      page: """
        Dana Wills/FPD/Fairview

        03/06/2017 02:14 PM
                                To  Luis Ortega/Jail/Marlow@MARLOW
                                cc  Ann Reed/Jail/Marlow@MARLOW
                               bcc
                           Subject  Roster

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "a phone, with the one it answers",
      page: """
        From: Dana Wills dwills@fairview.example
        Subject: Roster
        Date: March 6, 2017 at 2:14 PM
        To: Luis Ortega lortega@marlow.example

        The roster is below.

        Sent from my iPhone

        On Mar 6, 2017, at 1:02 PM, Luis Ortega <lortega@marlow.example> wrote:

        Where is it?
        """, quoted: ["Luis Ortega"]),
    Print(
      program: "a phone, above the original message",
      page: """
        From: Dana Wills <dwills@fairview.example>
        Sent: Monday, March 6, 2017 2:14 PM
        To: Luis Ortega <lortega@marlow.example>
        Subject: Roster

        The roster is below.

        Sent via the Samsung Galaxy S7, an AT&T 4G LTE smartphone

        -------- Original message --------
        From: Luis Ortega <lortega@marlow.example>
        Date: 3/6/17 1:02 PM (GMT-06:00)
        To: Dana Wills <dwills@fairview.example>
        Subject: Roster

        Where is it?
        """, quoted: ["Luis Ortega"]),
    Print(
      program: "the State Department's release of an Outlook print",
      page: """
        UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05739647 Date: 05/13/2015

                                                                 RELEASE IN PART
                                                                 B6

        From: Dana Wills <dwills@fairview.example>
        Sent: Monday, March 6, 2017 2:14 PM
        To: Luis Ortega
        Cc: Ann Reed <areed@marlow.example>                                    B6
        Subject: Roster

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "Thunderbird",
      page: """
        Subject: Roster
        From: Dana Wills <dwills@fairview.example>
        Date: 3/6/17, 2:14 PM
        To: Luis Ortega <lortega@marlow.example>

        The roster is below.
        """),
    Print(
      program: "Outlook in Spanish",
      page: """
        De: Dana Wills
        Enviado el: lunes, 6 de marzo de 2017 14:14
        Para: Luis Ortega
        CC: Ann Reed
        Asunto: Roster

        The roster is below.

        De: Luis Ortega
        Enviado el: lunes, 6 de marzo de 2017 13:02
        Para: Dana Wills
        Asunto: Roster

        Where is it?
        """, cc: ["Ann Reed"], quoted: ["Luis Ortega"]),
    Print(
      program: "Outlook in French",
      page: """
        De : Dana Wills
        Envoyé : lundi 6 mars 2017 14:14
        À : Luis Ortega
        Cc : Ann Reed
        Objet : Roster

        The roster is below.
        """, cc: ["Ann Reed"]),
    Print(
      program: "Outlook in German",
      page: """
        Von: Dana Wills
        Gesendet: Montag, 6. März 2017 14:14
        An: Luis Ortega
        Betreff: Roster

        The roster is below.
        """),
    Print(
      program: "Outlook in Portuguese",
      page: """
        De: Dana Wills
        Enviada em: segunda-feira, 6 de março de 2017 14:14
        Para: Luis Ortega
        Assunto: Roster

        The roster is below.
        """),
  ]
}
