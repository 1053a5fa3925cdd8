// SPDX-License-Identifier: Apache-2.0
import Mustache

/// What a template is filled with: texts, flags, lists of views.
package typealias View = [String: Any]

/// Turns views into pages, with every text that goes in cleaned and escaped.
package struct PageRenderer {
  private let library: MustacheLibrary
  private let clean: (String) -> String

  /// - Parameters:
  ///   - templates: file name → text.
  ///   - clean: what is done to every text before it is escaped.
  /// - Throws: `TemplateError.unusable`.
  package init(
    templates: [String: String], clean: @escaping (String) -> String = { $0 }
  ) throws(TemplateError) {
    MustacheContentTypes.register(SafeContent(), named: SafeContent.name)
    var library = MustacheLibrary()
    for (file, text) in templates.sorted(by: { $0.key < $1.key }) {
      for tag in ["{{{", "{{&", "{{ &", "{{=", "CONTENT_TYPE"] where text.contains(tag) {
        throw .unusable(file, reason: "it uses \(tag), which could skip escaping")
      }
      let name = file.hasSuffix(".mustache") ? String(file.dropLast(9)) : file
      do {
        try library.register("{{% CONTENT_TYPE:\(SafeContent.name)}}" + text, named: name)
      } catch {
        throw .unusable(file, reason: "\(error)")
      }
    }
    (self.library, self.clean) = (library, clean)
  }

  /// - Throws: `TemplateError.missing`.
  package func page(_ template: String, _ view: View) throws(TemplateError) -> String {
    guard library.getTemplate(named: template) != nil else {
      throw .missing(template + ".mustache")
    }
    return library.render(cleaned(view), withTemplate: template) ?? ""
  }

  private func cleaned(_ view: View) -> View { view.mapValues { cleaned($0) } }

  private func cleaned(_ value: Any) -> Any {
    switch value {
    case let text as String: SafeText.visible(clean(text))
    case let view as View: cleaned(view)
    case let views as [View]: views.map { cleaned($0) }
    case let texts as [String]: texts.map { cleaned($0) }
    default: value
    }
  }
}
