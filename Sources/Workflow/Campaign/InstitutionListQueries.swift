import GraduatePhotos
import Storage

/// The WHERE of the list of institutions; the table holds some thousands in the nation and never grows with graduates.
private struct InstitutionCondition {
  var text = "1 = 1"
  var arguments: [SQLValue] = []

  mutating func and(_ condition: String, _ values: [SQLValue] = []) {
    text += " AND " + condition
    arguments += values
  }

  init(_ filter: InstitutionFilter) {
    let search = String(filter.search.trimmed.prefix(CampaignLimits.searchCharacters))
    if !search.isEmpty {
      let pattern = SQLValue.text(LikePattern.containing(search))
      and(
        """
        (i.code LIKE ? ESCAPE '!' OR i.city LIKE ? ESCAPE '!'
          OR EXISTS (SELECT 1 FROM institution_name n WHERE n.institution_id = i.id AND n.name LIKE ? ESCAPE '!')
          OR EXISTS (SELECT 1 FROM institution_former_code f WHERE f.institution_id = i.id AND f.code LIKE ? ESCAPE '!'))
        """, [pattern, pattern, pattern, pattern])
    }
    if let province = filter.province { and("i.province = ?", [.text(ChineseProvince.named(province)?.name ?? province)]) }
    if let city = filter.city { and("i.city = ?", [.text(city)]) }
    if let kind = filter.kind { and("i.kind = ?", [.text(kind.rawValue)]) }
    if filter.onlyProvisional { and("i.code LIKE '临%'") }
    if let campaignID = filter.campaignID, let participates = filter.participates {
      and(
        """
        \(participates ? "" : "NOT ")EXISTS
          (SELECT 1 FROM participation p WHERE p.campaign_id = ? AND p.institution_id = i.id)
        """, [.text(campaignID)])
    }
  }
}

/// By what the list of institutions is sorted; the raw value stands in addresses.
public enum InstitutionOrder: String, Sendable, CaseIterable {
  /// Provisional codes last.
  case code
  case kind, city
  case participates

  fileprivate func sql(isDescending: Bool) -> String {
    let way = isDescending ? "DESC" : "ASC"
    return switch self {
    case .code: "i.code \(way)"
    case .kind: "i.kind \(way), i.code"
    case .city: "i.city \(way), i.code"
    case .participates: "participates \(way), i.code"
    }
  }
}

/// LIKE patterns with `!` as escape, so that what people type is looked for as it is.
enum LikePattern {
  static func containing(_ text: String) -> String {
    "%" + text.replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_") + "%"
  }
}

extension Transaction {
  func institutionLines(_ filter: InstitutionFilter, year: Int, page: Int) throws -> ListPage<InstitutionLine> {
    let condition = InstitutionCondition(filter)
    let total = try count("SELECT COUNT(*) AS n FROM institution i WHERE \(condition.text)", condition.arguments)
    let size = CampaignLimits.pageLines
    let page = min(max(page, CampaignLimits.pages.lowerBound), CampaignLimits.pages.upperBound)
    let found = try rows(
      """
      SELECT i.id, i.code, i.province, i.city, i.kind,
        (SELECT COUNT(*) FROM participation q WHERE q.campaign_id = ? AND q.institution_id = i.id) AS participates
      FROM institution i WHERE \(condition.text) ORDER BY \(filter.order.sql(isDescending: filter.isDescending)) LIMIT ? OFFSET ?
      """, [.text(filter.campaignID ?? "")] + condition.arguments + [.int(size), .int((page - 1) * size)])
    let names = try institutionNames(of: try found.map { try $0.text("id") })
    let lines = try found.compactMap { row -> InstitutionLine? in
      guard let kind = Institution.Kind(rawValue: try row.text("kind")) else { return nil }
      let id = try row.text("id")
      let code = InstitutionCode(stored: try row.text("code"))
      let name = Institution(code: code, names: names[id] ?? [], kind: kind).name(in: year)
      return InstitutionLine(
        id: id, code: code, name: name, kind: kind, province: try row.text("province"), city: try row.text("city"),
        participates: try row.int("participates") > 0)
    }
    return ListPage(lines: lines, total: total, page: page)
  }

  /// The cities of the institutions on record, for the filter.
  func institutionCities(province: String?) throws -> [String] {
    let found =
      if let province {
        try rows("SELECT DISTINCT city FROM institution WHERE city <> '' AND province = ? ORDER BY city", [.text(province)])
      } else {
        try rows("SELECT DISTINCT city FROM institution WHERE city <> '' ORDER BY city")
      }
    return try found.map { try $0.text("city") }
  }
}
