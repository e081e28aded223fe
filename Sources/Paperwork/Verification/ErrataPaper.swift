import GraduatePhotos

/// 《勘误表》 (A7) in the paper's layout (domain.md §4), lying: a row each, both sides of a shift; the institution seals it.
public struct ErrataPaper<Line: ErrataFormLine>: Paper, Hashable {
  public var title: String { "勘误表" }
  public var sheet: PaperSheet { .landscape }
  /// Such as 「甘肃省2014届毕业生图像信息采集」.
  public var campaign: String
  /// For a study center parent and own name (A4).
  public var institution: String
  public var institutionCode: String
  public var lines: [Line]
  /// Where the sealed paper goes: name, address and telephone of the head office.
  public var recipient: String

  public init(campaign: String, institution: String, institutionCode: String, lines: [Line], recipient: String) {
    self.campaign = campaign
    self.institution = institution
    self.institutionCode = institutionCode
    self.lines = lines
    self.recipient = recipient
  }

  public var sections: [PaperSection] {
    [
      PaperSection(
        subtitles: [campaign, ErrataLayout.institutionLine(institution, institutionCode, count: lines.count)],
        runningTitle: institution,
        blocks: [
          .sealed(
            table,
            [
              .note(ErrataLayout.advice(Line.regime)), .note(recipient.isEmpty ? "" : "盖章后寄送或传真：\(recipient)"),
              .stamp(lines: ["经办人签字", "联系电话", "主管领导签字", "日期"], caption: "盖章处"),
            ])
        ])
    ]
  }

  private var table: PaperTable {
    let columns = ErrataColumn.columns(in: Line.regime)
    return PaperTable(
      columns: columns.map { .init($0.chineseName, ErrataLayout.width($0)) },
      rows: ErrataLayout.rows(lines), emptyText: "没有需要勘误的数据", rowMillimetres: 7.4, fontPoints: 8.5)
  }
}

/// What the paper and the workbook of the 《勘误表》 share.
enum ErrataLayout {
  static func institutionLine(_ institution: String, _ code: String, count: Int) -> String {
    "学校名称：\(institution)　学校代码：\(code)　共 \(count) 条"
  }

  /// The lines' texts in the order of the columns, numbered from 1.
  static func rows(_ lines: [some ErrataFormLine]) -> [[String]] {
    lines.enumerated().map { index, line in
      ErrataColumn.columns(in: type(of: line).regime).map { $0 == .number ? String(index + 1) : line.text($0) }
    }
  }

  static func advice(_ regime: Regime) -> String {
    let shift = "数据错位：双方各填一行，错误内容写现在名下照片的拍摄序号，正确内容写本人照片的拍摄序号。"
    let seal = "须加盖校章；勘误期间照片照常可用，总部更正后发回数据。"
    return switch regime {
    case .roster: "数据错误：一项一行，错误内容照抄现在的内容，正确内容以身份证和学籍为准。" + shift + seal
    case .code: shift + seal + "不要写姓名、学号和证件号码。"
    }
  }

  /// Millimetres.
  static func width(_ column: ErrataColumn) -> Double {
    switch column {
    case .number: 9
    case .institutionCode: 14.5
    case .shotSerial: 19
    case .field: 18
    case .old, .new: 37
    case .name: 29
    case .studentNumber: 25
    case .idNumber: 37
    case .kind: 16
    case .handler: 15
    case .day: 20
    case .collectionCode: 44
    }
  }
}
