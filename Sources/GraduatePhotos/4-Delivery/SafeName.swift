/// Names of folders and files that Windows, ISO 9660 with Joliet, ZIP and every Unix take; rare characters are kept.
///
/// What Windows forbids is written as its full-width twin: 会计1/2班 → 会计1／2班. A twin that stood there already gets a % before it, and
/// a reserved name such as CON becomes %CON, so that `decode` gives back every name exactly.
public enum SafeName {
  private static let twins: [Unicode.Scalar: Unicode.Scalar] = [
    "<": "＜", ">": "＞", ":": "：", "\"": "＂", "/": "／", "\\": "＼", "|": "｜", "?": "？", "*": "＊", ";": "；",
  ]
  private static let dotTwin: Unicode.Scalar = "．"
  private static let originals: [Unicode.Scalar: Unicode.Scalar] = {
    var originals: [Unicode.Scalar: Unicode.Scalar] = [dotTwin: "."]
    for (original, twin) in twins { originals[twin] = original }
    return originals
  }()

  /// Names that Windows keeps for devices, with any ending.
  private static let devices: Set<String> = Set(
    ["CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"]
      + ["COM", "LPT"].flatMap { device in "0123456789¹²³".map { device + String($0) } })

  /// A name for the text.
  ///
  /// - Parameters:
  ///   - text: one name, not a path.
  ///   - reserved: UTF-16 code units that are put behind it, such as 4 for `.jpg`.
  /// - Returns: the text itself where it is safe.
  /// - Throws: `SafeNameProblem` when it is empty, too long, begins or ends with a space, or holds an invisible character.
  public static func encode(_ text: String, reserved: Int = 0) throws(SafeNameProblem) -> String {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { throw .empty }
    guard !isBlank(first), !isBlank(last) else { throw .blankEnds }
    for scalar in text.unicodeScalars where !isPrintable(scalar) { throw .invisible(codePoint: scalar.value) }
    let scalars = Array((isReserved(text) ? "%" + text : text).unicodeScalars)
    var name = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isEnd = index == 0 || index == scalars.count - 1
      if let twin = twins[scalar] {
        name.append(twin)
      } else if scalar == ".", isEnd {
        name.append(dotTwin)
      } else if originals[scalar] != nil {
        name.append(contentsOf: ["%", scalar])
      } else if scalar == "%", index + 1 < scalars.count, isMarked(scalars[index + 1], isLast: index + 2 == scalars.count) {
        name.append(contentsOf: ["%", "%"])
      } else {
        name.append(scalar)
      }
    }
    let result = String(name)
    let units = result.utf16.count + reserved
    guard units <= DeliveryLimits.nameUnits else { throw .tooLong(units: units) }
    return result
  }

  /// The text that a name was made of.
  public static func decode(_ name: String) -> String {
    var text = String.UnicodeScalarView()
    var scalars = name.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if scalar == "%", let next = scalars.first, next == "%" || originals[next] != nil {
        text.append(next)
        scalars = scalars.dropFirst()
      } else {
        text.append(originals[scalar] ?? scalar)
      }
    }
    let result = String(text)
    return result.hasPrefix("%") && isReserved(result) ? String(result.dropFirst()) : result
  }

  /// Two names with the same key cannot lie in one folder of some system: case and width do not count, nor how a letter is composed.
  public static func comparisonKey(_ name: String) -> String { name.halfWidth.lowercased() }

  /// Whether a disc holds a path of such names.
  public static func fitsDisc(_ path: String) -> Bool {
    path.utf8.count <= DeliveryLimits.discPathBytes
      && path.split(separator: "/", omittingEmptySubsequences: false)
        .allSatisfy { (1...DeliveryLimits.nameUnits).contains($0.utf16.count) }
  }

  /// Whether a % before this character would be read as a mark.
  private static func isMarked(_ scalar: Unicode.Scalar, isLast: Bool) -> Bool {
    scalar == "%" || twins[scalar] != nil || originals[scalar] != nil || (scalar == "." && isLast)
  }

  /// A device's name, or one behind marks.
  private static func isReserved(_ text: String) -> Bool {
    let bare = text.drop { $0 == "%" }.prefix { $0 != "." }
    return devices.contains(String(bare).trimmed.uppercased())
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Control characters, marks of direction and what is no character at all change what a person sees.
  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate: false
    default: !scalar.properties.isNoncharacterCodePoint
    }
  }
}

/// Why no file or folder can bear a name.
public enum SafeNameProblem: Error, Hashable {
  case empty
  case blankEnds
  /// Holds a control character or another that nobody sees.
  case invisible(codePoint: UInt32)
  /// Holds its UTF-16 code units; at most `DeliveryLimits.nameUnits`.
  case tooLong(units: Int)

  /// What is wrong, as the end of a sentence.
  public var chineseText: String {
    switch self {
    case .empty: "是空的"
    case .blankEnds: "开头或末尾有空格"
    case .invisible(let point): "含有看不见的字符 U+" + String(String(0x100000 + point, radix: 16).suffix(5)).uppercased()
    case .tooLong(let units): "有 \(units) 个字符，光盘上的名称最多 \(DeliveryLimits.nameUnits) 个"
    }
  }
}
