/// What could be read of a row that is not taken: enough to find the record it is about, so that a typo makes nobody leave.
public struct RefusedRow: Sendable, Hashable {
  public let place: RosterPlace
  /// Empty when it could not be read.
  public let studentNumber: String
  /// `IDNumber.comparisonKey`; empty when the number could not be read.
  public let idKey: String
  /// Code points as read; empty when there was none.
  public let name: String

  public init(place: RosterPlace, studentNumber: String = "", idKey: String = "", name: String = "") {
    self.place = place
    self.studentNumber = studentNumber
    self.idKey = idKey
    self.name = name
  }

  /// A row that was read well and is not taken for another reason.
  public init(_ entry: RosterEntry, at place: RosterPlace) {
    self.init(
      place: place, studentNumber: entry.studentNumber, idKey: entry.idNumber.comparisonKey, name: entry.name.value)
  }

  /// Nothing of it says whom it is about.
  public var isUnrecognisable: Bool { studentNumber.isEmpty && idKey.isEmpty && name.isEmpty }
}

/// Whom the refused rows of a file may be about.
struct RefusedPeople {
  private var studentNumbers: Set<String> = []
  private var idKeys: Set<String> = []
  /// Names of rows without any readable number: a name alone is little, but enough not to let its bearer go.
  private var names: Set<String> = []

  init(_ rows: [RefusedRow]) {
    for row in rows {
      if !row.studentNumber.isEmpty { studentNumbers.insert(row.studentNumber) }
      if !row.idKey.isEmpty { idKeys.insert(row.idKey) }
      if row.studentNumber.isEmpty, row.idKey.isEmpty, !row.name.isEmpty { names.insert(row.name) }
    }
  }

  func mayInclude(_ entry: RosterEntry) -> Bool {
    if !entry.studentNumber.isEmpty, studentNumbers.contains(entry.studentNumber) { return true }
    if !idKeys.isEmpty, idKeys.contains(entry.idNumber.comparisonKey) { return true }
    return !names.isEmpty && names.contains(entry.name.value)
  }
}
