/// 照片下方的数据: what may be printed under one person's photo in one regime, and nothing else (A3).
///
/// There are two: `RosterCaption` and `CodeCaption`. Prints are generic over them, so that a center in code mode works with a type that
/// has no place for a name or a number of a person.
public protocol PhotoCaption: Sendable, Hashable {
  /// What stands under the photo, row by row, as the campaign has set it; blank values and rows are left out.
  func rows(_ setting: CaptionSetting) -> [[CaptionItem]]
  /// Names of the values that are compared on paper, in the order set: 「姓名」「学号」.
  static func fieldNames(_ setting: CaptionSetting) -> [String]
  /// The setting of a strip below photos of a few centimetres: who it is, and no more.
  static var shortSetting: CaptionSetting { get }
  /// The regime it belongs to.
  static var regime: Regime { get }
  /// 拍摄序号 as printed; empty for who has no shot.
  var shotSerial: String { get }
  /// What a message may call the person by: never the name, never the identity number.
  var mention: String { get }
}

/// One value under a photo.
public struct CaptionItem: Sendable, Hashable {
  /// 「学号」; empty where the value speaks for itself.
  public var label: String
  public var value: String
  /// What the eye looks for first: the name, or the code.
  public var isEmphasised: Bool

  public init(label: String = "", value: String, isEmphasised: Bool = false) {
    self.label = label
    self.value = value
    self.isEmphasised = isEmphasised
  }

  /// 「学号 20102401」.
  public var text: String { label.isEmpty ? value : label + " " + value }
}

/// The five data of roster mode (domain.md §0, 照片下方五项), kept code point for code point.
///
/// Numbers are in full: whoever prints them leaves a line in the journal for each class (promise 7).
public struct RosterCaption: PhotoCaption {
  public var institution: String
  public var name: String
  public var studentNumber: String
  public var idNumber: String
  public var shotSerial: String

  public init(institution: String, name: String, studentNumber: String, idNumber: String, shotSerial: String) {
    self.institution = institution
    self.name = name
    self.studentNumber = studentNumber
    self.idNumber = idNumber
    self.shotSerial = shotSerial
  }

  public static var regime: Regime { .roster }
  public static var shortSetting: CaptionSetting { CaptionSetting(rosterRows: [[.name, .shotSerial]], showsLabels: false) }

  public static func fieldNames(_ setting: CaptionSetting) -> [String] { setting.rosterRows.joined().map(\.chineseName) }

  public var mention: String {
    let parts = [studentNumber.isEmpty ? "" : "学号 \(studentNumber)", shotSerial.isEmpty ? "" : "序号 \(shotSerial)"]
    let said = parts.filter { !$0.isEmpty }.joined(separator: "，")
    return said.isEmpty ? "没有学号的一人" : said
  }

  public func rows(_ setting: CaptionSetting) -> [[CaptionItem]] {
    setting.rosterRows.map { row in row.map { item($0, setting.showsLabels) } }.withoutBlanks
  }

  /// The value of one field.
  public func value(_ field: RosterCaptionField) -> String {
    switch field {
    case .institution: institution
    case .name: name
    case .studentNumber: studentNumber
    case .idNumber: idNumber
    case .shotSerial: shotSerial
    }
  }

  private func item(_ field: RosterCaptionField, _ isLabelled: Bool) -> CaptionItem {
    CaptionItem(label: isLabelled ? field.label : "", value: value(field), isEmphasised: field == .name)
  }
}

/// What the agency may print in code mode: an opaque number and the shot serial.
public struct CodeCaption: PhotoCaption {
  /// The number that links a person to a photo, at the institution only.
  public let code: String
  public let shotSerial: String

  /// - Parameters:
  ///   - code: 1…32 ASCII letters, digits and hyphens.
  ///   - shotSerial: up to 24 of the same; empty for who has no shot.
  /// - Throws: `CaptionRefusal.notACode` for anything else, above all for a text that holds a birth date where an identity number has it.
  public init(code: String, shotSerial: String) throws(CaptionRefusal) {
    guard Self.isCode(code, upTo: 32), !code.isEmpty, Self.isCode(shotSerial, upTo: 24) else { throw .notACode }
    self.code = code
    self.shotSerial = shotSerial
  }

  public static var regime: Regime { .code }
  public static var shortSetting: CaptionSetting { CaptionSetting(codeRows: [[.code, .shotSerial]], showsLabels: false) }

  public static func fieldNames(_ setting: CaptionSetting) -> [String] { setting.codeRows.joined().map(\.chineseName) }

  public var mention: String { "编号 \(code)" }

  public func rows(_ setting: CaptionSetting) -> [[CaptionItem]] {
    setting.codeRows.map { row in row.map { item($0, setting.showsLabels) } }.withoutBlanks
  }

  private func item(_ field: CodeCaptionField, _ isLabelled: Bool) -> CaptionItem {
    let label = isLabelled ? field.label : ""
    return switch field {
    case .code: CaptionItem(label: label, value: code, isEmphasised: true)
    case .shotSerial: CaptionItem(label: label, value: shotSerial)
    }
  }

  private static func isCode(_ text: String, upTo most: Int) -> Bool {
    guard text.utf8.count <= most else { return false }
    guard text.unicodeScalars.allSatisfy({ $0.isASCIIDigit || $0.isASCIILetter || $0 == "-" }) else { return false }
    return !looksLikeIDNumber(text)
  }

  /// 18 places (the last may be X) or 15 digits that hold a birth date where an identity number has it; a wrong check digit is no excuse.
  private static func looksLikeIDNumber(_ text: String) -> Bool {
    let places = text.filter { $0 != "-" }
    guard places.utf8.count == 18 || places.utf8.count == 15 else { return false }
    guard String(places.dropLast()).isAllDigits else { return false }
    return IDNumber.birthDate(in: places.utf8) != nil
  }
}

extension [[CaptionItem]] {
  fileprivate var withoutBlanks: Self {
    compactMap { row in
      let kept = row.filter { !$0.value.isEmpty }
      return kept.isEmpty ? nil : kept
    }
  }
}
