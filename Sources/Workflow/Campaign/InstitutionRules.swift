import GraduatePhotos

extension InstitutionEntry {
  /// Everything but the code, tidied: the names in the order of years, the province by its full name.
  ///
  /// The province may be open for a study center's parent elsewhere, where nobody wrote it down.
  func tidied(provinceMayBeOpen: Bool = false) throws(InstitutionRefusal) -> InstitutionEntry {
    var entry = self
    entry.names = try InstitutionRules.tidied(names)
    entry.city = city.trimmed
    entry.identifier = identifier.compactHalfWidth
    guard entry.city.count <= CampaignLimits.nameCharacters else { throw .tooLong(field: "城市") }
    guard provinceMayBeOpen, province.trimmed.isEmpty else {
      guard let known = ChineseProvince.named(province) else { throw .provinceUnknown(province.trimmed) }
      entry.province = known.name
      return entry
    }
    entry.province = ""
    return entry
  }

  func institution(code: InstitutionCode) -> Institution {
    Institution(code: code, names: names, kind: kind, city: city, identifier: identifier)
  }
}

enum InstitutionRules {
  /// The names trimmed and in the order of years, when their years are right.
  static func tidied(_ names: [InstitutionName]) throws(InstitutionRefusal) -> [InstitutionName] {
    guard names.count <= CampaignLimits.namesOfInstitution else {
      throw .tooManyNames(limit: CampaignLimits.namesOfInstitution)
    }
    var names = names
    for index in names.indices { names[index].name = names[index].name.trimmed }
    guard names.allSatisfy({ $0.name.count <= CampaignLimits.nameCharacters }) else { throw .tooLong(field: "院校名称") }
    names.sort { ($0.fromYear ?? Int.min) < ($1.fromYear ?? Int.min) }
    let problems = Institution(code: InstitutionCode(stored: ""), names: names, kind: .other).nameProblems()
    guard problems.isEmpty else { throw .names(problems) }
    return names
  }

  /// The ministry's ten digits end in the five-digit code; nothing can be compared while the code is provisional.
  static func checkIdentifier(_ identifier: String, code: InstitutionCode) throws(InstitutionRefusal) {
    guard !identifier.isEmpty else { return }
    guard identifier.isAllDigits, identifier.utf8.count == 10 else { throw .identifierForm }
    guard code.isProvisional || identifier.hasSuffix(code.value) else { throw .identifierDiffers(code: code.value) }
  }

  /// The names after a renaming: the present one ends the year before.
  static func names(
    of institution: Institution, renamed name: String, from year: Int
  ) throws(InstitutionRefusal)
    -> [InstitutionName]
  {
    var names = institution.names
    if let last = names.indices.last {
      if let began = names[last].fromYear, began >= year { throw .nameYear(from: began) }
      if (names[last].toYear ?? Int.max) >= year { names[last].toYear = year - 1 }
    }
    return try tidied(names + [InstitutionName(name, fromYear: year)])
  }
}

extension StoredInstitution {
  /// Field by field, for the journal; nothing of an institution is personal.
  var fields: [FieldValue] {
    [
      FieldValue("code", "院校代码", institution.code.value),
      FieldValue("province", "省份", province),
      FieldValue("city", "城市", institution.city),
      FieldValue("kind", "类型", institution.kind.chineseName),
      FieldValue("identifier", "学校标识码", institution.identifier),
    ] + institution.names.enumerated().map { FieldValue("name-\($0.offset + 1)", "名称 \($0.offset + 1)", $0.element.chinese) }
  }
}

extension InstitutionName {
  /// 「甘肃中医学院（–2014）」.
  var chinese: String {
    guard fromYear != nil || toYear != nil else { return name }
    return "\(name)（\(fromYear.map(String.init) ?? "")–\(toYear.map(String.init) ?? "")）"
  }
}
