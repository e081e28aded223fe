import GraduatePhotos

/// 拍摄点门牌: what hangs on the door of a shooting point, a page or more for each day (N3, A9.3).
public struct DoorSignPaper: Paper, Hashable {
  public struct Sign: Sendable, Hashable {
    public struct Line: Sendable, Hashable {
      public var call: String
      public var department: String
      public var classGroup: String
      public var heads: Int

      public init(call: String, department: String, classGroup: String, heads: Int) {
        self.call = call
        self.department = department
        self.classGroup = classGroup
        self.heads = heads
      }
    }

    /// 「10月14日（周一）」.
    public var day: String
    /// 「拍摄点 2」.
    public var point: String
    /// Where it is; empty when nobody said.
    public var place: String
    public var time: String
    public var lines: [Line]

    public init(day: String, point: String, place: String, time: String, lines: [Line]) {
      self.day = day
      self.point = point
      self.place = place
      self.time = time
      self.lines = lines
    }
  }

  public var title: String { "毕业生图像信息采集" }
  public var institution: String
  public var signs: [Sign]

  public init(institution: String, signs: [Sign]) {
    self.institution = institution
    self.signs = signs
  }

  public var sections: [PaperSection] {
    signs.map { sign in
      PaperSection(
        runningTitle: "\(sign.day)　\(sign.point)",
        blocks: [
          .display(institution, points: 30), .display(sign.point, points: 44), .display(sign.place, points: 22),
          .display("\(sign.day)　\(sign.time)", points: 26), .gap(3), .table(table(sign)),
          .gap(3), .display("请按到场时间在门外排队，听摄影员叫班级，带本人身份证", points: 13),
        ])
    }
  }

  private func table(_ sign: Sign) -> PaperTable {
    // As large as the day's classes let it be on one page.
    let (row, points) = sign.lines.count <= 13 ? (9.0, 14.0) : (6.6, 11.5)
    return PaperTable(
      columns: [.init("到场", 26), .init("院系", 52, .leading), .init("班级", 72, .leading), .init("人数", 20)],
      rows: sign.lines.map { [$0.call, $0.department, $0.classGroup, String($0.heads)] }, emptyText: "没有班级",
      rowMillimetres: row, fontPoints: points)
  }
}

/// 班级通知: one page a class, for its door and its group (N3).
public struct ClassNoticePaper: Paper, Hashable {
  public struct Notice: Sendable, Hashable {
    public var notice: ClassNotice
    /// Where the QR leads.
    public var address: String

    public init(_ notice: ClassNotice, address: String) {
      self.notice = notice
      self.address = address
    }
  }

  public var title: String { "毕业生图像采集通知" }
  public var notices: [Notice]

  public init(_ notices: [Notice]) { self.notices = notices }

  public var sections: [PaperSection] {
    notices.map { page in
      let notice = page.notice
      let code = PaperQR(page.address, sideMillimetres: 34, caption: "扫码看本班时间，不用登录")
      var blocks: [PaperBlock] = [
        .display(notice.institution, points: 20), .display(notice.shownDepartment, points: 18),
        .display(notice.className, points: 32),
      ]
      blocks += notice.appointments.prefix(Self.mostAppointments).flatMap {
        Self.blocks($0, isOnly: notice.appointments.count == 1)
      }
      if notice.appointments.count > Self.mostAppointments {
        blocks.append(.display("共 \(notice.appointments.count) 次，其余请扫码查看", points: 14))
      }
      blocks += [
        .gap(4), .advice("请准备", notice.preparation, points: 14, qr: code), .advice("没有赶上", [notice.missed], points: 12),
        .note(page.address),
      ]
      return PaperSection(subtitles: [notice.campaign], runningTitle: notice.className, blocks: blocks)
    }
  }

  /// More of them would not leave room for the rest of the page.
  private static let mostAppointments = 3

  private static func blocks(_ appointment: ClassNotice.Appointment, isOnly: Bool) -> [PaperBlock] {
    let day = appointment.day.chineseWithoutYear
    return [
      .gap(isOnly ? 6 : 2), .display("\(day)　\(appointment.chineseCall)", points: isOnly ? 32 : 20),
      .display(appointment.place, points: isOnly ? 22 : 14),
      .display(appointment.chineseSpan(withReturning: false), points: 12),
    ]
  }
}

/// 班级名单（按拍摄顺序）: for each day and point the order of the classes, then each class on pages of its own (N3, A9.3).
///
/// Student numbers and names, never identity numbers.
public struct ShootingListPaper: Paper, Hashable {
  public struct Visit: Sendable, Hashable {
    /// 「10月14日（周一）08:30–11:30　拍摄点 1　本部 101 室」.
    public var heading: String
    public var classes: [ClassSheet]
    /// When each class is called, in the same order.
    public var calls: [String]
    /// Heads of each class in the schedule, in the same order; a class without rows gets as many lines to fill in.
    public var heads: [Int]

    public init(heading: String, classes: [ClassSheet], calls: [String], heads: [Int]) {
      self.heading = heading
      self.classes = classes
      self.calls = calls
      self.heads = heads
    }
  }

  public var title: String { "班级名单（按拍摄顺序）" }
  public var institution: String
  public var visits: [Visit]
  /// Whether lines without names are the campaign's way (采集码), not a roster that is missing.
  public var isInCodeMode: Bool

  public init(institution: String, visits: [Visit], isInCodeMode: Bool) {
    self.institution = institution
    self.visits = visits
    self.isInCodeMode = isInCodeMode
  }

  public var sections: [PaperSection] {
    visits.flatMap { visit in
      (visit.classes.count > 1 ? [order(of: visit)] : [])
        + visit.classes.indices.map { sheet(visit.classes[$0], heads: visit.heads[safe: $0] ?? 0) }
    }
  }

  private func order(of visit: Visit) -> PaperSection {
    let rows = visit.classes.enumerated().map { index, sheet in
      [
        String(index + 1), visit.calls[safe: index] ?? "", sheet.department, sheet.classGroup,
        String(sheet.rows.isEmpty ? visit.heads[safe: index] ?? 0 : sheet.rows.count), "",
      ]
    }
    let table = PaperTable(
      columns: [
        .init("顺序", 12), .init("到场", 18), .init("院系", 46, .leading), .init("班级", 58, .leading), .init("人数", 14),
        .init("实到", 16),
      ], rows: rows, emptyText: "没有班级", rowMillimetres: 8, fontPoints: 10.5)
    return PaperSection(
      subtitles: [institution, visit.heading], runningTitle: visit.heading, blocks: [.heading("班级顺序"), .table(table)])
  }

  private func sheet(_ sheet: ClassSheet, heads: Int) -> PaperSection {
    let isBlank = sheet.rows.isEmpty
    let place = [sheet.department, sheet.classGroup].filter { !$0.isEmpty }.joined(separator: "　")
    let rows =
      isBlank
      ? (0..<heads).map { [String($0 + 1), "", "", "", "☐", "", ""] }
      : sheet.rows.enumerated().map { index, row in [String(index + 1), row.studentNumber, row.name, row.sex, "☐", "", ""] }
    let table = PaperTable(
      columns: [
        .init("序号", 11), .init("学号", 34), .init("姓名", 47), .init("性别", 11), .init("到场", 12), .init("拍摄序号", 26),
        .init("备注", 24),
      ], rows: rows, emptyText: "本班没有应拍学生", rowMillimetres: 7)
    return PaperSection(
      subtitles: [institution, "\(place)　共 \(isBlank ? heads : rows.count) 人", sheet.appointment],
      runningTitle: sheet.classGroup,
      blocks: [.table(table), .note(advice(isBlank))])
  }

  private func advice(_ isBlank: Bool) -> String {
    let order = "请按名单顺序排队，到场的打勾；拍摄序号由现场填写，须与实际拍摄顺序一致。"
    guard isBlank else { return order }
    return isInCodeMode ? order + "学号、姓名由学校自己填写，留在学校，不交给采集单位。" : order + "这个班的学生名单还没有导入，请手工填写。"
  }
}
