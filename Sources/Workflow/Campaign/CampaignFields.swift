import GraduatePhotos

/// A campaign's settings field by field, as people read them, for history and journal.
extension CampaignPlan {
  /// Settings that the province decides, whoever runs the campaign: what is paid and by which rules.
  static let provinceKeys: Set<String> = [
    "province", "province-code", "graduating-class", "kind", "regime", "fee-per-head", "photo-standard", "proofing-place",
    "reprint-price",
    "retention",
  ]

  var fields: [FieldValue] {
    var fields = [
      FieldValue("province", "省份", province),
      FieldValue("province-code", "省份代码", provinceCode),
      FieldValue("graduating-class", "届", graduatingClass.chineseName),
      FieldValue("kind", "种类", kind.chineseName),
      FieldValue("regime", "采集方式", regime.chineseName),
    ]
    for kind in CampaignWindow.Kind.allCases {
      fields.append(FieldValue("window-\(kind.rawValue)", kind.chineseName, days(of: kind)?.chinese ?? ""))
    }
    fields += [
      FieldValue("makeup-place", "补拍地点", makeupPlace),
      FieldValue("fee-per-head", "每人费用", feePerHead.chinese),
      FieldValue("reprint-price", "加洗每张", reprintPrice?.chinese ?? ""),
      FieldValue("photo-standard", "照片规范", photoStandard),
      FieldValue("proofing-place", "校对地点", proofingPlace.chineseName),
      FieldValue("students-per-hour", "每小时人数", String(studentsPerHour)),
      FieldValue("second-eyes", "放行照片", (secondEyes ?? .concerns).chineseName),
      FieldValue("captions", "照片下方", (captions ?? .standard).chinese(in: regime)),
      FieldValue("roster-terms", "学生名单各列", rosterTerms?.chinese ?? ""),
      FieldValue(
        "retention", "保存期限", "原片 \(retentionTerms.originalsMonths) 个月，个人信息 \(retentionTerms.identityMonths) 个月"),
    ]
    var seen: [String: Int] = [:]
    for office in offices {
      // Offices of one kind are told apart by their names: another one's contact is not a change of this one's.
      let base =
        office.kind == .otherAgency ? "office-\(office.kind.rawValue)(\(office.name))" : "office-\(office.kind.rawValue)"
      let count = seen[base, default: 0]
      seen[base] = count + 1
      fields += office.fields(key: count == 0 ? base : "\(base)#\(count + 1)")
    }
    return fields
  }

  /// What differs from an older version.
  func differences(from older: CampaignPlan) -> [FieldDifference] { FieldDifference.between(older.fields, fields) }

  /// The first text that is longer than its column on forms and papers.
  var tooLongField: String? {
    if province.count > CampaignLimits.nameCharacters { return "省份" }
    if makeupPlace.count > CampaignLimits.textCharacters { return "补拍地点" }
    if photoStandard.count > CampaignLimits.nameCharacters { return "照片规范" }
    for office in offices {
      let who = office.kind.chineseName
      if office.address.count > CampaignLimits.textCharacters { return "\(who)地址" }
      let short = [
        office.name, office.contactName, office.telephone, office.secondTelephone, office.email, office.fax, office.postcode,
      ]
      if short.contains(where: { $0.count > CampaignLimits.nameCharacters }) { return "\(who)名称或联系方式" }
    }
    return nil
  }
}

extension RosterTerms {
  /// What the campaign changes, column by column.
  fileprivate var chinese: String {
    let columns = RosterColumn.allCases.compactMap { column -> String? in
      let terms = self[column]
      let words = [
        terms.name.map { "列名\($0)" }, terms.width.map { "宽 \($0)" }, terms.necessity?.chineseName,
      ].compactMap(\.self)
      return words.isEmpty ? nil : "\(column.chineseName)：\(words.joined(separator: "，"))"
    }
    let collected =
      categories == Set(Category.allCases)
      ? [] : ["只采集" + Category.allCases.filter(categories.contains).map(\.chineseName).joined(separator: "、")]
    return (collected + columns).joined(separator: "；")
  }
}

extension Office {
  fileprivate func fields(key: String) -> [FieldValue] {
    let who = kind.chineseName
    return [
      FieldValue("\(key)-name", "\(who)名称", name),
      FieldValue("\(key)-address", "\(who)地址", address),
      FieldValue("\(key)-postcode", "\(who)邮编", postcode),
      FieldValue("\(key)-fax", "\(who)传真", fax),
      FieldValue("\(key)-contact", "\(who)联系人", contactName, isPersonal: true),
      FieldValue("\(key)-telephone", "\(who)电话", telephone, isPersonal: true),
      FieldValue("\(key)-second-telephone", "\(who)第二电话", secondTelephone, isPersonal: true),
      FieldValue("\(key)-email", "\(who)电子邮箱", email, isPersonal: true),
    ]
  }
}
