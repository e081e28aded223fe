import GraduatePhotos

/// 漏拍名单（函） (A5): who has no photo on the disc, with seal, contact, address and telephone; goes to the head office.
public struct MissingLetterPaper<Person: ListedPerson>: Paper, Hashable {
  public struct Row: Sendable, Hashable {
    public var person: Person
    /// Department and class.
    public var group: String

    public init(_ person: Person, group: String) {
      self.person = person
      self.group = group
    }
  }

  public var title: String { "漏拍名单（函）" }
  public var campaign: String
  /// The head office's name.
  public var recipient: String
  public var institution: String
  public var institutionCode: String
  /// Number of the disc that was checked.
  public var delivery: String
  public var rows: [Row]
  public var contactName: String
  public var address: String
  public var telephone: String
  /// Day of issue, as printed.
  public var issued: String

  public init(
    campaign: String, recipient: String, institution: String, institutionCode: String, delivery: String, rows: [Row],
    contactName: String, address: String, telephone: String, issued: String
  ) {
    self.campaign = campaign
    self.recipient = recipient
    self.institution = institution
    self.institutionCode = institutionCode
    self.delivery = delivery
    self.rows = rows
    self.contactName = contactName
    self.address = address
    self.telephone = telephone
    self.issued = issued
  }

  public var sections: [PaperSection] {
    let text =
      rows.isEmpty
      ? "我校已收到照片光盘（编号 \(delivery)），经清点，没有缺照片的学生。"
      : "我校已收到照片光盘（编号 \(delivery)），经清点，下列 \(rows.count) 名学生缺少照片。请查找；确属漏拍的，我校组织学生参加补拍。"
    return [
      PaperSection(
        subtitles: [campaign, "\(institution)　学校代码 \(institutionCode)"], runningTitle: institution,
        blocks: [
          .line(recipient + "："), .paragraph(text), .gap(2),
          .sealed(
            table,
            [
              .gap(3),
              .facts([
                [PaperFact("联系人", contactName), PaperFact("电话", telephone)], [PaperFact("通讯地址", address)],
              ]),
              .gap(3), .closing(institution), .closing(issued),
              .stamp(lines: ["学校经办人签字", "主管领导签字"], caption: "盖章处"),
            ]),
        ])
    ]
  }

  private var table: PaperTable {
    PaperTable(
      columns: [.init("序号", 11)] + Person.personColumns + [.init("院系、班级", 52, .leading)],
      rows: rows.enumerated().map { index, row in [String(index + 1)] + row.person.personCells + [row.group] },
      emptyText: "没有漏拍的学生", fontPoints: 9)
  }
}
