import GraduatePhotos

/// A background colour as people should see it: a small drawing of 3 : 4, its colour an attribute of the drawing because the
/// content security policy allows no style in a page.
struct BackgroundSwatch: Sendable {
  static let width = 36
  static let height = 48

  var background: PhotoStandard.Background

  var html: HTML {
    Tag.div(.class("row")) {
      drawing
      Tag.span {
        background.name
        Tag.small(" RGB(\(background.red), \(background.green), \(background.blue))")
      }
    }
  }

  /// Built of numbers alone, each held within 0–255, so that nothing typed can become markup.
  private var drawing: HTML {
    func part(_ value: Int) -> String { String(min(max(value, 0), 255)) }
    let color = "rgb(\(part(background.red)),\(part(background.green)),\(part(background.blue)))"
    let size = "width=\"\(Self.width)\" height=\"\(Self.height)\""
    let rectangle = "<rect x=\"0.5\" y=\"0.5\" width=\"\(Self.width - 1)\" height=\"\(Self.height - 1)\" rx=\"3\""
    let markup =
      "<svg \(size) viewBox=\"0 0 \(Self.width) \(Self.height)\" aria-hidden=\"true\">\(rectangle) fill=\"\(color)\" stroke=\"#8a94a2\"/></svg>"
    return HTML(piece: .markup(Array(markup.utf8)))
  }
}
