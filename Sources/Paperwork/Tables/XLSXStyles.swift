/// How a number of a spreadsheet is shown, as far as it changes what the value is.
enum NumberFormat: Hashable {
  case general
  /// A date or a time of day.
  case date
  /// `00000`: shown with zeros in front up to this many digits.
  case zeros(Int)

  /// The meaning of a format code such as `yyyy"年"m"月"d"日"`, `00000`, `[$-804]yyyy/m/d`.
  init(code: String) {
    let plain = Self.firstSection(code)
    if plain.count >= 2, plain.count <= 64, plain.allSatisfy({ $0 == "0" }) {
      self = .zeros(plain.count)
    } else if plain != "general", plain.contains(where: { "ymdhs".contains($0) }) {
      self = .date
    } else {
      self = .general
    }
  }

  /// The formats that need no code in the file (ECMA-376 18.8.30, with those of Chinese Excel: 27–36 and 50–58).
  init(builtIn id: Int) {
    switch id {
    case 14...22, 27...36, 45...47, 50...58: self = .date
    default: self = .general
    }
  }

  /// The part for positive numbers without literals, colours, conditions and locales; elapsed time (`[h]`) stays.
  private static func firstSection(_ code: String) -> String {
    var plain = ""
    var characters = code.lowercased().makeIterator()
    while let character = characters.next() {
      switch character {
      case "\"": while let next = characters.next(), next != "\"" {}
      case "\\", "_", "*": _ = characters.next()
      case "[":
        var inner = ""
        while let next = characters.next(), next != "]" { inner.append(next) }
        if !inner.isEmpty, inner.allSatisfy({ "hms".contains($0) }) { plain += inner }
      case ";": return plain
      default: plain.append(character)
      }
    }
    return plain
  }
}

/// The cell styles of a workbook: style number → number format.
final class XLSXStyles: XMLListener {
  private(set) var formats: [NumberFormat] = []
  private var custom: [Int: NumberFormat] = [:]
  private var isInCells = false

  /// General for a style that the file does not define.
  func format(_ style: Int) -> NumberFormat { style < formats.count ? formats[style] : .general }

  override func start(_ name: UnsafePointer<UInt8>, _ attributes: XMLAttributes) throws {
    if XMLName.equals(name, "numFmt") {
      guard let id = attributes.integer("numFmtId"), let code = attributes.string("formatCode") else { return }
      guard custom.count < TableLimits.styles else { throw TableRefusal.unpacksTooLarge }
      custom[id] = NumberFormat(code: code)
    } else if XMLName.equals(name, "cellXfs") {
      isInCells = true
    } else if isInCells, XMLName.equals(name, "xf") {
      guard formats.count < TableLimits.styles else { throw TableRefusal.unpacksTooLarge }
      let id = attributes.integer("numFmtId") ?? 0
      formats.append(custom[id] ?? NumberFormat(builtIn: id))
    }
  }

  override func end(_ name: UnsafePointer<UInt8>) throws {
    if XMLName.equals(name, "cellXfs") { isInCells = false }
  }
}
