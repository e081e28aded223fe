import GraduatePhotos

/// 加洗单: what lies on top of an order's prints: how many of which size, whose, and who is held back; to be signed when handed out.
public struct ReprintCoverPaper: Paper, Hashable {
  /// One person's photos of one size; names and student numbers, never identity numbers.
  public struct Line: Sendable, Hashable {
    public var classGroup: String
    /// Student number, or in code mode the end of our own.
    public var number: String
    /// Empty in code mode.
    public var name: String
    public var size: PrintedPhotoSize
    public var copies: Int
    /// Of a line that is held back.
    public var why: String

    public init(
      classGroup: String, number: String, name: String, size: PrintedPhotoSize, copies: Int, why: String = ""
    ) {
      self.classGroup = classGroup
      self.number = number
      self.name = name
      self.size = size
      self.copies = copies
      self.why = why
    }
  }

  public var title: String { "照片加洗单" }
  public var campaign: String
  public var institution: String
  public var number: String
  public var note: String
  public var placedBy: String
  public var placedOn: CalendarDay
  public var paper: MinilabPaper
  /// Sheets of photo paper.
  public var sheets: Int
  /// Of one photo; nil where it is settled otherwise.
  public var price: Fen?
  public var lines: [Line]
  public var held: [Line]

  public init(
    campaign: String, institution: String, number: String, note: String, placedBy: String, placedOn: CalendarDay,
    paper: MinilabPaper, sheets: Int, price: Fen?, lines: [Line], held: [Line]
  ) {
    self.campaign = campaign
    self.institution = institution
    self.number = number
    self.note = note
    self.placedBy = placedBy
    self.placedOn = placedOn
    self.paper = paper
    self.sheets = sheets
    self.price = price
    self.lines = lines
    self.held = held
  }

  private var photos: Int { lines.reduce(0) { $0 + $1.copies } }

  public var sections: [PaperSection] {
    let sizes = PrintedPhotoSize.allCases.compactMap { size -> PaperFact? in
      let count = lines.reduce(0) { $0 + ($1.size == size ? $1.copies : 0) }
      return count == 0 ? nil : PaperFact(size.chineseName, "\(count) 张")
    }
    var blocks: [PaperBlock] = [
      .facts(
        [
          [PaperFact("学校名称", institution), PaperFact("加洗单号", number)],
          [PaperFact("下单人", placedBy), PaperFact("下单日期", placedOn.chinese)],
          [PaperFact("相纸", "\(paper.chineseName) \(sheets) 张"), PaperFact("照片合计", "\(photos) 张")],
          [PaperFact("单价", price.map(\.chinese) ?? "另行结算"), PaperFact("应付", price.map { ($0 * photos).chinese } ?? "另行结算")],
        ] + sizes.map { [$0] }),
      .heading("发给学生"),
      .table(table(lines, last: "领取签字")),
    ]
    if !held.isEmpty { blocks += [.heading("暂不打印，不收费"), .table(table(held, last: "原因"))] }
    if !note.isEmpty { blocks.append(.note("备注：\(note)")) }
    blocks.append(.blanks(["冲印人", "日期", "学校接收人", "日期"]))
    return [PaperSection(subtitles: [campaign], runningTitle: number, blocks: blocks)]
  }

  private func table(_ lines: [Line], last: String) -> PaperTable {
    PaperTable(
      columns: [
        .init("班级", 52, .leading), .init("学号", 30), .init("姓名", 30), .init("尺寸", 20), .init("张数", 14),
        .init(last, 34, .leading),
      ],
      rows: lines.map { [$0.classGroup, $0.number, $0.name, $0.size.shortName, String($0.copies), $0.why] }, fontPoints: 9)
  }
}
