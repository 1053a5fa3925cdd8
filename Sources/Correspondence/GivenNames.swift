// SPDX-License-Identifier: Apache-2.0

/// Given names and their short forms, each form by one root.
enum GivenNames {
  /// Whether one may stand for the other: the same, a short form, or an initial of it.
  static func agree(_ a: String, _ b: String) -> Bool {
    if a == b { return true }
    if a.count == 1 || b.count == 1 { return a.first == b.first }
    guard let first = roots[a] ?? (forms.contains(a) ? a : nil),
      let second = roots[b] ?? (forms.contains(b) ? b : nil)
    else { return false }
    return first == second
  }

  /// The long form, where the short one is known.
  static func root(_ name: String) -> String { roots[name] ?? name }

  private static let forms = Set(roots.values)

  private static let roots: [String: String] = {
    let table = """
      robert bob rob bobby robbie|william bill will billy willie liam|richard rick dick rich ricky
      james jim jimmy jamie|john jack johnny jon|joseph joe joey|michael mike mikey mick|thomas tom
      thomas tommy|charles charlie chuck|christopher chris topher|daniel dan danny|david dave davey
      edward ed eddie ted|steven steve stephen stevie|stephen steve|anthony tony|andrew andy drew
      matthew matt|kenneth ken kenny|ronald ron ronnie|donald don donnie|gregory greg|jeffrey jeff
      lawrence larry|gerald jerry|raymond ray|samuel sam sammy|benjamin ben benny|timothy tim timmy
      patrick pat|patricia pat patty trish|katherine kate kathy katie kat|catherine cathy cate
      elizabeth liz beth betty lizzie eliza|margaret maggie meg peggy|jennifer jen jenny jenn
      susan sue susie|deborah deb debbie|barbara barb|rebecca becky|jessica jess jessie
      kimberly kim|cynthia cindy|victoria vicky tori|alexander alex|alexandra alex|nicholas nick
      nathaniel nate|nathan nate|jonathan jon|zachary zach|frederick fred freddie|walter walt
      albert al bert|allen al|alfred al|francis frank|franklin frank|leonard len lenny|peter pete
      philip phil|phillip phil|douglas doug|vincent vince vinny|theodore ted theo|joshua josh
      jacob jake|abigail abby|amanda mandy|christine chris tina|christina tina chris|judith judy
      pamela pam|sandra sandy|theresa terry tess|terrence terry|stephanie steph|samantha sam
      """
    var result: [String: String] = [:]
    var shared: Set<String> = []
    for line in table.split(whereSeparator: { $0 == "|" || $0 == "\n" }) {
      let names = line.split(separator: " ").map(String.init)
      guard let root = names.first else { continue }
      for short in names.dropFirst() where short != root {
        // A short form of two names stands for neither.
        if let other = result[short], other != root { shared.insert(short) }
        result[short] = root
      }
    }
    return result.filter { !shared.contains($0.key) }
  }()
}
