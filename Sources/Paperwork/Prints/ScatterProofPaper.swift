/// 《散拍证明》: a graduate who cannot come is shot at the agency's branch in another province, under the own five-digit code.
public struct ScatterProofPaper: Paper, Hashable {
  public var title: String { "散拍证明" }
  /// The branch that it is shown to, such as 「新华社陕西分社」.
  public var branch: String
  public var institutionName: String
  public var institutionCode: String
  public var campaign: String
  public var studentName: String
  public var sex: String
  public var idNumber: String
  public var studentNumber: String
  public var department: String
  public var major: String
  public var level: String
  /// Why the graduate cannot come, such as 「在外地实习」.
  public var reason: String
  /// Last day, as printed.
  public var validUntil: String
  public var contact: String
  public var telephone: String
  /// Day of issue, as printed under the institution's name.
  public var issued: String

  public init(
    branch: String, institutionName: String, institutionCode: String, campaign: String, studentName: String, sex: String,
    idNumber: String, studentNumber: String, department: String, major: String, level: String, reason: String,
    validUntil: String, contact: String, telephone: String, issued: String
  ) {
    self.branch = branch
    self.institutionName = institutionName
    self.institutionCode = institutionCode
    self.campaign = campaign
    self.studentName = studentName
    self.sex = sex
    self.idNumber = idNumber
    self.studentNumber = studentNumber
    self.department = department
    self.major = major
    self.level = level
    self.reason = reason
    self.validUntil = validUntil
    self.contact = contact
    self.telephone = telephone
    self.issued = issued
  }

  public var sections: [PaperSection] {
    [
      PaperSection(
        subtitles: [campaign],
        blocks: [
          .line(branch + "："),
          .paragraph("兹证明下列同学是我校应届毕业生，因\(reason)，不能在学校安排的时间到场拍摄。请贵单位按毕业生图像信息采集的要求为该同学拍摄，所属学校以下列院校代码为准。"),
          .gap(3),
          .facts([
            [PaperFact("学校名称", institutionName)],
            [PaperFact("学校代码", institutionCode), PaperFact("层次", level)],
            [PaperFact("姓名", studentName), PaperFact("性别", sex)],
            [PaperFact("身份证号", idNumber), PaperFact("学号", studentNumber)],
            [PaperFact("院系", department), PaperFact("专业", major)],
            [PaperFact("学校联系人", contact), PaperFact("电话", telephone)],
          ]),
          .gap(3),
          .paragraph("本证明有效期至\(validUntil)，请同学本人带身份证原件前往。同一学籍只采集一次，已采集的不再重拍。"),
          .gap(4),
          .closing(institutionName), .closing(issued),
          .stamp(lines: ["学校经办人签字", "学校负责人签字"], caption: "盖章处"),
        ])
    ]
  }
}
