// SPDX-License-Identifier: Apache-2.0

/// What words are worth for telling one passage from another.
///
/// English, as the record is; where a text is in another language all its words count as content,
/// and only rarity tells.
enum Lexicon {
  enum Worth: UInt8 {
    /// "of", "which": alike in all texts, though in a passage they tell one wording from another.
    case function
    /// "please", "attached": the small change of letters.
    case courtesy
    /// With a digit in it.
    case number
    case content

    /// In alignments.
    var weight: Int32 {
      switch self {
      case .function: 1
      case .courtesy, .number: 2
      case .content: 4
      }
    }
  }

  static func worth(_ word: String) -> Worth {
    if function.contains(word) { return .function }
    if courtesy.contains(word) { return .courtesy }
    return word.utf8.contains { $0 >= 48 && $0 <= 57 } ? .number : .content
  }

  static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }

  static let function = words(
    """
    a about above after again against all also am an and any are as at be because been before being
    below between both but by can cannot could did do does doing done down during each either else
    ever few for from further had has have having he her here hers him his how however i if in into
    is it its itself just may me might more most must my neither no nor not now of off on once one
    only or other our ours out over own same shall she should so some such than that the their theirs
    them then there these they this those through to too under until up upon us very was we were what
    when where whether which while who whom whose why will with within without would yet you your
    yours dont didnt im ive its thats wont cant isnt youre were theyre
    """)

  static let courtesy = words(
    """
    please thank thanks regards best sincerely cheers hi hello dear good morning afternoon evening day
    find attached attachment attachments enclosed see below let know question questions concern
    concerns contact call email emails mail phone number free feel hesitate need anything further
    assistance help soon great weekend week today tomorrow sorry sure ok okay yes appreciate looking
    forward hearing hope well meeting schedule available availability time office cell fax sent
    received forwarded message original subject get back touch am pm monday tuesday wednesday thursday
    friday saturday sunday january february march april june july august september october november
    december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    take look happy chat send note quick share write writing written wrote want wanted like think see
    make made time times work going go come came say said says thing things way people person first
    last next new old year years month months many much lot bit really already still even back around
    give given use used put keep try trying talk talking discuss discussion asked ask tell told use
    able possible right sounds nice pleasure kind interested regarding re fyi asap copy copied list
    news report story read reading page link links click http https www com org gov htm html
    """)

  /// Words before a point that does not end a sentence.
  static let abbreviations = words(
    """
    mr mrs ms dr no nos st jr sr inc co corp vs etc eg ie lt sgt det capt dept sec art fig approx ext
    pp p para gen gov rep sen hon div asst dir cir cf
    """)

  /// What disclaimers under letters speak of: the letter as a thing that may go astray.
  static let letter = words("email mail message transmission communication fax facsimile")
  static let astray = words(
    """
    recipient recipients addressee sender error destroy delete unauthorized dissemination
    distribution confidential privileged copying virus viruses prohibited intended notify notified
    addressed solely
    """)
}
