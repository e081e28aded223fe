import GraduatePhotos
import Synchronization

/// What is known of a roster file but for its people: how it was read, and how much is wrong with it.
public struct RosterFacts: Sendable, Codable {
  /// A sheet that was read, with its header and how it was matched.
  public struct Sheet: Sendable, Codable {
    public let name: String
    /// Row of the header as the file's rows are numbered: from 1, in a DBF 0 for the field names.
    public let headerRow: Int
    public let header: [String]
    public let matching: ColumnMatching
    public let mapping: RosterMapping
  }

  /// Names of the sheets of the file; a person may choose one.
  public internal(set) var sheetNames: [String] = []
  public internal(set) var sheets: [Sheet] = []
  /// Sheets that were passed over because they have no header of a roster.
  public internal(set) var passedOver: [String] = []
  public internal(set) var format: String = ""
  /// Rows that hold somebody, taken or not.
  public internal(set) var rowCount = 0
  /// Rows without an error.
  public internal(set) var entryCount = 0
  /// Rows with an error: not taken.
  public internal(set) var blockedRows = 0
  /// Of those, the ones that do not even say whom they are about.
  public internal(set) var unrecognisableRows = 0
  public internal(set) var errorCount = 0
  public internal(set) var warningCount = 0
  /// Records with a deletion mark in a DBF, left out.
  public internal(set) var deletedRecords = 0
  /// Required columns that a sheet lacks and nothing else provides: nothing is read until a person maps them.
  public internal(set) var missingColumns: [RosterColumn] = []

  /// 「1206 行，可导入 1204 行，2 行有错误，另有 5 处提醒」.
  public var chineseSummary: String {
    var parts = ["\(rowCount) 行", "可导入 \(entryCount) 行"]
    if blockedRows > 0 { parts.append("\(blockedRows) 行有错误，不导入") }
    if warningCount > 0 { parts.append("另有 \(warningCount) 处提醒") }
    if deletedRecords > 0 { parts.append("略过 \(deletedRecords) 条有删除标记的记录") }
    return parts.joined(separator: "，")
  }

  /// Whether everything in the file can be imported as it is.
  public var isFine: Bool { errorCount == 0 && missingColumns.isEmpty && entryCount > 0 }
}

/// How a person wants a file read, and what it stands for.
public struct RosterChoices: Sendable, Codable, Hashable {
  /// The one sheet to read; empty reads every sheet with a roster's header.
  public var sheet: String
  /// Remapped columns, by the header as written; an empty code leaves the column out.
  public var columns: [String: String]
  /// The category of all rows, for files without that column; empty when the file has one.
  public var category: String
  /// How much of the roster the file is; nil takes what it looks like (`RosterScope.proposed`).
  public var scope: RosterScope?
  /// What the file says of study centers that bring their students themselves.
  public var centers: Centers?

  public enum Centers: String, Sendable, Codable, Hashable {
    /// Their students are no concern of the institution's file; so it is when nothing was chosen.
    case apart
    /// The file speaks for them too.
    case included
  }

  public init(sheet: String = "", columns: [String: String] = [:], category: String = "", scope: RosterScope? = nil) {
    self.sheet = sheet
    self.columns = columns
    self.category = category
    self.scope = scope
  }
}

/// How far the check of a file is, told by the thread that reads it and asked by the page.
final class CheckMeter: Sendable {
  private struct Reading {
    var fraction = 0.0
    var rows = 0
  }

  private let reading = Mutex(Reading())
  private let progress: (@Sendable (Double) -> Void)?

  /// Reading the rows is most of it; what is registered and the comparison come after.
  static let readingShare = 0.85

  init(progress: (@Sendable (Double) -> Void)? = nil) { self.progress = progress }

  /// - Parameter fraction: of the file's bytes, 0…1.
  func read(_ fraction: Double) { reach(fraction * Self.readingShare) }

  func counted(_ rows: Int) { reading.withLock { $0.rows = rows } }

  /// - Parameter fraction: of the whole check, 0…1; never falls.
  func reach(_ fraction: Double) {
    reading.withLock { $0.fraction = max($0.fraction, min(1, fraction)) }
    progress?(fraction)
  }

  var now: (fraction: Double, rows: Int) { reading.withLock { ($0.fraction, $0.rows) } }
}
