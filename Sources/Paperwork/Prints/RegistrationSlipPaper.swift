/// 《综合信息采集登记单》 (A4, A8, A9.1, A9.2, A9.4): one A4 page; shooting points after the sixth go to a second one.
public struct RegistrationSlipPaper: Paper, Hashable {
  /// Head counts of one category.
  public struct Count: Sendable, Hashable {
    /// 普通, 成人 or 研究生.
    public var category: String
    /// Heads to be shot; the slip does not tell 毕业 from 结业.
    public var heads: Int

    public init(category: String, heads: Int) {
      self.category = category
      self.heads = heads
    }
  }

  /// A person with a telephone.
  public struct Person: Sendable, Hashable {
    public var name: String
    public var telephone: String

    public init(name: String, telephone: String) {
      self.name = name
      self.telephone = telephone
    }
  }

  /// One shooting point: where, who (A8), and what the institution confirms of the venue (A9.2).
  public struct ShootingPoint: Sendable, Hashable {
    /// Name and place, such as 「本部 体育馆一层」.
    public var place: String
    public var leader: Person
    /// Two of them.
    public var coordinators: [Person]
    /// One entry for each of the slip's `venueItems`, in the same order; missing ones count as not confirmed.
    public var confirmed: [Bool]

    public init(place: String, leader: Person, coordinators: [Person], confirmed: [Bool]) {
      self.place = place
      self.leader = leader
      self.coordinators = coordinators
      self.confirmed = confirmed
    }
  }

  public var title: String { "综合信息采集登记单" }
  /// Such as 「甘肃省2014届高校毕业生图像信息采集」.
  public var campaign: String
  /// Full name; of a study center the parent institution's.
  public var institutionName: String
  /// Printed behind the parent's name; nil for an institution itself.
  public var studyCenterName: String?
  /// Five digits registered with the ministry; a study center uses its parent's.
  public var institutionCode: String
  /// Adds 「（暂用）」 to the code.
  public var isCodeProvisional: Bool
  public var address: String
  public var contact: String
  /// With area code.
  public var telephone: String
  /// Mobile or landline.
  public var secondTelephone: String
  public var counts: [Count]
  /// Column titles of the venue check-list; short, they stand in narrow columns (a line holds two characters, \n breaks it).
  public var venueItems: [String]
  public var shootingPoints: [ShootingPoint]
  /// Who receives discs and photos by post.
  public var receiver: Person
  /// With its postcode; empty when it is the slip's own.
  public var receiverAddress: String
  /// Empty for none.
  public var remark: String

  public init(
    campaign: String, institutionName: String, studyCenterName: String? = nil, institutionCode: String,
    isCodeProvisional: Bool = false, address: String, contact: String, telephone: String, secondTelephone: String = "",
    counts: [Count], venueItems: [String] = Self.usualVenueItems, shootingPoints: [ShootingPoint],
    receiver: Person = Person(name: "", telephone: ""), receiverAddress: String = "", remark: String = ""
  ) {
    self.campaign = campaign
    self.institutionName = institutionName
    self.studyCenterName = studyCenterName
    self.institutionCode = institutionCode
    self.isCodeProvisional = isCodeProvisional
    self.address = address
    self.contact = contact
    self.telephone = telephone
    self.secondTelephone = secondTelephone
    self.counts = counts
    self.venueItems = venueItems
    self.shootingPoints = shootingPoints
    self.receiver = receiver
    self.receiverAddress = receiverAddress
    self.remark = remark
  }

  /// A9.2, and a wheelchair's way and a quiet corner.
  public static let usualVenueItems = ["20㎡\n房间\n2 间", "220V\n电源", "桌子\n1 张", "椅子\n2 把", "候拍\n场地", "轮椅\n通道", "安静\n角"]

  private static let pointsOnFirstPage = 6

  public var sections: [PaperSection] {
    var blocks: [PaperBlock] = [
      .facts(institutionFacts), .heading("拍摄点、人员和场地"),
      .table(pointTable(from: 0, count: Self.pointsOnFirstPage)),
      .note(
        "每个拍摄点：主管领导 1 名、协调人员 2 名；☑ 为学校已确认，☐ 为尚未确认。"
          + (shootingPoints.count > Self.pointsOnFirstPage
            ? "其余 \(shootingPoints.count - Self.pointsOnFirstPage) 个拍摄点见附页。" : "")),
      .stamp(lines: ["进校时间", "开始拍摄时间", "实拍人数及拍摄序号", "摄影员签字", "学校负责人签字"], caption: "盖章处"),
    ]
    if shootingPoints.count > Self.pointsOnFirstPage {
      blocks += [
        .pageBreak, .heading("附页：拍摄点、人员和场地（续）"),
        .table(pointTable(from: Self.pointsOnFirstPage, count: shootingPoints.count - Self.pointsOnFirstPage)),
      ]
    }
    return [PaperSection(subtitles: [campaign], runningTitle: fullName, blocks: blocks)]
  }

  /// A4 (1): a study center writes the parent institution's name first, then its own.
  private var fullName: String { institutionName + (studyCenterName ?? "") }

  private var institutionFacts: [[PaperFact]] {
    [
      [PaperFact("学校名称", fullName)],
      [PaperFact("学校代码", institutionCode + (isCodeProvisional ? "（暂用）" : "")), PaperFact("联系人", contact)],
      [PaperFact("电话", telephone), PaperFact("第二电话", secondTelephone)],
      [PaperFact("通讯地址", address)],
      [PaperFact("应拍人数", headCounts)],
      [PaperFact("光盘和照片收件人", receiver.name), PaperFact("收件电话", receiver.telephone)],
      [PaperFact("收件地址", receiverAddress.isEmpty ? "同通讯地址" : receiverAddress)],
    ] + (remark.isEmpty ? [] : [[PaperFact("备注", remark)]])
  }

  /// 「普通 4200　成人 600　研究生 12　合计 4812 人」.
  private var headCounts: String {
    let parts = counts.map { "\($0.category) \($0.heads)" }
    return (parts + ["合计 \(counts.reduce(0) { $0 + $1.heads }) 人"]).joined(separator: "　")
  }

  private func pointTable(from start: Int, count: Int) -> PaperTable {
    let narrow = max(6, 64 / Double(max(venueItems.count, 1)))
    let columns: [PaperTable.Column] =
      [.init("拍摄点", 35, .leading), .init("主管领导", 24), .init("协调人员", 47, .leading)] + venueItems.map { .init($0, narrow) }
    let rows = shootingPoints.dropFirst(start).prefix(count).enumerated().map { index, point in
      let checks = venueItems.indices.map { PaperCheck.mark(point.confirmed[safe: $0] ?? false) }
      return ["\(start + index + 1). " + point.place, point.leader.lines]
        + [point.coordinators.map(\.oneLine).joined(separator: "\n")] + checks
    }
    return PaperTable(columns: columns, rows: rows, emptyText: "尚未填写拍摄点", rowMillimetres: 10, fontPoints: 8.5)
  }
}

extension RegistrationSlipPaper.Person {
  fileprivate var lines: String { [name, telephone].filter { !$0.isEmpty }.joined(separator: "\n") }
  fileprivate var oneLine: String { [name, telephone].filter { !$0.isEmpty }.joined(separator: "  ") }
}
