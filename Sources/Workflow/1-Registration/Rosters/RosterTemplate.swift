import GraduatePhotos
import Paperwork

/// The table an institution fills in: text-formatted columns, lists to choose from, and the rules on a second sheet.
enum RosterTemplate {
  static let rosterSheet = "学生名单"
  static let rulesSheet = "填写说明"

  static func write(to path: String, place: RosterPlaceInCenter, context: RosterContext) throws {
    let writer = try XLSXWriter(path: path)
    try writer.addSheet(rosterSheet, columns: RosterColumn.template.map { column($0, context) })
    try writer.addSheet(
      rulesSheet, columns: [.init("列名", width: 16), .init("是否必填", width: 10), .init("怎样填写", width: 70), .init("例子", width: 26)])
    for column in RosterColumn.template {
      try writer.write([
        context.name(of: column), context.isRequired(column) ? "必填" : "选填", rule(of: column, context),
        example(of: column, place),
      ])
    }
    for line in closing { try writer.write(["", "", line]) }
    try writer.finish()
  }

  private static func column(_ column: RosterColumn, _ context: RosterContext) -> XLSXWriter.Column {
    XLSXWriter.Column(
      context.name(of: column), width: width(of: column), choices: choices(of: column, context),
      note: (context.isRequired(column) ? "必填。" : "选填。") + rule(of: column, context))
  }

  private static func width(of column: RosterColumn) -> Double {
    switch column {
    case .institutionName, .department, .major, .studyCenterName: 24
    case .idNumber: 22
    case .studentNumber, .classGroup, .name: 18
    default: 12
    }
  }

  private static func choices(of column: RosterColumn, _ context: RosterContext) -> [String] {
    switch column {
    case .category: Category.allCases.filter(context.categories.contains).map(\.chineseName)
    case .sex: [Sex.male, .female].map(\.chineseName)
    case .level: StudyLevel.allCases.map(\.chineseName)
    case .idNumberKind: IDNumberKind.allCases.map(\.chineseName)
    default: []
    }
  }

  private static func rule(of column: RosterColumn, _ context: RosterContext) -> String {
    let bytes = context.width(of: column)
    return rule(of: column) + (context.widths[column] == nil ? "" : "；最多 \(bytes / 2) 个汉字或 \(bytes) 个字母数字")
  }

  private static func rule(of column: RosterColumn) -> String {
    switch column {
    case .institutionCode: "教育部登记的五位代码；函授站、校外学习中心填总校的代码"
    case .institutionName: "学校全称，与公章一致"
    case .studyCenterName: "函授站、校外学习中心的名称；在本部学习的不填"
    case .category: "普通、成人或研究生"
    case .department: "院系全称，同一院系写法要一致；拍摄按院系、班级安排"
    case .major: "专业全称"
    case .classGroup: "班级；排队和班级名单按它分"
    case .studentNumber: "与学籍一致，校内不重复；列已设为文本，开头的 0 不会丢失"
    case .name: "与身份证完全一致；两个字的名字中间不加空格；间隔号用「·」；打不出的字先写「??」，导入后用拼音、部件或 U+ 编号补上"
    case .sex: "男或女，与身份证号第 17 位一致"
    case .idNumberKind: "不填就是居民身份证"
    case .idNumber: "十八位，最后一位是 X 的写大写 X；列已设为文本，请不要改成数字"
    case .level: "博士、硕士、第二学士学位、本科、专升本或专科(高职)"
    case .studyLength: "年数，例如 4 或 2.5"
    case .expectedGraduation: "八位数字，年月日"
    case .plannedSerial: "学校预先排好的才填；不填由现场生成"
    case .remark: "不要写证件号码和病情"
    default: ""
    }
  }

  private static func example(of column: RosterColumn, _ place: RosterPlaceInCenter) -> String {
    switch column {
    case .institutionCode: place.institutionCode
    case .institutionName: place.institutionName
    case .category: "普通"
    case .department: "文学院"
    case .major: "汉语言文学"
    case .classGroup: "汉语言文学1班"
    case .studentNumber: "201000000001"
    case .name: "买买提·艾力"
    case .sex: "男"
    case .idNumber: "990000200301010017"
    case .level: "本科"
    case .studyLength: "4"
    case .expectedGraduation: "\(place.plan.graduatingClass.year)0630"
    default: ""
    }
  }

  private static let closing = [
    "从学籍系统导出的表也可以直接上传：XLSX、XLS、DBF、CSV 都行，列名相近会自动对应，也可以在页面上改。",
    "专升本、第二学位的学生每条学籍各写一行。",
    "再次导入会与已登记的名单逐项比较；名单里没有的学生要填写学籍异动才能移出。",
  ]
}

/// The table of collection codes: nothing in it is about a person.
enum CodeTemplate {
  static func write(to path: String) throws {
    let writer = try XLSXWriter(path: path)
    try writer.addSheet(
      "采集码",
      columns: [
        .init("采集码", width: 60, note: "必填。从学信网整段复制，不要改动；列已设为文本"),
        .init("类别", width: 10, choices: Category.allCases.map(\.chineseName), note: "普通、成人或研究生"),
        .init("院系", width: 24, note: "院系全称，同一院系写法要一致"), .init("班级", width: 24, note: "排队按它分"),
      ])
    try writer.addSheet(RosterTemplate.rulesSheet, columns: [.init("怎样填写", width: 80)])
    for line in rules { try writer.write([line]) }
    try writer.finish()
  }

  private static let rules = [
    "这次年度采集是采集码模式：表里只有采集码、类别、院系、班级四列。",
    "出现姓名、学号或证件号码的文件会整份退回，不保存。谁是哪个采集码，只在学校自己的电脑上对照。",
    "再次导入会与已登记的采集码比较：班级有变的改正，表里没有的要填写学籍异动才能移出。",
  ]
}
