// SPDX-License-Identifier: Apache-2.0
import Mustache

/// What a template is filled with: texts, flags, lists of views.
typealias View = [String: Any]

/// Turns views into pages, with every text that goes in cleaned and escaped.
struct PageRenderer {
  private let library: MustacheLibrary
  private let scrubber: Scrubber

  /// `templates`: file name → text. Throws `PublicationError.badTemplate`.
  init(templates: [String: String], scrubber: Scrubber) throws {
    MustacheContentTypes.register(SafeContent(), named: SafeContent.name)
    var library = MustacheLibrary()
    for (file, text) in templates.sorted(by: { $0.key < $1.key }) {
      for tag in ["{{{", "{{&", "{{ &", "{{=", "CONTENT_TYPE"] where text.contains(tag) {
        throw PublicationError.badTemplate(
          file, reason: "it uses \(tag), which could skip escaping")
      }
      let name = file.hasSuffix(".mustache") ? String(file.dropLast(9)) : file
      do {
        try library.register("{{% CONTENT_TYPE:\(SafeContent.name)}}" + text, named: name)
      } catch {
        throw PublicationError.badTemplate(file, reason: "\(error)")
      }
    }
    (self.library, self.scrubber) = (library, scrubber)
  }

  /// Throws `PublicationError.missingTemplate`.
  func page(_ template: String, _ view: View) throws -> String {
    guard library.getTemplate(named: template) != nil else {
      throw PublicationError.missingTemplate(template + ".mustache")
    }
    return library.render(cleaned(view), withTemplate: template) ?? ""
  }

  private func cleaned(_ view: View) -> View { view.mapValues { cleaned($0) } }

  private func cleaned(_ value: Any) -> Any {
    switch value {
    case let text as String: SafeText.visible(scrubber.cleaned(text).text)
    case let view as View: cleaned(view)
    case let views as [View]: views.map { cleaned($0) }
    case let texts as [String]: texts.map { cleaned($0) }
    default: value
    }
  }
}
