/// 《全省高校毕业生照片采集时间安排表》 (Annex 3, X3): a row a visit, lying A4.
public struct TourAnnexPaper: Paper, Hashable {
  public struct Row: Sendable, Hashable {
    public var institutionCode: String
    /// For a study center parent and own name (A4).
    public var institution: String
    /// 「10月14日」.
    public var day: String
    public var weekday: String
    public var time: String
    public var crew: String
    public var place: String
    public var categories: String
    public var heads: Int

    public init(
      institutionCode: String, institution: String, day: String, weekday: String, time: String, crew: String, place: String,
      categories: String, heads: Int
    ) {
      self.institutionCode = institutionCode
      self.institution = institution
      self.day = day
      self.weekday = weekday
      self.time = time
      self.crew = crew
      self.place = place
      self.categories = categories
      self.heads = heads
    }
  }

  public var title: String { "全省高校毕业生照片采集时间安排表" }
  public var sheet: PaperSheet { .landscape }
  /// Campaign, and which version in which order.
  public var subtitles: [String]
  /// Repeated on the following pages.
  public var edition: String
  public var rows: [Row]
  /// What to know besides, such as the make-up.
  public var notes: [String]

  public init(subtitles: [String], edition: String, rows: [Row], notes: [String]) {
    self.subtitles = subtitles
    self.edition = edition
    self.rows = rows
    self.notes = notes
  }

  public var sections: [PaperSection] {
    [
      PaperSection(
        subtitles: subtitles, runningTitle: edition, blocks: [.table(table)] + notes.map { .note($0) })
    ]
  }

  private var table: PaperTable {
    PaperTable(
      columns: [
        .init("序号", 11), .init("院校代码", 16), .init("院校名称", 60, .leading), .init("日期", 18), .init("星期", 12),
        .init("时间", 24), .init("拍摄小组", 20), .init("拍摄点、地点", 58, .leading), .init("类别", 24), .init("人数", 12),
      ],
      rows: rows.enumerated().map { index, row in
        [
          String(index + 1), row.institutionCode, row.institution, row.day, row.weekday, row.time, row.crew, row.place,
          row.categories, String(row.heads),
        ]
      }, emptyText: "这一版没有场次", rowMillimetres: 6.4, fontPoints: 9)
  }
}
