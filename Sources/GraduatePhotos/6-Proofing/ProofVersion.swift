/// What one answer is about: the portrait and the data as they would be filed (promise 4).
///
/// Both sides are compared as they are: an answer to another version is refused, and a change of either opens the next round.
public struct ProofVersion: Sendable, Hashable, Codable {
  /// SHA-256 of the portrait, 64 hexadecimal digits.
  public var portrait: String
  /// Grows whenever one of ``FiledFields/columns`` changes; 1 from the start.
  public var data: Int64

  public init(portrait: String, data: Int64) {
    self.portrait = portrait
    self.data = data
  }
}

/// The fields that go into the national registration (domain.md 2.3), and so are proofed; where one studies or queues is not filed.
public enum FiledFields {
  /// In the order in which a graduate reads them.
  public static let columns: [RosterColumn] = [
    .name, .sex, .birthDate, .idNumberKind, .idNumber, .institutionCode, .institutionName, .examineeNumber, .studentNumber,
    .majorCode, .major, .level, .studyMode, .studyLength, .enrolmentDate, .expectedGraduation, .outcome,
  ]

  /// What a graduate may say is wrong: the institution's name and code are not his to correct.
  public static let correctable: [RosterColumn] = columns.filter { $0 != .institutionCode && $0 != .institutionName }

  /// The values as one text that differs whenever one of them does: column, length in bytes, value; an empty value is left out, so
  /// that a column nobody fills changes nothing when it is offered.
  ///
  /// Code point for code point: a name written with another character of the same look is another version.
  public static func canonical(_ value: (RosterColumn) -> String) -> String {
    columns.reduce(into: "") { text, column in
      let filed = value(column)
      guard !filed.isEmpty else { return }
      text += "\(column.code) \(filed.utf8.count) \(filed)\n"
    }
  }
}
