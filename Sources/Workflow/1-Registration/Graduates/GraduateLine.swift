import Glibc
import GraduatePhotos
import Storage

/// A graduate in a list; the identity number masked.
///
/// A view of one row of the list's sheet: a text is made when it is asked for, and a page that only writes it takes its bytes.
public struct GraduateLine: Sendable, Identifiable {
  /// The columns of ``select(number:code:joining:further:)``, in their order; a list of one class has those up to `otherProvince`.
  @usableFromInline
  enum Column: Int, CaseIterable {
    case id, number, studentNumber, name, sex, level, extras, kind, reason, wayOn, returnsOn, otherProvince
    case institutionID, institutionCode, department, classGroup
  }

  /// What a page shows of a line as it lies in the sheet.
  public enum Text: Sendable {
    case id, institutionCode, studentNumber, name, sex, idNumber, department, classGroup

    @usableFromInline
    var column: Column {
      switch self {
      case .id: .id
      case .institutionCode: .institutionCode
      case .studentNumber: .studentNumber
      case .name: .name
      case .sex: .sex
      case .idNumber: .number
      case .department: .department
      case .classGroup: .classGroup
      }
    }
  }

  @usableFromInline let sheet: SQLSheet
  @usableFromInline let row: Int

  /// The lines of a sheet, one for each of its rows.
  static func lines(of sheet: SQLSheet) -> [GraduateLine] { (0..<sheet.rowCount).map { GraduateLine(sheet: sheet, row: $0) } }

  /// The text's bytes in UTF-8, good inside `body`.
  @inlinable
  public func withUTF8<R>(_ text: Text, _ body: (UnsafeBufferPointer<UInt8>) throws -> R) rethrows -> R {
    let column = text.column.rawValue
    guard column < sheet.columnCount else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
    return try sheet.withUTF8(row, column, body)
  }

  public var id: String { text(.id) }
  public var institutionID: String { text(.institutionID) }
  /// Empty where all lines are of one institution.
  public var institutionCode: String { text(.institutionCode) }
  public var studentNumber: String { text(.studentNumber) }
  public var name: String { text(.name) }
  public var sex: String { text(.sex) }
  /// 首3末4, or in full where a class was opened.
  public var idNumber: String { text(.number) }
  public var department: String { text(.department) }
  public var classGroup: String { text(.classGroup) }

  public var level: String {
    sheet.withUTF8(row, Column.level.rawValue) { stored in
      guard let base = stored.baseAddress else { return "" }
      return Self.levels.first { $0.stored.count == stored.count && memcmp($0.stored, base, stored.count) == 0 }?.name ?? ""
    }
  }

  private static let levels = StudyLevel.allCases.map { (stored: Array($0.rawValue.utf8), name: $0.chineseName) }

  public var lacksCharacters: Bool { sheet.text(row, Column.extras.rawValue, contains: StoredGraduate.lacksCharactersMark) }

  /// No status change is in force.
  public var isDue: Bool { isNull(.kind) }

  /// Of the status change in force; nil for somebody who is due.
  public var statusChange: StatusChange.Kind? { isNull(.kind) ? nil : StatusChange.Kind(rawValue: text(.kind)) }

  public var absence: Absence? {
    guard !isNull(.reason) else { return nil }
    return Absence(
      reason: text(.reason), wayOn: text(.wayOn), returnsOn: text(.returnsOn), otherProvince: text(.otherProvince))
  }

  /// Empty where the list has no such column.
  private func text(_ column: Column) -> String {
    column.rawValue < sheet.columnCount ? sheet.text(row, column.rawValue) : ""
  }

  private func isNull(_ column: Column) -> Bool { sheet.isNull(row, column.rawValue) }
}

extension GraduateLine {
  /// The number as it lies sealed, behind the other columns.
  static let openNumber = ", g.id_sealed, g.id_key"

  /// - `code`: of the institution; nil for a list of one class, of which nobody asks where it is.
  /// - `joining`: a further table between the graduates and what is told of them, to sort by.
  /// - `further`: columns behind those of a line.
  ///
  /// Most graduates have neither left nor are they absent: that is one look into an index each.
  static func select(number: String, code: String?, joining: String = "", further: String = "") -> String {
    let place = code.map { ", g.institution_id, \($0) AS code, g.department, g.class_group" } ?? ""
    return """
      SELECT g.id, \(number) AS number, g.student_number, g.name, g.sex, g.level, g.extras, s.kind, a.reason, a.way_on, a.returns_on,
        a.other_province\(place)\(further)
      FROM graduate g \(joining)
      LEFT JOIN absence a ON a.graduate_id = g.id
      LEFT JOIN status_change s ON s.graduate_id = g.id
        AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn w WHERE w.status_change_id = s.id)
        AND NOT EXISTS (SELECT 1 FROM status_change t WHERE t.graduate_id = s.graduate_id AND t.id > s.id
          AND NOT EXISTS (SELECT 1 FROM status_change_withdrawn v WHERE v.status_change_id = t.id))
      """
  }
}
