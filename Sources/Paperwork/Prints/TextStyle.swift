/// How a piece of text looks on paper.
///
/// Sizes are points, the line height is a multiple of the size.
struct TextStyle: Hashable, Sendable {
  enum Face: Hashable, Sendable { case sans, serif }
  enum Alignment: Hashable, Sendable { case leading, center, trailing }

  var face: Face = .sans
  var sizePoints: Double
  var bold = false
  var alignment = Alignment.leading
  var lineFactor = 1.35
  /// 0 is black, 1 is white.
  var grey = 0.0
  /// Instead of `grey`, on pictures.
  var ink: Ink?

  static let title = TextStyle(sizePoints: 18, bold: true, alignment: .center)
  static let subtitle = TextStyle(sizePoints: 10.5, alignment: .center)
  static let heading = TextStyle(sizePoints: 10.5, bold: true)
  static let body = TextStyle(face: .serif, sizePoints: 12, lineFactor: 1.75)
  static let cell = TextStyle(sizePoints: 9.5)
  static let note = TextStyle(sizePoints: 8.5, grey: 0.25)
  static let foot = TextStyle(sizePoints: 8, lineFactor: 1.5, grey: 0.2)

  func aligned(_ alignment: Alignment) -> TextStyle {
    var copy = self
    copy.alignment = alignment
    return copy
  }

  func bolder() -> TextStyle {
    var copy = self
    copy.bold = true
    return copy
  }

  func sized(_ points: Double) -> TextStyle {
    var copy = self
    copy.sizePoints = points
    return copy
  }

  func inked(_ ink: Ink) -> TextStyle {
    var copy = self
    copy.ink = ink
    return copy
  }

  /// Height of one line, in millimetres.
  var lineMillimetres: Double { sizePoints * lineFactor / Page.pointsPerMillimetre }
}

/// A colour of a picture, 0…1 each.
struct Ink: Hashable, Sendable {
  var red: Double
  var green: Double
  var blue: Double

  init(_ red: Int, _ green: Int, _ blue: Int) {
    (self.red, self.green, self.blue) = (Double(red) / 255, Double(green) / 255, Double(blue) / 255)
  }

  init(grey: Double) { (red, green, blue) = (grey, grey, grey) }
}

/// The upright sheet: A4 with margins of 20 mm (look.md, Papers).
enum Page {
  static let pointsPerMillimetre = 72 / 25.4
  static let width = PaperSheet.portrait.width
  static let height = PaperSheet.portrait.height
  static let margin = 20.0
  static let textWidth = PaperSheet.portrait.textWidth
  static let bottom = PaperSheet.portrait.bottom
}

/// A4, upright or lying; millimetres.
public struct PaperSheet: Sendable, Hashable {
  let width: Double
  let height: Double

  public static let portrait = PaperSheet(width: 210, height: 297)
  /// For tables with many columns.
  public static let landscape = PaperSheet(width: 297, height: 210)

  var textWidth: Double { width - 2 * Page.margin }
  var bottom: Double { height - Page.margin }
}
