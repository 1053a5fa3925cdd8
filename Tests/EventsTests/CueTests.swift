// SPDX-License-Identifier: Apache-2.0

import Evidence
import Testing

@testable import Events

/// Sentences as people write them, and what each suggests. Apostrophes and line ends vary on
/// purpose.
struct CueTests {
  enum Writer { case police, jail, ice }

  struct Case: CustomTestStringConvertible {
    var writer: Writer
    var text: String
    /// As `Event.brief`, in the order of the cue file.
    var expected: [String]

    init(_ writer: Writer, _ text: String, _ expected: String...) {
      (self.writer, self.text, self.expected) = (writer, text, expected)
    }

    var testDescription: String { text }
  }

  private func suggested(_ example: Case) throws -> [String] {
    let (from, to) =
      switch example.writer {
      case .police: ("wills", "keller")
      case .jail: ("amberg", "keller")
      case .ice: ("keller", "wills")
      }
    return try Mails.events([Mails.mail("m1", from: from, to: [to], example.text)])
      .filter { $0.action != "contact-other" }.map(\.brief)
  }

  static let told = [
    Case(
      .jail, "FYI he's going to be released tomorrow morning.",
      "release-notification release-date"),
    Case(
      .jail, "Heads up, your guy will shortly be\nreleased from our facility.",
      "release-notification release-date"),
    Case(
      .police, "Just so you know, subject is about to be\nlet go.",
      "release-notification release-date"),
    Case(
      .jail, "Mr. Doe is being processed out for release right now.",
      "release-notification release-date"),
    Case(.jail, "His release date is 3/14.", "release-notification release-date"),
    Case(
      .jail, "She\u{2019}s getting out Friday at noon, in case that helps.",
      "release-notification release-date"),
    Case(.jail, "He bonds out at 3 pm today", "release-notification release-date"),
    Case(
      .jail, "The subject you asked about is still in our custody.",
      "disclosure custody-status"),
    Case(.jail, "He was just booked in on a DUI.", "disclosure custody-status"),
    Case(
      .police, "He lives at the trailer court on Route 9 with his uncle.",
      "disclosure contact-home"),
    Case(.police, "The last known address we have is 14 Elm Street.", "disclosure contact-home"),
    Case(
      .police, "She works at the bakery on Main and lives at 12 Oak.",
      "disclosure contact-home employment"),
    Case(
      .police, "The plate comes back to a 2009 Civic out of Marlow.",
      "disclosure plate-registration"),
    Case(
      .jail, "At intake he told us he is not a US citizen.",
      "disclosure citizenship-immigration-status"),
    Case(
      .police, "She came here on a student visa, the neighbor says.",
      "disclosure citizenship-immigration-status"),
    Case(
      .police, "I ran the plate for you this morning.",
      "database-query plate-registration"),
    Case(.police, "Attached is a copy of the police report.", "disclosure incident-report"),
    Case(.jail, "We are holding him for you until four.", "detention-hold"),
    Case(.jail, "He is here on an ICE hold.", "detention-hold"),
    Case(.ice, "Thanks for holding him for us over the weekend.", "detention-hold"),
    Case(.jail, "We turned him over to your officers at 0600.", "custody-transfer"),
    Case(.police, "Our deputies will transport him to your office on Tuesday.", "transport"),
    Case(
      .police, "We can spare two officers for Thursday, glad to help.",
      "operation-assistance"),
    Case(
      .ice, "Appreciate all the help with the operation last night!",
      "operation-assistance"),
    Case(.police, "Stopped a blue van last night for a plate light.", "stop"),
    Case(.jail, "I have created an account for ICE in the inmate system.", "access-grant"),
    Case(.police, "Passing this along for what it is worth.", "referral"),
    Case(.jail, "Do you want to place a detainer on this one?", "referral"),
  ]

  static let asked = [
    Case(
      .ice, "Could you send me his current home\naddress and where he works?",
      "information-request contact-home employment"),
    Case(.ice, "Do you have a good address for this guy?", "information-request contact-home"),
    Case(.ice, "Where does he live these days?", "information-request contact-home"),
    Case(.ice, "Who does she work for?", "information-request employment"),
    Case(.ice, "Can you run this plate for me: ABC 123", "information-request plate-registration"),
    Case(
      .ice, "Please let us know when he is about to be released.",
      "notification-request release-date"),
    Case(.ice, "When is he getting out?", "notification-request release-date"),
    Case(.ice, "Give me a call before he leaves, would you.", "notification-request release-date"),
    Case(
      .police, "Can you check his immigration status?",
      "status-inquiry citizenship-immigration-status"),
    Case(.police, "Is he here legally?", "status-inquiry citizenship-immigration-status"),
    Case(
      .police, "Our missing person may have been detained. Do you have him in custody?",
      "information-request custody-status"),
    Case(.ice, "I am faxing over a detainer, please hold him for us.", "hold-request"),
    Case(.ice, "Attached please find an I-247A.", "hold-request"),
    Case(.ice, "Please do not release Mr. Doe until we get there.", "hold-request"),
    Case(.ice, "I would like to interview one of your inmates.", "interview-request"),
    Case(.ice, "Could you release him to our custody at six?", "transfer-request"),
  ]

  static let silent = [
    Case(.jail, "If he is released, we have no way to know where he goes."),
    Case(.jail, "We cannot give out release dates any more."),
    Case(.jail, "He is no longer in our custody."),
    Case(.jail, "He will not be released before the hearing."),
    Case(.jail, "The press release will be released on Friday."),
    Case(.police, "The dash camera video will be released tomorrow."),
    Case(.jail, "Once the judge signs he will be released, not before."),
    Case(.police, "Noon on Thursday works for me."),
    Case(.police, "My new email address is below, please update your list."),
    Case(.ice, "Please update my address in your system."),
    Case(.ice, "Can you send me your email address?"),
    Case(.police, "Please do not give anybody his address."),
    Case(.ice, "We are not placing a detainer on this one."),
    Case(.ice, "We have cancelled the detainer on him, it was lifted yesterday."),
    Case(.ice, "Can you hold the meeting room for us until three?"),
    Case(.police, "I stopped by the car wash on the way, nobody was in the truck."),
    Case(.jail, "I do not know whether he will be released."),
    Case(.police, "We do not ask anybody about immigration status."),
    Case(.police, "I would not tell you where he lives even if I knew."),
    Case(.jail, "Is he going to be released today?"),
    Case(.ice, "The interview with the job candidate is on Monday."),
    Case(.police, "Our new policy is attached, it takes effect on Monday."),
    Case(.police, "The department will be getting out of the parking business."),
    Case(.police, "Sgt. Miller will be out on Friday, please write to me."),
    Case(.police, "I will be out of the office until Monday."),
    Case(.ice, "Thank you for the paper plates, the picnic was great."),
  ]

  @Test(arguments: told) func `a sentence that tells suggests its event`(example: Case) throws {
    #expect(try suggested(example) == example.expected)
  }

  @Test(arguments: asked) func `a sentence that asks suggests a request`(example: Case) throws {
    #expect(try suggested(example) == example.expected)
  }

  @Test(arguments: silent) func `a sentence that only looks like it stays silent`(
    example: Case
  ) throws {
    #expect(try suggested(example) == [])
  }
}
