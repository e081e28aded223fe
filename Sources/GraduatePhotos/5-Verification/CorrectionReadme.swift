/// 请先读 of a package of corrected data (A7): what is in it, and what was another value before.
public struct CorrectionReadme: Sendable {
  /// A value that was corrected.
  public struct Change: Sendable, Hashable {
    /// Student number, as people find each other in a table.
    public var studentNumber: String
    public var name: String
    public var column: RosterColumn
    public var old: String
    public var new: String

    public init(studentNumber: String, name: String, column: RosterColumn, old: String, new: String) {
      self.studentNumber = studentNumber
      self.name = name
      self.column = column
      self.old = old
      self.new = new
    }

    var line: String {
      // Whole numbers stand in the tables beside it and nowhere twice.
      let values = column == .idNumber ? "\(IDNumber.masked(old)) → \(IDNumber.masked(new))" : "\(old) → \(new)"
      return "\(studentNumber) \(name)　\(column.chineseName)：\(values)"
    }
  }

  public static let fileName = "请先读.txt"

  public var head: Manifest.Head
  public var institutionName: String
  public var people: Int
  public var changes: [Change]

  public init(head: Manifest.Head, institutionName: String, people: Int, changes: [Change]) {
    self.head = head
    self.institutionName = institutionName
    self.people = people
    self.changes = changes
  }

  /// UTF-8 with its mark and CRLF, so that Windows' own editor shows it; the same package gives the same bytes.
  public var bytes: [UInt8] {
    [0xEF, 0xBB, 0xBF] + lines.flatMap { Array($0.utf8) + [0x0D, 0x0A] }
  }

  private var lines: [String] {
    [
      "\(head.campaign)　更正后的图像数据",
      "",
      "学校：\(institutionName)（\(head.institutionCode)）",
      "编号：\(head.deliveryNumber)　\(head.date.chinese)",
      "更正：\(people) 人，\(changes.count) 项。照片照常可用，不用换。",
      "",
      "数据.dbf、数据.xlsx 是这些人更正后的完整记录，列和光盘上的数据相同，请替换原来的记录。",
      "MANIFEST.txt 是清单，每个文件有 SHA-256，末尾有签名。",
      "核对文件用：biying disc verify 压缩包位置 --key 公钥",
      "",
      "更正的内容：",
    ] + changes.map(\.line)
  }
}
