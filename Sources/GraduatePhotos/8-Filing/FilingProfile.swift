import FoundationEssentials

/// The layout in which an institution files its graduates (报盘, A11): a file of `Filing/`, not code, because the registration's own table of
/// fields is not published and differs by year (domain.md 2.3).
public struct FilingProfile: Sendable, Hashable, Codable, Identifiable {
  public struct Column: Sendable, Hashable, Codable {
    /// Field of the DBF: at most 10 letters and digits.
    public var field: String
    public var title: String
    /// Bytes of GB 18030.
    public var width: Int
    /// Code of the roster's column it is taken from; empty for what the institution fills in itself.
    public var value: String
    public var required: Bool

    public init(field: String, title: String, width: Int, value: String, required: Bool) {
      self.field = field
      self.title = title
      self.width = width
      self.value = value
      self.required = required
    }

    public var source: RosterColumn? { RosterColumn(rawValue: value) }
  }

  public var id: String
  public var name: String
  public var note: String
  /// What a picture's file is named after.
  public var photoName: PhotoKey
  public var columns: [Column]

  public init(id: String, name: String, note: String, photoName: PhotoKey, columns: [Column]) {
    self.id = id
    self.name = name
    self.note = note
    self.photoName = photoName
    self.columns = columns
  }

  /// What is wrong with the file, in its order; empty when it can be used.
  public func problems() -> [String] {
    var problems: [String] = []
    var seen: Set<String> = []
    for column in columns {
      let isName = column.field.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || $0 == 0x5F }
      if !(1...10).contains(column.field.utf8.count) || !isName { problems.append("字段名「\(column.field)」应为 1–10 个大写字母或数字") }
      if !seen.insert(column.field).inserted { problems.append("字段「\(column.field)」出现了两次") }
      if !(1...254).contains(column.width) { problems.append("字段「\(column.field)」的宽度应在 1–254 字节之间") }
      if !column.value.isEmpty, column.source == nil { problems.append("字段「\(column.field)」的来源「\(column.value)」不是名单的列") }
      if column.required, column.value.isEmpty { problems.append("字段「\(column.field)」必填，却没有来源") }
    }
    if columns.isEmpty { problems.append("没有字段") }
    return problems
  }

  /// The layouts that come with the program.
  public static let builtIn = [
    shipped(PackageResources.registration_json), shipped(PackageResources.students_json),
  ]

  public static func builtIn(_ id: String) -> FilingProfile? { builtIn.first { $0.id == id } }

  /// The file was built in, and a test reads each of them.
  private static func shipped(_ bytes: [UInt8]) -> FilingProfile {
    do { return try JSONDecoder().decode(FilingProfile.self, from: Data(bytes)) } catch {
      preconditionFailure("Filing/: \(error)")
    }
  }
}
