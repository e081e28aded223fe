/// 请先读.txt of a filing package: what is in it and what is not (A11).
public struct FilingReadme: Sendable {
  public static let fileName = "请先读.txt"

  public var number: String
  public var campaign: String
  public var institution: String
  public var profile: FilingProfile
  public var people: Int
  public var held: Int
  public var previous: String?
  public var confirmations: [FilingConfirmation: Int]

  public init(
    number: String, campaign: String, institution: String, profile: FilingProfile, people: Int, held: Int, previous: String?,
    confirmations: [FilingConfirmation: Int]
  ) {
    self.number = number
    self.campaign = campaign
    self.institution = institution
    self.profile = profile
    self.people = people
    self.held = held
    self.previous = previous
    self.confirmations = confirmations
  }

  public var text: String {
    let said = FilingConfirmation.allCases.compactMap { kind in
      confirmations[kind].map { "\(kind.chineseName) \($0) 人" }
    }.joined(separator: "，")
    var lines = [
      "报盘数据包 \(number)", "", "\(campaign)", institution, "",
      "格式：\(profile.name)。\(profile.note)",
      "人数：\(people) 人\(held > 0 ? "；另有 \(held) 人暂不报盘，原因见系统的报盘预检" : "")。", "校对：\(said)。",
    ]
    if let previous { lines.append("上一次报盘：\(previous)。与上一次的差别见系统的报盘页。") }
    lines += [
      "", "报盘数据.dbf  GB 18030 编码，供学历注册程序导入", "报盘数据.xlsx 内容相同，供查看",
      "校对情况.csv  每名学生是否本人校对，以及校对回执编号", "照片          一人一张，以\(profile.photoName.chineseName)命名",
      "清单          每个文件的大小和校验值，由采集中心签名", "", "内有证件号码，请只交给学籍管理人员，用完删除。", "",
    ]
    return lines.joined(separator: "\r\n")
  }

  /// UTF-8 with its mark, as Windows' notepad expects it.
  public var bytes: [UInt8] { [0xEF, 0xBB, 0xBF] + Array(text.utf8) }
}
