// SPDX-License-Identifier: Apache-2.0

import Evidence

/// One world, asked what could be in it: how its facts can turn out is found once for all questions.
final class Scene {
  let world: World
  private var truths: [Atom: Bool?] = [:]
  private var parts: [[Atom]: CompletionPart] = [:]
  private var cuts: [Int: OpenParts] = [:]

  /// Evaluations that one question may cost.
  private static let most = 100_000

  init(_ world: World) { self.world = world }

  private func truth(_ atom: Atom) -> Bool? {
    if let known = truths[atom] { return known }
    let found = world.truth(of: atom)
    truths[atom] = .some(found)
    return found
  }

  private func cut(_ open: OpenAtoms) throws(World.TooMany) -> OpenParts {
    // The parts are kept here, so what they ask must not keep the scene.
    let known = { [unowned self] (atom: Atom) in truth(atom) }
    return try OpenParts(open, in: world, known: known) { (group) throws(World.TooMany) in
      if let made = parts[group] { return made }
      let made = try CompletionPart(group, in: world)
      parts[group] = made
      return made
    }
  }

  /// Whether some event, of some day, in some record, fulfils the condition. What cannot be told
  /// counts as possible: nothing is reported then.
  func can(_ condition: Condition) -> Bool {
    if let value = condition.value(truth) { return value }
    var open = OpenAtoms()
    open.add(condition.simplified(truth))
    guard let cut = try? cut(open) else { return true }
    let found = try? cut.reaches(
      Array(cut.parts.indices), most: Self.most, { $0 }, value: { condition.value($0) })
    return found ?? true
  }

  /// The same of a condition that speaks of nothing but what the rule's verdict can hang on.
  func can(_ condition: Condition, of rule: Int) -> Bool {
    if let value = condition.value(truth) { return value }
    guard let cut = cut(of: rule) else { return true }
    var open = OpenAtoms()
    open.add(condition.simplified(truth))
    let found = try? cut.reaches(
      cut.touched(by: open.atoms), most: Self.most, { $0 }, value: { condition.value($0) })
    return found ?? true
  }

  /// Whether the rule could ever give one of the verdicts.
  func can(_ rule: Int, give wanted: Set<Verdict>) -> Bool {
    guard let cut = cut(of: rule) else { return true }
    let found = try? cut.reaches(
      Array(cut.parts.indices), most: Self.most, { wanted.contains($0) },
      value: { Judge(meaning: world.meaning, truth: $0).ruling(rule)?.verdict })
    return found ?? true
  }

  private func cut(of rule: Int) -> OpenParts? {
    if let made = cuts[rule] { return made }
    guard let made = try? cut(OpenAtoms(of: rule, world.meaning, truth)) else { return nil }
    cuts[rule] = made
    return made
  }
}
