// SPDX-License-Identifier: Apache-2.0

/// Words that titles, headings and names of files are made of, and so no names of people.
enum OrdinaryWords {
  /// - Parameter word: in lower case.
  static func contains(_ word: Substring) -> Bool {
    if common.contains(word) { return true }
    if word.hasSuffix("s"), common.contains(word.dropLast()) { return true }
    return word.utf8.count > 6 && endings.contains { word.hasSuffix($0) }
  }

  /// Few names end like this.
  private static let endings = [
    "tion", "tions", "sion", "sions", "ment", "ments", "ness", "ings", "ability", "ibility",
    "ance", "ances", "ence", "ences", "ship", "ships", "ology", "ical", "ional", "ative", "ized",
    "ising", "izing", "ously", "ally", "ary", "ories", "ated", "ating", "ators", "istics",
  ]

  private static let common: Set<Substring> = Set(
    """
    a about above access account accounts acknowledgment acrobat act action activity addendum
    address adobe affidavit after agency agenda agreement alabama alaska all amended amendment
    amendments america american an analysis and angeles annual answer answers any appeal appendix
    apple applicant application approval approved april arizona arkansas arrest article as
    assessment assistant at attachment attachments attorney audit august authority available award
    background bail bay before benefit benefits bill blank board body book booking border both
    branch brief briefing budget building bulletin bureau business by calendar california call
    campus canada canon capital captain carolina case cases certificate chair chapter chart check
    checklist chicago chief child children chrome circular citation citizen city civil claim clean
    clerk code collection college colorado comment comments commission committee common
    communications community company comparison complaint complete compliance computer conclusion
    conditions conference confidential connecticut consent contact contents contract control copy
    corporation correspondence council county court cover criminal current custody customer daily
    dakota data database date day days december decision declaration default defendant definitions
    delaware denied department deputy description design desk detail details detainer detention
    development diagram diego digital direct directive director directory disclosure discussion
    distiller district division docket document documents domestic draft driver drug duty each
    east edition education effective eight electronic email emails emergency employee employees
    employment end enforcement engineering entry environmental epson equipment error estimate
    evaluation event events evidence example excel exchange executive exempt exemption exercise
    exhibit exhibits expense external fact facts family february federal field figure figures file
    files final finance financial finding findings firefox first fiscal five florida folder follow
    following for force foreign form format forms forward four francisco freedom friday from full
    fund future general georgia ghostscript glossary good google government governor grant group
    guide guidelines hampshire handbook hawaii head health hearing hewlett high history home
    hospital hour hours house housing how human i ibm idaho illinois illustrator immigration in
    incident independent indesign index indiana individual information initial inspection
    instructions insurance intake interim internal international interview introduction inventory
    investigation investigations invoice iowa is island issue issues item items jail january
    jersey job joint journal judge judgment july june justice juvenile kansas kentucky konica land
    language latex law lease legal legislation letter letters level lexmark liaison library
    libreoffice license limited line linux list local location log logs los louisiana mac machine
    macintosh mail main maine maintenance management manager manual map march maryland
    massachusetts master material materials matter may mayor media medical meeting meetings member
    members memo memorandum message messages method mexico michigan microsoft minnesota minolta
    minutes mission mississippi missouri model monday montana month monthly motion municipal name
    names national natural nebraska network nevada new news newsletter next night no north not
    note notes notice notification november number numbers october of off office officer officers
    official ohio oklahoma old on one online open openoffice operations opinion opportunity option
    or order orders ordinance oregon organization original other our out outline outlook outside
    overview owner packet page pages paper paragraph part parts patient pay payment pdf
    pennsylvania people per performance period permit person personal personnel petition phase
    phone photo photos photoshop plaintiff plan planning plans plate point points police policies
    policy population position power powerpoint practice practices preface preliminary
    presentation president press price primary principal print prison private procedure procedures
    process product production professional program programs progress project proof property
    proposal proposed protection protocol public publication purchase purpose quality quarter
    quarterly quartz question questionnaire questions quick rate rates reader reading receipt
    recommendation recommendations record records redacted redaction reference references referral
    region regional register registration regulation regulations related release released relief
    remarks removal rental reply report reporting reports request requests requirements research
    reserve resolution resource resources response responses responsive result results retention
    return review reviewed revised revision revisions rhode ricoh rights risk road roll room rule
    rules safety sample san saturday scan scanned scanner scansnap schedule school science scope
    search second secretary section sections secure security selected september sergeant series
    service services session set sheet sheriff short sign signature signed site six slide slides
    small social software south special specification staff stamped standard standards state
    statement statements states statistics status statute statutory step steps stop street student
    study subject subpoena summary sunday superior supplement supplemental supply support supreme
    survey system systems tab table tables task team technical technology template tennessee term
    terms test testimony testing texas text the third this three thursday time timeline title to
    tool topic toshiba total town tracking training transaction transcript transfer transmittal
    transport travel treasury trial tuesday two type under union unit united university untitled
    update updated updates use user using utah value vehicle vendor vermont version victim village
    violation virginia visit volume waiver warrant washington water wednesday week weekly west
    what when white who windows wisconsin with withheld witness word work workbook working
    worksheet workshop writer wyoming xerox year yearly years york your zone
    """.split { $0 == " " || $0 == "\n" })
}
