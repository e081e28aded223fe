/// Where something in a result file is, in an officer's words: `people[36].verdicts` is 第 36 人的结论.
enum VerificationPlace {
  static func words(_ place: String) -> String {
    let parts = place.split(separator: ".").map { part -> String in
      let pieces = part.split(separator: "[", maxSplits: 1)
      let name = String(pieces.first ?? "")
      let number = pieces.count == 2 ? pieces[1].prefix { $0.isASCII && $0.isNumber } : ""
      if !number.isEmpty { return item(name, number: number) }
      return (part.startIndex == place.startIndex ? whole[name] : member[name]) ?? "内容"
    }
    return parts.isEmpty ? "内容" : parts.joined(separator: "的")
  }

  private static func item(_ name: String, number: Substring) -> String {
    switch name {
    case "people": "第 \(number) 人"
    case "classes": "第 \(number) 个班级"
    case "checkers": "第 \(number) 个核对人"
    case "data": "第 \(number) 处更正"
    default: "\(member[name] ?? "内容")第 \(number) 项"
    }
  }

  /// Members of the file itself.
  private static let whole = [
    "version": "格式的版本", "disc": "光盘的说明", "checkers": "核对人", "savedAt": "保存时间",
    "unmatchedRosterRows": "名单里没有对上的行数", "classes": "各班人数", "people": "逐人的结论",
  ]

  /// Members of the disc, a class, a person, a correction and a partner.
  private static let member = [
    "id": "编号", "number": "号码", "batch": "批次", "contents": "内容校验值", "mode": "采集方式", "institutionCode": "学校代码",
    "institutionName": "学校名称", "people": "人数", "right": "正确人数", "found": "问题人数", "open": "没有核对的人数", "class": "班级",
    "verdicts": "结论", "photo": "照片问题", "data": "更正", "field": "项目", "old": "原内容", "new": "正确内容",
    "partner": "“实际是谁”", "note": "说明", "look": "看照片的程度", "rest": "整班标注", "checker": "核对人", "at": "核对时间",
  ]
}
